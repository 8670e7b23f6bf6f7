// The tables of a report: the form with its numbers, and what is known of each cell.
"use strict";
(() => {
  const { h, t } = ogi;
  const UNITS = { yuan: ["元", "yuan"], ten_thousand_yuan: ["万元", "10,000 yuan"] };
  const STATUSES = {
    blank: ["空白", "blank", "␣"],
    not_applicable: ["填为不适用", "marked as not applicable"],
    unreadable: ["无法识别为一个数", "cannot be read as one number", "?"],
    absent: ["文件中没有此格", "absent from the document", "×"],
  };
  const SUSPECT = ["可能有误", "suspect"];

  // The entry for each cell of a list that names only some: `nth` is the cell's place.
  const sparse = (list) => Object.fromEntries((list ?? []).map(({ nth, text }) => [nth, text]));

  // The cells of a table in the form's order, each with what is known of it.
  function cellsOf(table) {
    const [places, statuses, values, lineLabels, columnLabels] = [
      "places",
      "statuses",
      "values",
      "line_labels",
      "column_labels",
    ].map((name) => sparse(table[name]));
    let label = null;
    return table.raw.map((raw, nth) => {
      if (nth in lineLabels) label = lineLabels[nth];
      const status = statuses[nth] ?? "number";
      return {
        nth,
        raw,
        status,
        value: status === "number" ? (values[nth] ?? raw) : null,
        line: table.lines[nth],
        column: table.columns[nth],
        place: places[nth],
        lineLabel: label,
        columnLabel: columnLabels[nth],
        findings: [],
      };
    });
  }

  // What stands in a cell: as printed or, where nothing is, a sign for why.
  const textOf = (cell) => (cell.raw?.trim() ? cell.raw : (STATUSES[cell.status]?.[2] ?? ""));

  const isText = (report) => report.media_type === "text/plain";
  const lineOf = (report, line) =>
    isText(report)
      ? t(`第 ${line} 行`, `line ${line}`)
      : t(`第 ${line} 行（段）`, `row or paragraph ${line}`);
  // Of a part of a report, told from the same part of others.
  const nameOf = (report, zh, en) =>
    [report.agency ?? report.path, report.year, zh, en].filter(Boolean).join(" ");
  function drawTable(report, table, cells) {
    const template = document.getElementById(`form-${table.form_variant}-${table.table_no}`);
    const title = `${"〇一二三四五六"[table.table_no] ?? table.table_no}、`;
    const drawn = template.content.firstElementChild.cloneNode(true);
    const known = cellsOf(table);
    for (const slot of drawn.querySelectorAll(".slot")) {
      const cell = known[slot.dataset.nth];
      Object.assign(cell, {
        slot,
        table,
        known,
        measure: slot.dataset.measure,
        labels: slot.dataset,
        id: `${report.id}-${slot.dataset.measure}`,
      });
      cells[cell.measure] = cell;
    }
    const element = h(
      "div",
      {},
      h(
        "h2",
        {},
        h("span", { lang: "zh-CN", class: "printed" }, title, template.dataset.zh),
        h("span", { lang: "en", class: "gloss" }, template.dataset.en),
        h("small", {}, " ", t("表式", "form"), " ", table.form_variant),
      ),
      table.is_found
        ? null
        : h(
            "p",
            { class: "warning" },
            t("文件中没有找到这张表。", "This table was not found in the document."),
          ),
      h(
        "div",
        {
          class: "scroll",
          tabindex: "0",
          role: "region",
          "aria-label": nameOf(report, template.dataset.zh, template.dataset.en),
        },
        drawn,
      ),
    );
    return { table, element };
  }

  // A number is a button: it tells where it comes from.
  function fill(report, cell, cells) {
    const text = textOf(cell);
    const worst = cell.findings.some((finding) => finding.severity === "warning")
      ? "warning"
      : cell.findings.length
        ? "info"
        : "";
    const kinds = [
      "value",
      worst,
      cell.suspect ? "suspect" : "",
      cell.status === "number" ? "" : cell.status,
    ];
    const { lineZh, columnZh, lineEn, columnEn } = cell.labels;
    const marks = [STATUSES[cell.status], ogi.SEVERITIES[worst], cell.suspect && SUSPECT].filter(
      Boolean,
    );
    const zh = `${lineZh}，${columnZh}：${[text, ...marks.map((mark) => mark[0])].join("，")}`;
    const en = `${lineEn}, ${columnEn}: ${[text, ...marks.map((mark) => mark[1])].join(", ")}`;
    const button = h(
      "button",
      {
        type: "button",
        id: cell.id,
        class: kinds.filter(Boolean).join(" "),
        "data-zh": zh,
        "data-en": en,
        "aria-label": ogi.said(zh, en),
        tabindex: worst || cell.nth === 0 ? "0" : "-1",
      },
      text,
    );
    button.onclick = () => detail(report, cell, cells, true);
    button.onfocus = () => select(button);
    if (worst) button.onmouseenter = () => detail(report, cell, cells, false);
    button.onmouseleave = () => panel.classList.contains("passing") && close();
    cell.slot.append(button);
  }

  function select(button) {
    for (const other of document.querySelectorAll(".value.chosen"))
      other.classList.remove("chosen");
    button.classList.add("chosen");
  }

  function highlight(ids) {
    for (const other of document.querySelectorAll(".value.concerned"))
      other.classList.remove("concerned");
    for (const id of ids) document.getElementById(id)?.classList.add("concerned");
  }

  const panel = document.getElementById("detail");

  function detail(report, cell, cells, isAsked) {
    const { lineZh, lineEn, columnZh, columnEn, unit } = cell.labels;
    const sameLine = cell.known.filter((other) => other.line === cell.line);
    highlight(
      cell.findings.flatMap((finding) => finding.cells.map((measure) => cells[measure]?.id)),
    );
    panel.hidden = false;
    panel.classList.toggle("passing", !isAsked);
    panel.lastElementChild.replaceChildren(
      h("h2", {}, t(`${lineZh} · ${columnZh}`, `${lineEn}, ${columnEn}`)),
      h(
        "dl",
        {},
        entry(
          ["数值", "Value"],
          cell.value ?? t(...STATUSES[cell.status].slice(0, 2)),
          unit in UNITS && cell.value ? [" ", t(...UNITS[unit])] : null,
        ),
        cell.raw != null && cell.raw !== cell.value
          ? entry(["原样", "As printed"], h("code", {}, cell.raw || "␣"))
          : null,
        cell.line != null
          ? entry(
              ["位置", "Place"],
              lineOf(report, cell.line),
              t(`，第 ${cell.column} 格`, `, cell ${cell.column}`),
              cell.place ? [" · ", cell.place] : null,
            )
          : null,
        cell.line != null
          ? entry(
              ["原文", "Source"],
              h(
                "code",
                { lang: "zh-CN", class: "printed" },
                [cell.lineLabel, ...sameLine.map((other) => other.raw)].flatMap((raw, place) => [
                  place ? " │ " : "",
                  sameLine[place - 1] === cell ? h("mark", {}, raw ?? "") : (raw ?? ""),
                ]),
              ),
            )
          : null,
        cell.columnLabel
          ? entry(
              ["栏目", "Column"],
              h("code", { lang: "zh-CN", class: "printed" }, cell.columnLabel),
            )
          : null,
        cell.suspect ? entry(SUSPECT, t(cell.suspect.zh, cell.suspect.en)) : null,
        cell.suspect?.value != null
          ? entry(["可使各式相符的数", "Would reconcile"], h("b", {}, cell.suspect.value))
          : null,
      ),
      ...cell.findings.map((finding) =>
        h("div", { class: `finding ${finding.severity}` }, ogi.statement(finding, report, cells)),
      ),
      ...(cell.findings.length
        ? []
        : [
            h(
              "p",
              { class: "good" },
              t("没有规则对此格提出问题。", "No rule finds fault with this cell."),
            ),
          ]),
    );
  }

  const entry = ([zh, en], ...content) => [h("dt", {}, t(zh, en)), h("dd", {}, content)];

  function close() {
    panel.hidden = true;
    highlight([]);
  }
  document.addEventListener("language", () => {
    for (const button of document.querySelectorAll("button.value"))
      button.setAttribute("aria-label", ogi.said(button.dataset.zh, button.dataset.en));
  });
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-goto]");
    if (!button) return;
    const cell = document.getElementById(button.dataset.goto);
    cell.scrollIntoView({ block: "center" });
    cell.click();
    cell.focus({ preventScroll: true });
    highlight((button.dataset.cells ?? button.dataset.goto).split(" "));
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") close();
    const here = event.target.closest?.(".value");
    const step = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] }[
      event.key
    ];
    if (!here || !step) return;
    const lines = [...here.closest("table").rows]
      .map((row) => [...row.querySelectorAll(".value")])
      .filter((row) => row.length);
    const line = lines.findIndex((row) => row.includes(here));
    const next =
      lines[line + step[0]]?.[
        Math.min(lines[line].indexOf(here), lines[line + step[0]].length - 1) + step[1]
      ];
    if (next) {
      event.preventDefault();
      next.focus();
      if (!panel.hidden) next.click();
    }
  });
  document.getElementById("close").onclick = close;
  window.onbeforeprint = () => {
    for (const each of document.querySelectorAll("details")) each.open = true;
  };

  Object.assign(ogi, { textOf, lineOf, nameOf, entry, drawTable, fill });
})();
