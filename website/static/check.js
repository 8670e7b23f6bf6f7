// Shows all reports of a check, those with most warnings first.
"use strict";
(() => {
  const { h, t } = ogi;
  const place = document.getElementById("reports");
  const warnings = (report) =>
    report.findings.filter((finding) => finding.severity === "warning").length;
  const sorted = [...ogi.data.check].sort(
    (a, b) => warnings(b) - warnings(a) || a.path.localeCompare(b.path, "zh"),
  );
  for (const report of sorted) {
    place.append(ogi.showReport(report, h("article", { id: report.id })));
  }
  if (sorted.length > 1) {
    document.getElementById("contents").append(
      h("h2", {}, t("报告", "Reports")),
      h(
        "ul",
        {},
        sorted.map((report) =>
          h(
            "li",
            { class: warnings(report) ? "warning" : "good" },
            h(
              "a",
              { href: `#${report.id}` },
              report.agency ?? t("机关不明", "agency unknown"),
              " ",
              report.year ?? t("年度不明", "year unknown"),
              ` ${report.path}`,
            ),
            " ",
            h("b", {}, warnings(report)),
            " ",
            t("处警告", "warnings"),
          ),
        ),
      ),
    );
  }
  document.body.dataset.ready = "";
})();
