// The window in which a reviewer chooses where a sentence is split: its source stands there word by word, and the second
// sentence begins with the word that is chosen. The arrow keys go along the line as it is read, right-to-left too.

import { openDialog } from "./dialog.js";
import { el } from "./dom.js";
import { t } from "./texts.js";

const points = (text) => Array.from(text).length;

// Where a second sentence may begin: each word but the first, with its place in UTF-16 units.
export function gapsOf(source) {
  return [...source.matchAll(/\S+/gu)].slice(1).map((match) => ({ at: match.index, word: match[0] }));
}

// The word nearest to where the cursor is in the English, in proportion; in the middle where it says nothing.
export function nearestGap(gaps, source, cursor, length) {
  const share = cursor > 0 && cursor < length ? cursor / length : 0.5;
  const distance = (gap) => Math.abs(gap.at / source.length - share);
  return gaps.reduce((best, gap, i) => (distance(gap) < distance(gaps[best]) ? i : best), 0);
}

export class SplitDialog {
  // `split` is given the place in the source and where the English is divided, or null; both in code points.
  constructor(row, split) {
    this.row = row;
    this.split = split;
    this.gaps = gapsOf(row.data.source);
    this.english = row.data.target;
    this.cursor = this.cursorIn(row.text);
    this.chosen = nearestGap(this.gaps, row.data.source, this.cursor, this.english.length);
    this.open();
    this.choose(this.chosen);
    this.radios[this.chosen].focus();
  }

  // In the text as it is kept, which has no white space around it; before the word that it is in.
  cursorIn({ value, selectionStart }) {
    const before = value.slice(0, selectionStart).trimStart();
    return (/^\S/u.test(value.slice(selectionStart)) ? before.replace(/\S+$/u, "") : before).length;
  }

  open() {
    const { language: lang, direction: dir, number } = this.row.data;
    const side = (of, kind) => el("p", of === "source" ? { class: kind, lang, dir } : { class: kind, lang: "en", dir: "ltr" });
    this.sides = [0, 1].map(() => ({ source: side("source", "split-source"), english: side("english", "split-english") }));
    this.radios = this.gaps.map((gap, i) => el("input", { type: "radio", name: "wb-split", value: i, onchange: () => this.choose(i), "aria-label": t("The second sentence begins with {word}", { word: gap.word }) }));
    this.box = el("input", { type: "checkbox", onchange: () => this.choose(this.chosen) });
    const divisible = this.english.slice(0, this.cursor).trim() && this.english.slice(this.cursor).trim();
    this.dialog = openDialog(t("Split sentence {number}", { number }), "split",
      el("form", { novalidate: true, onsubmit: (event) => this.done(event) },
        el("p", { class: "hint", id: "wb-split-hint", text: t("Choose the word that the second sentence begins with. The arrow keys move along, Enter splits.") }),
        el("div", { class: "gaps", role: "radiogroup", "aria-label": t("Words of the source"), "aria-describedby": "wb-split-hint", lang, dir, onkeydown: (event) => this.key(event) }, ...this.words()),
        el("ol", { class: "split-sides" }, ...this.sides.map(({ source, english }, i) => el("li", {}, el("strong", { text: i ? t("Second") : t("First") }), source, english))),
        divisible && el("label", { class: "box" }, this.box, t("Divide the English at the cursor")),
        el("div", { class: "line" }, el("button", { class: "button approve", text: t("Split here") }))));
  }

  words() {
    const { source } = this.row.data;
    const first = el("span", { text: source.slice(0, this.gaps[0].at).trim() });
    return [first, ...this.gaps.flatMap((gap, i) => [" ", el("label", {}, this.radios[i], el("span", { text: gap.word }))])];
  }

  choose(i) {
    this.chosen = i;
    this.radios[i].checked = true;
    const { source } = this.row.data;
    const { at } = this.gaps[i];
    const english = this.box.checked ? [this.english.slice(0, this.cursor), this.english.slice(this.cursor)] : [this.english, ""];
    [source.slice(0, at), source.slice(at)].forEach((text, side) => { this.sides[side].source.textContent = text.trim(); });
    english.forEach((text, side) => { this.sides[side].english.textContent = text.trim() || t("No English yet"); });
  }

  // The browsers do not agree on what an arrow means in a line from right to left.
  key(event) {
    const [left, right] = this.row.data.direction === "rtl" ? [1, -1] : [-1, 1];
    const last = this.gaps.length - 1;
    const to = { ArrowLeft: this.chosen + left, ArrowRight: this.chosen + right, ArrowUp: this.chosen - 1, ArrowDown: this.chosen + 1, Home: 0, End: last }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    this.choose(Math.min(Math.max(to, 0), last));
    this.radios[this.chosen].focus();
  }

  done(event) {
    event.preventDefault();
    const place = points(this.row.data.source.slice(0, this.gaps[this.chosen].at));
    const divide = this.box.checked ? points(this.english.slice(0, this.cursor)) : null;
    this.dialog.close();
    this.split(place, divide);
  }
}
