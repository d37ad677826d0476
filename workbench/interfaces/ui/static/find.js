// Find and replace over the article: plain text, every place with a preview and a box to choose it. Each replacement goes
// through the sentence's own field and is saved as that reviewer's edit, so that nothing overwrites a newer text.

import { openDialog } from "./dialog.js";
import { el } from "./dom.js";
import { kept } from "./kept.js";
import { isApproved } from "./status.js";
import { count, t } from "./texts.js";

const AROUND = 40; // characters shown on either side of a place
const MOST_PLACES = 500; // listed at once
const LETTER = "[\\p{L}\\p{M}\\p{N}_]";

// Where `words` stand in `text`: [start, end] each. Nothing in them is a pattern.
export function placesOf(text, words, { matchCase = false, wholeWord = false } = {}) {
  if (!words) return [];
  const literal = words.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
  const pattern = wholeWord ? `(?<!${LETTER})${literal}(?!${LETTER})` : literal;
  return [...text.matchAll(new RegExp(pattern, matchCase ? "gu" : "giu"))].map((match) => [match.index, match.index + match[0].length]);
}

// The text with other words at these places, which do not overlap and stand in order.
export function replaced(text, places, words) {
  return places.reduceRight((done, [start, end]) => done.slice(0, start) + words + done.slice(end), text);
}

export class Finder {
  constructor(article) {
    this.article = article;
    this.sought = { words: "", other: "", where: "english", matchCase: false, wholeWord: false };
    this.last = null; // the last replacement: [{ row id, before, after }]
  }

  open() {
    const selected = getSelection().toString().trim();
    const area = document.activeElement?.matches("textarea.target") ? document.activeElement : null;
    const words = area ? area.value.slice(area.selectionStart, area.selectionEnd) : selected;
    if (words && !words.includes("\n")) this.sought.words = words;
    this.build();
    this.find();
  }

  build() {
    const field = (id, label, name) => [el("label", { for: id, text: label }),
      el("input", { id, type: "text", dir: "auto", autocomplete: "off", value: this.sought[name], autofocus: name === "words", oninput: (event) => this.seek({ [name]: event.target.value }) })];
    const box = (label, name) => el("label", { class: "box" }, el("input", { type: "checkbox", checked: this.sought[name], onchange: (event) => this.seek({ [name]: event.target.checked }) }), ` ${label}`);
    this.where = el("select", { id: "wb-find-where", onchange: (event) => this.seek({ where: event.target.value }) },
      ...[["english", t("the English")], ["source", t("the source (find only)")]].map(([value, text]) => el("option", { value, text, selected: value === this.sought.where })));
    this.other = field("wb-find-other", t("Replace with"), "other");
    for (const node of this.other) node.classList.add("needs-review");
    this.told = el("p", { class: "told", role: "status" });
    this.all = el("input", { type: "checkbox", onchange: () => this.chooseAll(this.all.checked) });
    this.allLine = el("label", { class: "box needs-review" }, this.all, ` ${t("Choose all")}`);
    this.list = el("ul", { class: "places", "aria-label": t("Places found"), tabindex: 0 });
    this.go = el("button", { type: "button", class: "button approve needs-review", onclick: () => this.replaceChosen() });
    this.back = el("button", { type: "button", class: "button needs-review", onclick: () => this.takeBack() });
    this.dialog = openDialog(t("Find and replace"), "finder",
      el("div", { class: "fields" }, ...field("wb-find-words", t("Find"), "words"), ...this.other, el("label", { for: "wb-find-where", text: t("In") }), this.where),
      el("div", { class: "line" }, box(t("Match case"), "matchCase"), box(t("Whole words"), "wholeWord")),
      this.told, this.allLine, this.list, el("div", { class: "line" }, this.go, this.back));
  }

  seek(change) {
    Object.assign(this.sought, change);
    this.find();
  }

  find() {
    const { words, other, where } = this.sought;
    const english = where === "english";
    const text = (row) => (english ? row.text.value : row.data.source);
    const rows = this.article.rows.filter((row) => row.data.number > 0).sort((a, b) => a.data.number - b.data.number);
    const found = rows.flatMap((row) => placesOf(text(row), words, this.sought).map((place) => ({ row, place, text: text(row) })));
    this.hits = found.slice(0, MOST_PLACES);
    this.list.replaceChildren(...this.hits.map((hit) => this.item(hit, english, other)));
    for (const node of this.other) node.hidden = !english;
    for (const node of [this.list, this.allLine]) node.hidden = !found.length;
    this.allLine.hidden ||= !english;
    const sentences = new Set(found.map((hit) => hit.row)).size;
    this.told.textContent = !words ? t("Type what to find.") : t("{places} in {sentences}", { places: count(found.length, "{n} place", "{n} places"), sentences: count(sentences, "{n} sentence", "{n} sentences") }) + (found.length > MOST_PLACES ? t("; the first {n} are listed", { n: MOST_PLACES }) : "");
    this.showChosen();
  }

