-- One report with two lines of Table 3, and two rules. Everything expected of it is true.
create schema raw;
create schema marts;

create table raw.files as
select '浙江/江干.html' as source_path, 'r1' as report_id;

create table raw.rejected_files as
select '浙江/空.txt' as source_path, 'empty' as reason_code, '文件为空' as reason;

create table raw.report_tables as
select 'r1' as report_id, 3 as table_no, '2021' as form_variant, 'pipe_rows' as text_layout,
    2 as rows_located, 40 as first_line, 41 as last_line;

create table raw.cells (
    report_id varchar, table_no integer, row_no integer, position integer, value_raw varchar,
    location varchar, source_line integer
);
insert into raw.cells values
    ('r1', 3, 1, 1, '15', 'located', 40),
    ('r1', 3, 1, 2, '15', 'located', 40),
    ('r1', 3, 2, 1, '', 'located', 41);

create table raw.claims as
select 'r1' as report_id, unnest([1, 2]) as claim_no, unnest(['15', '9']) as value_raw,
    unnest(['2021年收到15件。', '2020年收到9件。']) as sentence, unnest([2021, 2020]) as year_named,
    20 as source_line;

create table marts.dim_reports as
select 'r1' as report_id, '江干区人民政府' as agency_name_zh, 2021 as report_year,
    '浙江/江干.html' as source_path, true as is_current, 4 as cells_expected;

create table marts.dim_regions (
    region_code varchar, region_name_zh varchar, region_level varchar, parent_region_code varchar
);
insert into marts.dim_regions values
    ('330000', '浙江省', 'province', null),
    ('330100', '杭州市', 'prefecture', '330000'),
    ('330104', '江干区', 'county', '330100');

create table marts.dim_agencies as
select 'a1' as agency_id, '江干区人民政府' as agency_name_zh, '330104' as region_code,
    'name' as region_source, 'county' as agency_level, 'government' as agency_kind;

create table marts.fct_rejected_files as from raw.rejected_files;

create table marts.fct_claims as
select report_id, claim_no, 'received' as claim_code, 15.0 as value, false as is_none, value_raw,
    'own' as scope, sentence
from raw.claims where year_named = 2021;

create table marts.fct_cells (
    report_id varchar, table_no integer, line_code varchar, column_code varchar,
    value decimal(24, 6), value_raw varchar, value_status varchar, source_line integer,
    measure_id varchar
);
insert into marts.fct_cells values
    ('r1', 3, 'received', 'natural_person', 15, '15', 'number', 40, 'received.natural_person'),
    ('r1', 3, 'received', 'total', 15, '15', 'number', 40, 'received.total'),
    ('r1', 3, 'carried_in', 'natural_person', null, '', 'blank', 41, 'carried_in.natural_person'),
    ('r1', 3, 'carried_in', 'total', null, null, 'absent', null, 'carried_in.total');

create table marts.rpt_row_accounting as
select
    unnest(['files', 'reports', 'tables', 'cells_found', 'cells_asked_for', 'claims']) as account,
    unnest([2, 1, 3, 3, 4, 2]) as rows_in, unnest([2, 1, 3, 3, 4, 2]) as rows_out, 0 as difference,
    '转入与转出' as statement_zh, 'In and out' as statement_en;

create table marts.dim_measures as
select
    table_no, line_code, column_code, measure_id,
    if(line_code = 'received', '本年新收', '上年结转') as line_label_zh,
    if(column_code = 'total', '总计', '自然人') as column_label_zh,
    if(line_code = 'received', 1, 2) as line_order, if(column_code = 'total', 7, 1) as column_order
from marts.fct_cells;

create schema form;
create table form.value_statuses as
select
    unnest(['number', 'blank', 'absent']) as value_status,
    unnest(['数字', '空白', '缺失']) as label_zh;

create table marts.rpt_rules (
    rule_id varchar, severity varchar, statement_zh varchar, statement_en varchar,
    instances_expected bigint, instances_met bigint
);
insert into marts.rpt_rules values
    (
        'T3-02', 'warning', '自然人加法人或其他组织五类之和，等于总计',
        'Natural persons plus the five kinds of organization equal the total', 2, 2
    ),
    ('F-03', 'critical', '每一行都已定位', 'Every line was located', 1, 1);

create table marts.fct_rule_results (
    report_id varchar, rule_id varchar, instance varchar, severity varchar, table_no integer,
    scope_line varchar, scope_column varchar, line_label_zh varchar, column_label_zh varchar,
    left_value decimal(24, 6), right_value decimal(24, 6), difference decimal(24, 6),
    status varchar, statement_zh varchar, statement_en varchar, review_verdict varchar,
    is_open boolean
);
insert into marts.fct_rule_results values
    (
        'r1', 'T3-02', 'received', 'warning', 3, 'received', null, '本年新收', null, 15, 15, 0,
        'pass', '各类申请人之和 15，总计 15', 'applicants sum to 15, the total says 15', null,
        false
    ),
    (
        'r1', 'T3-02', 'carried_in', 'warning', 3, 'carried_in', null, '上年结转', null, null,
        null, null, 'not_assessable', '', '', null, false
    ),
    (
        'r1', 'F-03', 'table_3', 'critical', 3, null, null, null, null, 2, 2, 0, 'pass', '', '',
        null, false
    );

create view marts.rpt_rule_results as
select results.*, agency_name_zh, report_year, source_path
from marts.fct_rule_results as results
inner join marts.dim_reports using (report_id);

create table marts.fct_suspect_cells (
    report_id varchar, measure_id varchar, line_code varchar, column_code varchar,
    value decimal(24, 6), instances_explained varchar
);

create table raw.reviews as
select 2 as row_no, '浙江/江干.html' as report, 'T3-02' as rule_id, 'received' as instance;

create table marts.fct_reviews as
select 2 as review_no, '浙江/江干.html' as report_name, 'r1' as report_id, 'T3-02' as rule_id,
    'received' as instance, 'holds' as review_status, 15::decimal(24, 6) as left_value,
    15::decimal(24, 6) as right_value, 15::decimal(24, 6) as left_value_reviewed,
    15::decimal(24, 6) as right_value_reviewed, null::varchar as value_raw,
    null::varchar as value_raw_reviewed;

create table marts.fct_hierarchy_checks as
select 'r1' as report_id, 'received.total' as measure_id, 'table' as stated_in;

create schema intermediate;
create view intermediate.int_finding_cells as
select report_id, rule_id, instance, scope_line, scope_column, measure_id
from marts.fct_rule_results as results
inner join marts.fct_cells as cells using (report_id)
where is_open and results.scope_line = cells.line_code;
