// What stands beside a sentence to help with it: findings, glossary terms, memory matches. A row gives its data and its hands.

import { marked } from "./diff.js";
import { clock, el } from "./dom.js";
import { said, translated } from "./findings.js";
import { may } from "./session.js";
import { parts, t } from "./texts.js";

// --- findings ---

export function findings(row) {
  const told = row.data.findings.map((f) => {
    const cut = f.target_span ? Array.from(row.data.target).slice(...f.target_span).join("") : "";
    return el("li", { class: f.severity, data: { check: f.check } },
      el("strong", { text: f.severity === "error" ? `${t("Error")}: ` : `${t("Warning")}: ` }), said(f.message),
      cut && el("q", { class: "span", text: cut }), " ",
      row.button(t("This is right"), () => row.silence(f, "silence"), "small"));
  });
  const silenced = row.data.silenced.map((s) => el("li", { class: "silenced", data: { check: s.check } },
    `${t("Silenced by {by}: {message}", { ...s, message: translated(s.message).text })} `,
    row.button(t("Show it again"), () => row.silence(s, "hear"), "small"), " ",
    row.button(t("No check of {check} in this workspace", { check: t(s.check) }), () => row.article.switchCheck(s.check, "silence"), "small needs-manage")));
  return [...told, ...silenced];
}

// --- glossary ---

export function terms(row) {
  const seen = new Set();
  return row.data.terms.flatMap((term) => {
    const word = Array.from(row.data.source).slice(...term.span).join("");
    const [english, ...also] = term.english;
    if (seen.has(english)) return [];
    seen.add(english);
    const title = [also.length && t("also {forms}", { forms: also.join(", ") }), term.forbidden.length && t("never {forms}", { forms: term.forbidden.join(", ") }), term.note].filter(Boolean).join("; ");
    return [el("li", {}, row.button([
      el("bdi", { lang: row.data.language, dir: row.data.direction, text: word }), " ", el("bdi", { class: "term", lang: "en", dir: "ltr", text: english }),
    ], () => row.insert(english), "term-button", { title: title || null, disabled: !may("review"), "aria-label": t("Insert {word}", { word: english }) }))];
  });
}

// --- translation memory ---

export function matches(row) {
  return row.data.matches.map((match) => el("li", {},
    el("strong", { text: `${match.percent} % ` }), el("span", { lang: "en", dir: "ltr", text: match.target }), " ",
    row.button(t("Use this text"), () => row.put(match.target), "small"),
    match.percent < 100 && el("p", { class: "difference", lang: row.data.language, dir: row.data.direction }, ...marked(match.pieces)),
    el("p", { class: "hint", text: origin(match) }),
    ...match.older.map((old) => el("p", { class: "hint" }, ...parts("It replaced {text} ({origin}).", { text: el("q", { text: old.target }), origin: origin(old) })))));
}

function origin(unit) {
  return [unit.by, unit.at && clock(unit.at), unit.article ? t("article {id}", { id: unit.article }) : unit.file].filter(Boolean).join(", ");
}
