// Somebody saved another text of a sentence while this one was open: mine, theirs and the text that both began from stand
// side by side, and nothing is saved until the reviewer chooses. The field of the sentence stays the one to type in, so
// that what is typed here is kept like everything typed there.

import { showDifference } from "./diff.js";
import { clock, el } from "./dom.js";
import { STATUS } from "./status.js";
import { parts, t } from "./texts.js";

const BEGUN = t("Both began from");

// The text that the reviewer had who saw version `base`; quiet steps leave the text as it is.
export const textAt = (data, base) => (base > 0 ? data.history[base - 1]?.text ?? data.machine : data.first);

// Whether nothing but quiet steps (comments, silenced findings) came after version `base`.
export const hasSeen = (data, base) => base <= data.version && data.history.slice(base).every((h) => h.quiet);

export class Conflict {
  constructor(row, settle) {
    this.row = row;
    this.settle = settle; // what to do with the text that was chosen
    this.node = el("div", { class: "conflict" });
  }

  get open() { return this.node.childElementCount > 0; }
  // What to keep beside a draft, so that a reload finds the merging where it was.
  get draft() { return { ...(this.merging ? { mine: this.mine } : {}), ...(this.open && this.given !== undefined ? { begun: this.given } : {}) }; }

  // `current` is the sentence as it is now on the server; `mine` is given when a merging begun before goes on, `begun` where
  // it is no text of this sentence's history.
  show(current, mine, begun) {
    this.current = current;
    this.given = begun;
    this.begun = begun ?? textAt(current, this.row.base);
    this.merging = mine !== undefined;
    this.mine = mine ?? this.row.text.value;
    this.draw();
  }

  close() {
    this.merging = false;
    clearTimeout(this.timer);
    this.node.replaceChildren();
  }

  draw() {
    const { by, at, status, target } = this.current;
    const number = this.row.data.number;
    this.own = this.side(this.merging ? t("Mine, before merging") : t("Mine"), this.mine, this.begun);
    this.node.replaceChildren(
      el("p", { role: "alert" }, el("strong", {}, ...parts("{who} saved another text while you had this one open.", { who: el("bdi", { text: by || t("Somebody") }) }))),
      el("p", { class: "hint", text: this.merging
        ? t("Merge them in the field above: it began with mine, and is saved on top of theirs.")
        : t("Mine stands in the field above too. Underlined is what a side added, struck out what it took away.") }),
      el("div", { class: "sides", role: "group", "aria-label": t("The three texts of sentence {number}", { number }) },
        this.side(BEGUN, this.begun), this.own, this.side(el("span", {}, ...parts("Theirs, by {who}, {when}: {status}", { who: el("bdi", { text: by || t("Somebody") }), when: clock(at), status: STATUS[status] })), target, this.begun)),
      el("div", { class: "choices" }, ...this.choices()));
  }

  side(title, text, begun) {
    const shown = el("p", { class: "difference", lang: "en", dir: "ltr", text });
    if (begun !== undefined) showDifference(shown, text, begun);
    return el("div", { class: "side" }, el("p", {}, el("strong", {}, title)), shown);
  }

  choices() {
    const choose = (label, text, name) => this.row.button(label, () => this.settle(text(), this.current), name);
    const mine = choose(t("Keep mine"), () => (this.merging ? this.mine : this.row.text.value));
    const theirs = choose(t("Take theirs"), () => this.current.target);
    if (this.merging) return [choose(t("Save the merged text"), () => this.row.text.value, "approve"), mine, theirs];
    return [mine, theirs, this.row.button(t("Merge by hand"), () => this.merge())];
  }

  merge() {
    this.merging = true;
    this.mine = this.row.text.value;
    this.draw();
    this.row.keep();
    this.row.text.focus();
  }

  // The reviewer goes on typing in the field above: that is mine, until they merge.
  typed() {
    if (!this.open || this.merging) return;
    this.mine = this.row.text.value;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => showDifference(this.own.querySelector(".difference"), this.mine, this.begun), 300);
  }
}
