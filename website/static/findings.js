// The findings on a report: what each says, its equation with the numbers, the sentences.
"use strict";
(() => {
  const { h, t, badge } = ogi;

  function findingsOf(report, cells) {
    if (!report.findings.length)
      return h("p", { class: "good" }, t("未发现问题。", "Nothing to correct was found."));
    return h(
      "section",
      {},
      h("h2", {}, t("发现的问题", "Findings")),
      h(
        "ol",
        { class: "findings" },
        report.findings.map((finding) =>
          h(
            "li",
            { class: finding.severity },
            statement(finding, report, cells),
            buttons(finding, cells),
          ),
        ),
      ),
      report.suspects.length ? suspectsOf(report, cells) : null,
    );
  }

  function suspectsOf(report, cells) {
    const item = (suspect) => {
      const cell = cells[suspect.measure];
      const to = { type: "button", "data-goto": cell?.id };
      return h(
        "li",
        { class: "suspect" },
        h("p", {}, t(suspect.zh, suspect.en)),
        cell ? h("button", to, t("到该格", "Go to the cell")) : null,
      );
    };
    return [
      h("h3", {}, t("可能有误的格", "Suspect cells")),
      h("ul", { class: "findings" }, report.suspects.map(item)),
    ];
  }

  const ruleLink = (rule) =>
    ogi.data.check ? h("b", {}, rule) : h("a", { href: `rules/${rule}.html` }, rule);

  function statement(finding, report, cells) {
    return [
      h(
        "p",
        {},
        badge(finding.severity),
        " ",
        ruleLink(finding.rule),
        " ",
        t(finding.zh, finding.en),
        finding.review === "confirmed"
          ? [" ", t("（复核属实）", "(confirmed by a reviewer)")]
          : null,
      ),
      equation(finding, cells),
      ...sentences(finding, report).map((claim) =>
        h(
          "blockquote",
          { lang: "zh-CN", class: "printed" },
          claim.sentence,
          " ",
          h("small", {}, ogi.lineOf(report, claim.line)),
        ),
      ),
    ];
  }

  // The sentences that a finding holds against the tables.
  function sentences(finding, report) {
    const measures = new Set(
      (finding.terms ?? [])
        .filter((term) => term.stated_in === "prose")
        .map((term) => term.measure),
    );
    return report.claims.filter((claim) => claim.is_of_tables && measures.has(claim.measure));
  }

  // Both sides with the numbers they are made of.
  function equation(finding, cells) {
    if (!finding.terms) return null;
    const known = finding.terms.map((term) => cells[term.measure]).filter(Boolean);
    const isOneLine = new Set(known.map((cell) => cell.labels.lineZh)).size === 1;
    const name = (cell) =>
      isOneLine
        ? t(cell.labels.columnZh, cell.labels.columnEn)
        : t(cell.labels.lineZh, cell.labels.lineEn);
    // A number that is not in this report's tables is a side of its own, whose sum it is.
    const term = (each, place, total) => {
      const cell = cells[each.measure];
      const sign = each.weight < 0 ? "− " : place ? "+ " : "";
      if (each.stated_in === "prose")
        return h(
          "span",
          { class: "term" },
          sign,
          t("文字部分", "the prose"),
          " ",
          h("b", {}, total ?? "?"),
        );
      const label = cell ? name(cell) : each.measure;
      if (each.year_offset)
        return h("span", { class: "term" }, sign, t("上一年报告：", "the year before: "), label);
      const value = cell?.value ?? ogi.STATUSES[cell?.status]?.[2] ?? cell?.raw ?? "?";
      return h("span", { class: "term" }, sign, label, " ", h("b", {}, value));
    };
    const side = (terms, total) => {
      const shown = terms.filter((each) => terms.length <= 7 || cells[each.measure]?.value !== "0");
      const rest = terms.length - shown.length;
      const isSum = total != null && (terms.length > 1 || terms[0].year_offset);
      return h(
        "div",
        {},
        shown.map((each, place) => term(each, place, total)),
        rest
          ? h("span", { class: "term" }, t(`其余 ${rest} 格为 0`, `${rest} more cells are 0`))
          : null,
        isSum ? h("span", { class: "sum" }, "= ", h("b", {}, total)) : null,
      );
    };
    const equations = [...new Set(finding.terms.map((term) => term.equation))];
    const isLong = finding.terms.length > 7;
    return h(
      isLong ? "details" : "div",
      { class: "equation" },
      isLong ? h("summary", {}, t("算式", "Equation")) : null,
      equations.map((number) => {
        const of = (which) =>
          finding.terms.filter((term) => term.equation === number && term.side === which);
        const isWhole = equations.length === 1;
        return [
          side(of("left"), isWhole ? finding.left_value : null),
          side(of("right"), isWhole ? finding.right_value : null),
        ];
      }),
      finding.difference != null && finding.comparison === "="
        ? h("div", {}, t("相差", "difference"), " ", h("b", {}, finding.difference))
        : null,
      finding.blanks
        ? h(
            "div",
            {},
            t(`空白按零计：${finding.blanks} 格`, `blanks counted as zero: ${finding.blanks}`),
          )
        : null,
    );
  }

  function buttons(finding, cells) {
    const concerned = (finding.cells ?? []).map((measure) => cells[measure]).filter(Boolean);
    if (!concerned.length) return null;
    return h(
      "button",
      {
        type: "button",
        "data-goto": concerned[0].id,
        "data-cells": concerned.map((cell) => cell.id).join(" "),
      },
      t("到这些格", "Go to the cells"),
    );
  }

  Object.assign(ogi, { findingsOf, statement, sentences });
})();
