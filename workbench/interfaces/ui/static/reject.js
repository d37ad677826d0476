// Why a translation is rejected: what kind of error it has, how grave it is, and what the reviewer adds.

import { el } from "./dom.js";
import { t } from "./texts.js";

const SEVERITIES = { minor: t("Minor: it disturbs"), major: t("Major: it misleads"), critical: t("Critical: unfit for use") };
const MOST_CHARACTERS = 2000;

export class Rejecting {
  constructor(row) {
    this.row = row;
    this.node = el("div", { class: "rejecting", role: "group", "aria-label": t("Reject sentence {number}", row.data), hidden: true, onkeydown: (event) => this.key(event) });
  }

  // Drawn when it is asked for: lists of choices for every sentence of an article take longer than the sentences.
  draw() {
    const { row } = this;
    const { error_types: dimensions, severities } = row.article.data;
    const types = dimensions.map(({ dimension, types }) => el("optgroup", { label: t(dimension) }, ...types.map(({ id, label }) => el("option", { value: id, text: t(label) }))));
    this.category = el("select", {}, ...types);
    this.severity = el("select", {}, ...severities.map((s) => el("option", { value: s, text: SEVERITIES[s] || s, selected: s === "major" })));
    this.comment = el("input", { type: "text", maxlength: MOST_CHARACTERS, dir: "auto", autocomplete: "off" });
    this.node.append(
      el("label", {}, t("Why it is rejected"), this.category),
      el("label", {}, t("How grave it is"), this.severity),
      el("label", { class: "wide" }, t("Comment (may be left empty)"), this.comment),
      el("div", { class: "choices" }, row.button(t("Reject now"), () => this.done()), row.button(t("Cancel"), () => this.close())));
  }

  toggle() {
    if (!this.node.hidden) return this.close();
    if (!this.category) this.draw();
    this.node.hidden = false;
    this.category.focus();
  }

  close() {
    this.node.hidden = true;
    this.row.text.focus();
  }

  // Enter in a list opens it in some browsers; in the comment it is the last thing there is to do.
  key(event) {
    const now = event.key === "Enter" && (event.target === this.comment || event.ctrlKey || event.metaKey);
    if (!now && event.key !== "Escape") return;
    event.preventDefault();
    event.stopPropagation(); // Ctrl+Enter elsewhere in a sentence approves it
    if (now) this.done();
    else this.close();
  }

  done() {
    const said = { category: this.category.value, severity: this.severity.value, comment: this.comment.value.trim() };
    this.comment.value = "";
    this.close();
    this.row.reject(said);
  }
}
