// A report as its page shows it: findings, the form with its numbers, the prose, other years.
"use strict";
(() => {
  const { h, t } = ogi;

  function show(report, page) {
    const cells = {}; // by measure
    const tables = report.tables.map((table) => ogi.drawTable(report, table, cells));
    for (const finding of report.findings)
      for (const measure of finding.cells ?? []) cells[measure]?.findings.push(finding);
    for (const suspect of report.suspects)
      if (cells[suspect.measure]) cells[suspect.measure].suspect = suspect;
    for (const cell of Object.values(cells)) ogi.fill(report, cell, cells);
    const parts = [
      heading(report),
      ogi.findingsOf(report, cells),
      ...tables.map(({ table, element }) =>
        h("section", {}, element, claimsOn(report, table.table_no, cells)),
      ),
      otherYears(report),
      notesOf(report),
      source(report),
    ];
    page.append(...parts.filter(Boolean));
    return page;
  }

  function heading(report) {
    const name = report.agency ?? report.path;
    const warnings = report.findings.filter((finding) => finding.severity === "warning").length;
    const remarks = report.findings.length - warnings;
    return h(
      "header",
      {},
      h(
        "h1",
        { lang: "zh-CN", class: "printed" },
        name,
        " ",
        report.year ?? "",
        report.year ? "年" : "",
      ),
      report.title ? h("p", { lang: "zh-CN", class: "printed" }, report.title) : null,
      h(
        "ul",
        { class: "figures" },
        h(
          "li",
          { class: warnings ? "warning" : "good" },
          h("b", {}, warnings),
          " ",
          t("处警告", "warnings"),
        ),
        h(
          "li",
          { class: remarks ? "info" : null },
          h("b", {}, remarks),
          " ",
          t("处提示", "remarks"),
        ),
        h(
          "li",
          {},
          h("b", {}, report.located),
          ` / ${report.expected} `,
          t("个格已定位", "cells located"),
        ),
        h("li", {}, t("表式", "form"), " ", h("b", {}, ogi.variantOf(report.variant))),
        report.region ? h("li", { lang: "zh-CN", class: "printed" }, report.region) : null,
      ),
    );
  }
  function claimsOn(report, tableNo, cells) {
    const claims = report.claims.filter((claim) => claim.table_no === tableNo);
    if (!claims.length) return null;
    const contradicted = new Set(
      report.findings.flatMap((finding) => ogi.sentences(finding, report)),
    );
    return h(
      "div",
      { class: "claims" },
      h("h3", {}, t("文字部分的陈述", "What the prose states")),
      h(
        "ul",
        {},
        claims.map((claim) => {
          const cell = cells[claim.measure];
          return h(
            "li",
            { class: contradicted.has(claim) ? "warning" : null },
            h("b", {}, t(claim.zh, claim.en), " ", claim.value ?? claim.raw),
            cell ? [" ", t("表中", "table:"), " ", cell.value ?? ogi.textOf(cell)] : null,
            claim.is_of_tables
              ? null
              : [" ", t("（口径不同，不与表格比较）", "(counts something else; not compared)")],
            h(
              "blockquote",
              { lang: "zh-CN", class: "printed" },
              claim.sentence,
              " ",
              h("small", {}, ogi.lineOf(report, claim.line)),
            ),
          );
        }),
      ),
    );
  }

  function otherYears(report) {
    if (report.years.length < 2) return null;
    const columns = [
      [
        "年度",
        "Year",
        (year) =>
          year.id === report.id || ogi.data.check
            ? String(year.year)
            : h("a", { href: `?id=${year.id}` }, year.year),
      ],
      ["新收", "Received", (year) => year.received],
      ["上年结转", "Carried in", (year) => year.carried_in],
      ["办理结果总计", "Handled", (year) => year.handled],
      ["结转下年度", "Carried out", (year) => year.carried_out],
      [
        "予以公开占比",
        "Granted",
        (year) => (year.granted_rate == null ? null : `${(year.granted_rate * 100).toFixed(1)}%`),
      ],
      ["复议诉讼", "Disputes", (year) => year.disputes],
      ["警告", "Warnings", (year) => String(year.warnings)],
    ];
    return h(
      "section",
      {},
      h("h2", {}, t("历年", "Other years")),
      h(
        "div",
        {
          class: "scroll",
          tabindex: "0",
          role: "region",
          "aria-label": ogi.nameOf(report, "历年", "Other years"),
        },
        h(
          "table",
          { class: "plain" },
          h(
            "thead",
            {},
            h(
              "tr",
              {},
              columns.map(([zh, en]) => h("th", { scope: "col", class: "number" }, t(zh, en))),
            ),
          ),
          h(
            "tbody",
            {},
            report.years.map((year) =>
              h(
                "tr",
                { class: year.id === report.id ? "here" : null },
                columns.map(([, , value], place) =>
                  h(
                    place ? "td" : "th",
                    { class: "number", scope: place ? null : "row" },
                    value(year) ?? "–",
                  ),
                ),
              ),
            ),
          ),
        ),
      ),
    );
  }

  function notesOf(report) {
    if (!report.notes.length) return null;
    return h(
      "section",
      {},
      h("h2", {}, t("读取时的说明", "Notes of the reading")),
      h(
        "ul",
        {},
        report.notes.map((note) =>
          h(
            "li",
            {},
            t(note.zh, note.en),
            note.line ? [" (", ogi.lineOf(report, note.line), ")"] : null,
            h("blockquote", { class: "printed" }, t(note.said_zh, note.said_en)),
          ),
        ),
      ),
    );
  }

  function source(report) {
    const isLink = /^https?:\/\//.test(report.url ?? "");
    return h(
      "footer",
      {},
      h("h2", {}, t("来源", "Source")),
      h(
        "dl",
        {},
        ogi.entry(["文件", "File"], h("span", { class: "path" }, report.path)),
        report.url
          ? ogi.entry(
              ["网址", "Address"],
              isLink ? h("a", { href: report.url, rel: "noreferrer" }, report.url) : report.url,
            )
          : null,
        report.replaced.length
          ? ogi.entry(
              ["取代", "Supersedes"],
              h("span", { class: "path" }, report.replaced.join(", ")),
            )
          : null,
        report.published ? ogi.entry(["发布日期", "Published"], report.published) : null,
        ogi.entry(
          ["格式", "Format"],
          [report.media_type, report.encoding].filter(Boolean).join(", "),
        ),
        ogi.entry(["SHA-256", "SHA-256"], h("code", { class: "path" }, report.sha256)),
      ),
    );
  }

  ogi.showReport = show;
})();
