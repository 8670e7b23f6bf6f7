// Shows all reports of a check, those with warnings first in the contents.
"use strict";
(() => {
  const { h, t } = ogi;
  const place = document.getElementById("reports");
  const warnings = (report) =>
    report.findings.filter((finding) => finding.severity === "warning").length;
  for (const report of ogi.data.check) {
    place.append(ogi.showReport(report, h("article", { id: report.id })));
  }
  if (ogi.data.check.length > 1) {
    const sorted = [...ogi.data.check].sort((a, b) => warnings(b) - warnings(a));
    document.getElementById("contents").append(
      h("h1", {}, t("核对结果", "What was found")),
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
              `${report.agency ?? ""} ${report.year ?? ""} ${report.path}`,
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