  // A place in an approved sentence is chosen by hand only: to change it takes the approval back.
  item(hit, english, other) {
    const { row, place: [start, end], text } = hit;
    const approved = isApproved(row.data.status);
    hit.box = el("input", { type: "checkbox", class: "needs-review", checked: english && !approved, hidden: !english, "aria-label": t("Sentence {number}, replace {words}", { number: row.data.number, words: text.slice(start, end) }), onchange: () => this.showChosen() });
    const side = english ? { lang: "en", dir: "ltr" } : { lang: row.data.language, dir: row.data.direction };
    const before = text.slice(Math.max(0, start - AROUND), start);
    const after = text.slice(end, end + AROUND);
    return el("li", {}, hit.box,
      el("button", { type: "button", class: "button small", text: row.data.number, "aria-label": t("Go to sentence {number}", row.data), onclick: () => { this.dialog.close(); this.article.goTo(row); } }),
      el("p", side, start > AROUND && "…", before,
        ...(english ? [el("del", { text: text.slice(start, end) }), other && el("ins", { text: other })].filter(Boolean) : [el("mark", { text: text.slice(start, end) })]),
        after, end + AROUND < text.length && "…"),
      english && approved && el("span", { class: "hint", text: t("Approved: replacing takes the approval back") }));
  }

  chosen() { return this.hits.filter((hit) => hit.box.checked); }

  chooseAll(on) {
    for (const hit of this.hits) hit.box.checked = on;
    this.showChosen();
  }

  showChosen() {
    const number = this.sought.where === "english" ? this.chosen().length : 0;
    this.all.checked = number > 0 && number === this.hits.length;
    this.all.indeterminate = number > 0 && number < this.hits.length;
    this.go.textContent = t("Replace chosen ({number})", { number });
    this.go.hidden = this.sought.where !== "english";
    this.go.disabled = !number;
    this.back.hidden = !this.last;
    if (this.last) this.back.textContent = count(this.last.length, "Undo the replacement in {n} sentence", "Undo the replacement in {n} sentences");
  }

  async replaceChosen() {
    const chosen = this.chosen();
    const rows = [...new Set(chosen.map((hit) => hit.row))];
    const changes = rows.map((row) => {
      const hits = chosen.filter((hit) => hit.row === row);
      return { id: row.data.id, before: hits[0].text, after: replaced(hits[0].text, hits.map((hit) => hit.place), this.sought.other) };
    });
    const done = await this.change(changes);
    if (!done) return;
    this.last = done.length ? done : null;
    this.tell(count(done.length, "Replaced in {n} sentence.", "Replaced in {n} sentences."), changes, done);
  }

  async takeBack() {
    const changes = this.last.map(({ id, before, after }) => ({ id, before: after, after: before }));
    const done = await this.change(changes);
    if (!done) return;
    this.last = null;
    this.tell(count(done.length, "The replacement is undone in {n} sentence.", "The replacement is undone in {n} sentences."), changes, done);
  }

  // What was changed and not refused by the server, or null without a name. A text that is not `before` any more, or that is
  // in conflict, stays as it is.
  async change(changes) {
    if (!kept.name()) {
      this.dialog.close();
      this.article.nameOrAsk();
      return null;
    }
    const done = [];
    for (const change of changes) {
      const row = this.article.rows.find((r) => r.data.id === change.id);
      if (!row || row.inConflict() || row.text.value.trim() !== change.before.trim()) continue;
      this.article.pasts.see(row);
      row.text.value = change.after;
      row.typed();
      this.article.pasts.see(row);
      done.push({ ...change, row });
    }
    for (const { row } of done) await row.save();
    return done.filter(({ row }) => !row.inConflict()).map(({ row, ...change }) => change);
  }

  tell(text, changes, done) {
    this.find();
    const left = changes.filter((change) => !done.some((each) => each.id === change.id)).map((change) => this.article.rows.find((row) => row.data.id === change.id)).filter(Boolean);
    const numbers = left.map((row) => row.data.number).join(", ");
    const rest = left.length ? ` ${count(left.length, "Left as changed meanwhile: sentence {numbers}.", "Left as changed meanwhile: sentences {numbers}.", { numbers })}` : "";
    this.told.textContent = text + rest;
    this.article.announce(this.told.textContent);
    (this.back.hidden ? this.dialog.querySelector("#wb-find-words") : this.back).focus();
  }
}
