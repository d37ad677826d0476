// Where a sentence's English comes from: what the machine wrote and was told, every step that people took, each of which
// can be gone back to, and how any two of these texts differ.

import { isCut, lastCut } from "./cuts.js";
import { showDifference } from "./diff.js";
import { clock, el } from "./dom.js";
import { gapsOf } from "./split.js";
import { STATUS, isApproved } from "./status.js";
import { parts, t } from "./texts.js";

// Texts of texts.json by what was done.
const DONE = {
  edit: "{who} changed the text", approve: "{who} approved", reject: "{who} rejected", reset: "{who} restored the machine text", restore: "{who} went back to an earlier point", choose: "{who} took the text of another model",
  split: "{who} split the sentence", merge: "{who} merged two sentences", silence: "{who} silenced a finding", hear: "{who} asked for a finding again", comment: "{who} commented", resolve: "{who} marked a comment as resolved", reopen: "{who} reopened a comment",
};
// Texts of texts.json by what was taken back.
const UNDONE = { split: "{who} undid a merge", merge: "{who} undid a split" };
const START = "start";
const done = (h) => (isCut(h) && h.of ? UNDONE[h.action] : DONE[h.action] || h.action);

export class History {
  constructor(row) {
    this.row = row;
    this.body = el("div");
    this.node = el("details", { class: "more" }, el("summary", { text: t("History and origin") }), this.body);
    this.node.addEventListener("toggle", () => this.node.open && this.show());
    this.sides = { before: "machine", after: "now" };
  }

  get open() { return this.node.open; }

  show() {
    const d = this.row.data;
    const focused = this.body.contains(document.activeElement) && document.activeElement.dataset.side;
    const line = (label, text) => el("p", {}, el("strong", { text: `${label}: ` }), el("bdi", { text }));
    this.body.replaceChildren(
      line(t("Machine text"), d.machine || t("none")),
      line(t("Made by"), d.model ? t("{engine}, {model}, step “{step}”", d) : d.step || t("nobody yet")),
      ...d.others.map((text) => el("p", {}, el("strong", { text: `${t("Also possible:")} ` }), el("bdi", { text }), " ", this.row.button(t("Use this text"), () => this.row.put(text), "small"))),
      ...d.attempts.map((a) => line(t("Tried {step}", a), `${a.text || t("nothing")}${a.trouble ? ` (${a.trouble})` : ""}`)),
      this.told(),
      ...(d.history.length ? [this.steps(), this.comparison()] : []),
      el("div", { class: "choices" }, this.row.button(t("Other models…"), () => this.row.article.openCompare(this.row)),
        this.row.button(t("Fold this block away"), () => this.row.article.fold(d.block, "furniture")), ...this.cuts()),
    );
    if (focused) this.body.querySelector(`[data-side="${focused}"]`)?.focus();
  }

  cuts() {
    const { cuts } = this.row.article;
    return [
      gapsOf(this.row.data.source).length > 0 && this.row.button(t("Split…"), () => cuts.openSplit(this.row)),
      cuts.following(this.row) && this.row.button(t("Merge with the next sentence"), () => cuts.merge(this.row)),
      lastCut(this.row.data.history) && this.row.button(t("Undo the split or merge"), () => cuts.undo(this.row)),
    ].filter(Boolean);
  }

  // The words the model was given with the sentence, each where it stood; "~" marks one that was only spelled out.
  told() {
    const { gloss, language, direction } = this.row.data;
    const words = gloss.map((g) => el("li", { class: g.by },
      el("bdi", { lang: language, dir: direction, text: g.source }), " ",
      el("bdi", { lang: "en", dir: "ltr", text: (g.by === "letters" ? "~" : "") + g.english.join(" / ") })));
    return words.length ? el("div", { class: "told" }, el("strong", { text: t("Words the model was told:") }), el("ul", {}, ...words)) : "";
  }

  // --- what people did ---

  steps() {
    const { history, first: machine } = this.row.data;
    const last = history.findLastIndex((h) => !h.quiet);
    const cut = history.findLastIndex(isCut); // what was before is the text of another sentence
    const first = el("li", {}, el("p", {}, ...parts("Before any step: {text}", { text: el("q", { lang: "en", dir: "ltr", text: machine }) })),
      last >= 0 && this.back(START, t("the time before any step")));
    return el("div", {}, el("strong", { text: t("Steps:") }),
      el("ol", { class: "steps", "aria-label": t("Steps taken on sentence {number}", this.row.data) }, first, ...history.map((h, i) => this.step(h, i, i < last && i >= cut))));
  }

  step(h, i, earlier) {
    const { history, machine, first } = this.row.data;
    const text = h.text ?? machine;
    const changed = !h.quiet && text !== (i ? history[i - 1].text ?? machine : first);
    return el("li", {},
      el("p", {}, `${clock(h.at)}, `, ...parts(done(h), { who: el("bdi", { text: h.by }) }), h.why && ": ", h.why && el("bdi", { text: h.why }), h.model && ": ", h.model && el("bdi", { text: h.model })),
      changed && el("p", {}, el("q", { lang: "en", dir: "ltr", text })),
      !h.quiet && el("p", { class: "hint", text: STATUS[h.status] }),
      !h.quiet && earlier && this.back(h.id, t("{when}, by {who}", { when: clock(h.at), who: h.by })));
  }

  back(of, when) {
    return this.row.button(t("Restore this"), () => this.row.restore(of), "small", { "aria-label": t("Restore this: text and state of {when}", { when }) });
  }

  // --- how two of the texts differ ---

  // Each side's name and text: the machine's, the last approved one, as it stands, and each that a step left.
  texts() {
    const { machine, target, history } = this.row.data;
    // Where the last approved text is the present one, the one before it tells more.
    const approvals = history.filter((h) => !h.quiet && isApproved(h.status));
    const approved = approvals.findLast((h) => (h.text ?? machine) !== target) || approvals.at(-1);
    const stand = { machine: [t("Machine text"), machine], now: [t("The text as it stands"), target] };
    if (approved) stand.approved = [t("Last approved text, {when}, {who}", { when: clock(approved.at), who: approved.by }), approved.text ?? machine];
    for (const h of history) if (!h.quiet) stand[h.id] = [`${clock(h.at)}, ${t(done(h), { who: h.by })}`, h.text ?? machine];
    return stand;
  }

  comparison() {
    const texts = this.texts();
    const shown = el("p", { class: "difference", lang: "en", dir: "ltr" });
    const compare = () => showDifference(shown, texts[this.sides.after][1], texts[this.sides.before][1]);
    const side = (name, label) => {
      if (!texts[this.sides[name]]) this.sides[name] = name === "before" ? "machine" : "now";
      return el("label", {}, label, el("select", { data: { side: name }, onchange: (event) => { this.sides[name] = event.target.value; compare(); } },
        ...Object.entries(texts).map(([key, [title]]) => el("option", { value: key, text: title, selected: key === this.sides[name] }))));
    };
    const node = el("div", { class: "comparison", role: "group", "aria-label": t("Compare texts of sentence {number}", this.row.data) },
      el("strong", { text: t("Compare:") }), side("before", `${t("Before (struck out where it differs)")} `), side("after", `${t("After (underlined where it differs)")} `), shown);
    compare();
    return node;
  }
}
