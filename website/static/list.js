// The list of reports: its parts are loaded one after the other, and filtered here.
"use strict";
(async () => {
  const { h, load, variantOf } = ogi;
  const PAGE = 50;
  const SORTS = {
    warnings: ["警告最多", "most warnings"],
    findings: ["问题最多", "most findings"],
    located: ["缺格最多", "most cells missing"],
    name: ["机关名称", "agency"],
    year: ["年度", "latest year"],
  };
  const form = document.getElementById("filters");
  const body = document.querySelector("#list tbody");
  const rows = [];
  let shown = [];
  let page = 0;
  const index = await load("list", "list");
  const at = Object.fromEntries(index.columns.map((name, place) => [name, place]));

  const regionPath = (code) => {
    const [name, parent] = index.regions[code] ?? ["", null];
    return (parent ? regionPath(parent) : "") + name;
  };
  const paths = Object.fromEntries(
    Object.keys(index.regions).map((code) => [code, regionPath(code)]),
  );
  const isWithin = (code, region) => {
    for (let here = code; here; here = index.regions[here]?.[1]) if (here === region) return true;
    return false;
  };
  const option = (value, zh, en) =>
    h("option", { value, "data-zh": zh, "data-en": en }, ogi.said(zh, en));
  const anyOf = () => option("", "全部", "any");

  form.region.append(
    anyOf(),
    option("none", "未确定", "not certain"),
    ...Object.entries(paths).map(([code, path]) => option(code, path, path)),
  );
  form.rule.append(
    anyOf(),
    option("any", "任何一条", "any rule"),
    option("warning", "任何警告", "any warning"),
    ...index.rules.map((rule) =>
      option(
        rule.rule_id,
        `${rule.rule_id} ${rule.statement_zh}`,
        `${rule.rule_id} ${rule.statement_en}`,
      ),
    ),
  );
  form.sort.append(...Object.entries(SORTS).map(([name, [zh, en]]) => option(name, zh, en)));
  form.year.append(anyOf());

  const searched = (row) => `${paths[row[at.region_code]] ?? ""} ${row[at.name]}`.toLowerCase();
  const matches = (row) => {
    const { region, year, rule } = wanted;
    return (
      words.every((word) => searched(row).includes(word)) &&
      (!region ||
        (region === "none" ? !row[at.region_code] : isWithin(row[at.region_code], region))) &&
      (!year || String(row[at.report_year]) === year) &&
      (!rule ||
        (rule === "any" && row[at.findings]) ||
        (rule === "warning" && row[at.warnings]) ||
        row[at.rules].includes(rule))
    );
  };
  const missing = (row) => row[at.cells_expected] - row[at.cells_located];
  const orders = {
    findings: (a, b) => b[at.findings] - a[at.findings],
    located: (a, b) => missing(b) - missing(a),
    name: (a, b) => a[at.name].localeCompare(b[at.name], "zh"),
    year: (a, b) => (b[at.report_year] ?? 0) - (a[at.report_year] ?? 0),
  };
  let wanted = {};
  let words = [];

  function filter() {
    wanted = Object.fromEntries(new FormData(form));
    words = wanted.q.toLowerCase().split(/\s+/).filter(Boolean);
    shown = rows.filter(matches);
    if (orders[wanted.sort]) shown.sort(orders[wanted.sort]); // else as it was written
    draw();
  }

  function draw() {
    const pages = Math.max(1, Math.ceil(shown.length / PAGE));
    page = Math.min(page, pages - 1);
    body.replaceChildren(...shown.slice(page * PAGE, (page + 1) * PAGE).map(line));
    const number = shown.length.toLocaleString("en");
    const all = rows.length < index.reports ? ogi.said("（读取中……）", " (loading…)") : "";
    document.getElementById("count").textContent = ogi.said(
      `${number} 份报告${all}`,
      `${number} reports${all}`,
    );
    document.getElementById("page").textContent = `${page + 1} / ${pages}`;
    document.getElementById("before").disabled = page === 0;
    document.getElementById("after").disabled = page === pages - 1;
  }

  function line(row) {
    const warnings = row[at.warnings];
    const remarks = row[at.findings] - warnings;
    return h(
      "tr",
      { class: warnings ? "warning" : null },
      h(
        "th",
        { scope: "row" },
        h("a", { href: `report.html?id=${row[at.report_id]}` }, row[at.name]),
      ),
      h("td", {}, row[at.report_year] ?? "–"),
      h("td", { class: "spare" }, paths[row[at.region_code]] ?? "–"),
      h("td", { class: "spare" }, variantOf(row[at.form_variant])),
      h("td", { class: "number spare" }, `${row[at.cells_located]}/${row[at.cells_expected]}`),
      h("td", { class: "number" }, warnings ? h("b", {}, warnings) : "0"),
      h("td", { class: "number" }, String(remarks)),
      h(
        "td",
        {},
        row[at.rules].flatMap((rule) => [h("a", { href: `rules/${rule}.html` }, rule), " "]),
      ),
    );
  }

  // What is asked for is in the address, so that a list can be sent to someone.
  function ask() {
    page = 0;
    filter();
    const asked = new URLSearchParams(
      Object.entries(wanted).filter(
        ([name, value]) => value && !(name === "sort" && value === "warnings"),
      ),
    );
    history.replaceState(null, "", asked.toString() ? `?${asked}` : location.pathname);
  }

  function turn(by) {
    page += by;
    draw();
    document.getElementById("list").scrollIntoView();
  }

  form.oninput = ask;
  form.onsubmit = (event) => event.preventDefault();
  form.onreset = () => setTimeout(ask);
  document.getElementById("before").onclick = () => turn(-1);
  document.getElementById("after").onclick = () => turn(1);
  document.addEventListener("language", () => {
    for (const each of form.querySelectorAll("option"))
      each.textContent = ogi.said(each.dataset.zh, each.dataset.en);
    draw();
  });

  // What the address asks for, where the list has it: years are known as parts are loaded.
  const asked = new URLSearchParams(location.search);
  const take = (name) => {
    if (!asked.has(name)) return;
    form.elements[name].value = asked.get(name);
    if (form.elements[name].value === asked.get(name)) asked.delete(name);
    else form.elements[name].selectedIndex = 0;
  };
  for (const name of ["q", "region", "rule", "sort"]) take(name);
  const years = new Set();
  for (let part = 0; part < index.parts; part++) {
    const more = await load(`list-${part}`, `list-${part}`);
    rows.push(...more);
    for (const row of more) if (row[at.report_year]) years.add(row[at.report_year]);
    const chosen = form.year.value;
    const listed = [...years].sort().reverse().map(String);
    form.year.replaceChildren(anyOf(), ...listed.map((year) => option(year, year, year)));
    form.year.value = chosen;
    take("year");
    filter();
  }
  if (!index.parts) draw();
  document.body.dataset.ready = "";
})();
