// Before anything is drawn: the reader's language and light, and a place for data files to go.
"use strict";
const ogi = {
  data: {},
  put(name, value) {
    this.data[name] = value;
  },
  // a browser may forbid pages from the file system to keep anything
  recall(name) {
    try {
      return localStorage.getItem(`ogi-${name}`);
    } catch {
      return null;
    }
  },
  keep(name, value) {
    try {
      localStorage.setItem(`ogi-${name}`, value);
    } catch {
      // it holds for this page
    }
  },
  speak(language) {
    document.documentElement.dataset.language = language;
    document.documentElement.lang = language === "zh" ? "zh-CN" : "en";
  },
  light(theme) {
    document.documentElement.dataset.theme = theme;
  },
};
ogi.speak(ogi.recall("language") ?? (navigator.language.startsWith("zh") ? "zh" : "en"));
ogi.light(
  ogi.recall("theme") ?? (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light"),
);
