// What all pages share: the switches, and helpers to make elements and load data files.
"use strict";
Object.assign(ogi, {
  // An element; children are elements or text, never markup.
  h(tag, attributes = {}, ...children) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) {
      if (value != null && value !== false) element.setAttribute(name, value === true ? "" : value);
    }
    element.append(...children.flat(Infinity).filter((child) => child != null && child !== ""));
    return element;
  },
  // Text in both languages, of which the page shows the reader's.
  t(zh, en) {
    return [ogi.h("span", { lang: "zh-CN" }, zh), ogi.h("span", { lang: "en" }, en)];
  },
  // The reader's of two texts, where only one can be shown.
  said: (zh, en) => (document.documentElement.dataset.language === "zh" ? zh : en),
  load(file, name) {
    return new Promise((resolve, reject) => {
      const done = () => (name in ogi.data ? resolve(ogi.data[name]) : reject(new Error(file)));
      const script = ogi.h("script", { src: `data/${file}.js` });
      script.onload = done;
      script.onerror = done;
      document.head.append(script);
    });
  },
  variantOf: (variant) => (variant === "mixed" ? ogi.t("混合", "mixed") : (variant ?? "–")),
  SEVERITIES: { warning: ["警告", "warning"], info: ["提示", "remark"] },
  badge: (severity) =>
    ogi.h("span", { class: `badge ${severity}` }, ogi.t(...ogi.SEVERITIES[severity])),
});

document.getElementById("language").onclick = () => {
  const language = ogi.said("en", "zh");
  ogi.speak(language);
  ogi.keep("language", language);
  document.dispatchEvent(new Event("language"));
};
document.getElementById("theme").onclick = () => {
  const theme = document.documentElement.dataset.theme === "dark" ? "light" : "dark";
  ogi.light(theme);
  ogi.keep("theme", theme);
};
