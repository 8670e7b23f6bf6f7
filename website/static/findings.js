// The findings on a report: what each says, its equation with the numbers, the sentences.
"use strict";
(() => {
  const { h, t, badge } = ogi;

  const SHOWN = 10; // findings of one rule before the rest are folded: a lost table has many

  function findingsOf(report, cells) {
    const rules = [...new Set(report.findings.map((finding) => finding.rule))];
    const item = (finding) =>
      h(
        "li",
        { class: finding.severity },
        statement(finding, report, cells),
        buttons(finding, cells),
        ogi.data.check ? null : toReview(report, finding),
      );
    return h(
      "section",
      {},
      rules.length
        ? h("h2", {}, t("发现的问题", "Findings"))
        : h("p", { class: "good" }, t("未发现问题。", "Nothing to correct was found.")),
      rules.map((rule) => {
        const items = report.findings.filter((finding) => finding.rule === rule).map(item);
        const rest = items.splice(SHOWN);
        return [
          h("ul", { class: "findings" }, items),
          rest.length
            ? folded(rest, `${rule}：其余 ${rest.length} 条`, `${rest.length} more of ${rule}`)
            : null,
        ];
      }),
      report.suspects.length ? suspectsOf(report, cells) : null,
      report.dismissed.length
        ? folded(
            report.dismissed.map((finding) => h("li", {}, said(finding), reviewOf(finding))),
            `经复核排除 ${report.dismissed.length} 条`,
            `${report.dismissed.length} dismissed by a reviewer`,
          )
        : null,
    );
  }

  // Why a finding was dismissed, by whom and when, as far as reviews.csv says.
  const reviewOf = ({ reason, reviewer, reviewed }) =>
    h(
      "p",
      { class: "note" },
      reason || t("未写明理由", "no reason given"),
      [reviewer, reviewed].filter(Boolean).map((text) => ` · ${text}`),
    );

  // The command that records a verdict on a finding.
  const toReview = (report, finding) =>
    h(
      "details",
      { class: "review" },
      h("summary", {}, t("复核", "Review")),
      h(
        "code",
        {},
        `make review REPORT=${report.id} RULE=${finding.rule} INSTANCE=${finding.instance} VERDICT=`,
      ),
      t(" confirmed（属实）或 dismissed（排除）", " confirmed or dismissed"),
    );

  const folded = (items, zh, en) =>
    h("details", {}, h("summary", {}, t(zh, en)), h("ul", { class: "findings" }, items));

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

  const said = (finding) => [
    badge(finding.severity),
    " ",
    ruleLink(finding.rule),
    " ",
    t(finding.zh, finding.en),
  ];

  function statement(finding, report, cells) {
    return [
      h(
        "p",
        {},
        said(finding),
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
      const sign = each.weight < 0 ? " − " : place ? " + " : "";
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
      const value = cell ? (cell.value ?? ogi.textOf(cell)) : "?";
      return h("span", { class: "term" }, sign, label, " ", h("b", {}, value));
    };
    const zeros = (others, count) =>
      others
        ? ["; ", t(`其余 ${count} 格为 0`, `${count} more are 0`)]
        : t(`${count} 格均为 0`, `all ${count} are 0`);
    const side = (terms, total) => {
      const shown = terms.filter((each) => terms.length <= 7 || cells[each.measure]?.value !== "0");
      const rest = terms.length - shown.length;
      const isSum = total != null && (terms.length > 1 || terms[0].year_offset);
      return h(
        "div",
        {},
        shown.map((each, place) => term(each, place, total)),
        rest
          ? h("span", { class: "term" }, zeros(shown.length, rest))
          : null,
        isSum ? h("span", {}, " = ", h("b", {}, total)) : null,
      );
    };
    const of = (which) => finding.terms.filter((each) => each.side === which);
    const isLong = finding.terms.length > 7;
    return h(
      isLong ? "details" : "div",
      { class: "equation" },
      isLong ? h("summary", {}, t("算式", "Equation")) : null,
      side(of("left"), finding.left_value),
      side(of("right"), finding.right_value),
      finding.difference != null && finding.comparison === "="
        ? h("div", {}, t("相差", "difference"), " ", h("b", {}, finding.difference))
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
