// Opens the report that the address names.
"use strict";
(async () => {
  const { h, t } = ogi;
  const page = document.getElementById("report");
  const id = new URLSearchParams(location.search).get("id") ?? "";
  const isId = /^[0-9a-z]+$/.test(id);
  const report = isId && (await ogi.load(`reports/${id.slice(0, 2)}/${id}`, id).catch(() => null));
  if (report) {
    document.title = `${report.agency ?? report.path} ${report.year ?? ""} · OGI Warehouse`;
    ogi.showReport(report, page);
  } else {
    page.append(
      h("h1", {}, t("没有这份报告", "There is no such report")),
      h("p", {}, h("a", { href: "reports.html" }, t("查找报告", "Find a report"))),
    );
  }
  document.body.dataset.ready = "";
})();
