// What the page says, in the language that the reader chose. The English sentence is the key, as in gettext: a text without
// a translation in texts.json is shown in English. Names, numbers and article text come in by placeholders, {like this}.

import { kept } from "./kept.js";

export const LANGUAGES = { en: "English", ar: "العربية", ur: "اردو" };
export const language = kept.language() in LANGUAGES ? kept.language() : "en";
// For dates and numbers; digits as everywhere on the page.
export const locale = { en: navigator.language.startsWith("en") ? navigator.language : "en-GB", ar: "ar-u-nu-latn", ur: "ur-u-nu-latn" }[language];
export const direction = language === "en" ? "ltr" : "rtl";
const catalogue = language === "en" ? {} : await fetch(new URL("texts.json", import.meta.url)).then((answer) => answer.json()).catch(() => ({}));
const rules = new Intl.PluralRules(language);

const said = (text) => catalogue[text]?.[language] ?? text;
// A name in another direction must not move what stands beside it (Unicode bidi algorithm: FSI … PDI).
const isolated = (value) => (direction === "rtl" ? `\u2068${value}\u2069` : String(value));
const filled = (text, values) => text.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? isolated(values[name]) : whole));

// A text, as a string.
export function t(text, values = {}) { return filled(said(text), values); }

// A text that depends on a count, {n}: English has two forms, Arabic six. The key is the English plural.
export function count(n, one, other, values = {}) {
  const forms = catalogue[other]?.[language];
  const text = forms === undefined ? (n === 1 ? one : other) : typeof forms === "string" ? forms : forms[rules.select(n)] ?? forms.other;
  return filled(text, { n, ...values });
}

// A text whose placeholders are nodes: what to give `el` as children.
export function parts(text, nodes) {
  return said(text).split(/(\{\w+\})/).filter(Boolean).map((part) => nodes[part.slice(1, -1)] ?? part);
}
