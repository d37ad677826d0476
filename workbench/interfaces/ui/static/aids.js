// What stands beside a sentence to help with it: findings, glossary terms, memory matches. A row gives its data and its hands.

import { marked } from "./diff.js";
import { clock, el } from "./dom.js";

// --- findings ---

export function findings(row) {
  const said = row.data.findings.map((f) => {
    const cut = f.target_span ? Array.from(row.data.target).slice(...f.target_span).join("") : "";
    return el("li", { class: f.severity, data: { check: f.check } },
      el("strong", { text: f.severity === "error" ? "Error: " : "Warning: " }), f.message,
      cut && el("q", { class: "span", text: cut }), " ",
      row.button("This is right", () => row.silence(f, "silence"), "small"));
  });
  const silenced = row.data.silenced.map((s) => el("li", { class: "silenced", data: { check: s.check } },
    `Silenced by ${s.by}: ${s.message} `,
    row.button("Show it again", () => row.silence(s, "hear"), "small"), " ",
    row.button(`No check of ${s.check} in this workspace`, () => row.article.switchCheck(s.check, "silence"), "small")));
  return [...said, ...silenced];
}

// --- glossary ---

export function terms(row) {
  const seen = new Set();
  return row.data.terms.flatMap((term) => {
    const word = Array.from(row.data.source).slice(...term.span).join("");
    const [english, ...also] = term.english;
    if (seen.has(english)) return [];
    seen.add(english);
    const title = [also.length && `also ${also.join(", ")}`, term.forbidden.length && `never ${term.forbidden.join(", ")}`, term.note].filter(Boolean).join("; ");
    return [el("li", {}, row.button([
      el("bdi", { lang: row.data.language, dir: row.data.direction, text: word }), " ", el("bdi", { class: "term", lang: "en", dir: "ltr", text: english }),
    ], () => row.insert(english), "term-button", { title: title || null, "aria-label": `Insert ${english}` }))];
  });
}

// --- translation memory ---

export function matches(row) {
  return row.data.matches.map((match) => el("li", {},
    el("strong", { text: `${match.percent} % ` }), el("span", { lang: "en", dir: "ltr", text: match.target }), " ",
    row.button("Use this text", () => row.put(match.target), "small"),
    match.percent < 100 && el("p", { class: "difference", lang: row.data.language, dir: row.data.direction }, ...marked(match.pieces)),
    el("p", { class: "hint", text: origin(match) }),
    ...match.older.map((old) => el("p", { class: "hint" }, "It replaced ", el("q", { text: old.target }), ` (${origin(old)}).`))));
}

function origin(unit) {
  return [unit.by, unit.at && clock(unit.at), unit.article ? `article ${unit.article}` : unit.file].filter(Boolean).join(", ");
}
