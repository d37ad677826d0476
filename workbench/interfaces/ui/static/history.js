// Where a sentence's English comes from: what the machine wrote and was told, every step that people took, each of which
// can be gone back to, and how any two of these texts differ.

import { showDifference } from "./diff.js";
import { clock, el } from "./dom.js";
import { STATUS, isApproved } from "./status.js";

const DONE = {
  edit: "changed the text", approve: "approved", reject: "rejected", reset: "restored the machine text", restore: "went back to an earlier point",
  silence: "silenced a finding", hear: "asked for a finding again", comment: "commented", resolve: "marked a comment as resolved", reopen: "reopened a comment",
};
const START = "start";

export class History {
  constructor(row) {
    this.row = row;
    this.body = el("div");
    this.node = el("details", { class: "more" }, el("summary", { text: "History and origin" }), this.body);
    this.node.addEventListener("toggle", () => this.node.open && this.show());
    this.sides = { before: "machine", after: "now" };
  }

  get open() { return this.node.open; }

  show() {
    const d = this.row.data;
    const focused = this.body.contains(document.activeElement) && document.activeElement.dataset.side;
    const line = (label, text) => el("p", {}, el("strong", { text: `${label}: ` }), el("bdi", { text }));
    this.body.replaceChildren(
      line("Machine text", d.machine || "none"),
      line("Made by", d.model ? `${d.engine}, ${d.model}, step “${d.step}”` : d.step || "nobody yet"),
      ...d.others.map((text) => el("p", {}, el("strong", { text: "Also possible: " }), el("bdi", { text }), " ", this.row.button("Use this text", () => this.row.put(text), "small"))),
      ...d.attempts.map((a) => line(`Tried ${a.step}`, `${a.text || "nothing"}${a.trouble ? ` (${a.trouble})` : ""}`)),
      this.told(),
      ...(d.history.length ? [this.steps(), this.comparison()] : []),
      this.row.button("Fold this block away", () => this.row.article.fold(d.block, "furniture")),
    );
    if (focused) this.body.querySelector(`[data-side="${focused}"]`)?.focus();
  }

  // The words the model was given with the sentence, each where it stood; "~" marks one that was only spelled out.
  told() {
    const { gloss, language, direction } = this.row.data;
    const words = gloss.map((g) => el("li", { class: g.by },
      el("bdi", { lang: language, dir: direction, text: g.source }), " ",
      el("bdi", { lang: "en", dir: "ltr", text: (g.by === "letters" ? "~" : "") + g.english.join(" / ") })));
    return words.length ? el("div", { class: "told" }, el("strong", { text: "Words the model was told:" }), el("ul", {}, ...words)) : "";
  }

  // --- what people did ---

  steps() {
    const { history, machine } = this.row.data;
    const last = history.findLastIndex((h) => !h.quiet);
    const first = el("li", {}, el("p", {}, "Before any step: ", el("q", { lang: "en", dir: "ltr", text: machine })),
      last >= 0 && this.back(START, "the time before any step"));
    return el("div", {}, el("strong", { text: "Steps:" }),
      el("ol", { class: "steps", "aria-label": `Steps taken on sentence ${this.row.data.number}` }, first, ...history.map((h, i) => this.step(h, i, i < last))));
  }

  step(h, i, earlier) {
    const { history, machine } = this.row.data;
    const text = h.text ?? machine;
    const changed = !h.quiet && text !== (history[i - 1]?.text ?? machine);
    return el("li", {},
      el("p", {}, `${clock(h.at)}, `, el("bdi", { text: h.by }), ` ${DONE[h.action] || h.action}`, h.why && ": ", h.why && el("bdi", { text: h.why })),
      changed && el("p", {}, el("q", { lang: "en", dir: "ltr", text })),
      !h.quiet && el("p", { class: "hint", text: STATUS[h.status] }),
      !h.quiet && earlier && this.back(h.id, `${clock(h.at)}, by ${h.by}`));
  }

  back(of, when) {
    return this.row.button("Restore this", () => this.row.restore(of), "small", { "aria-label": `Restore this: text and state of ${when}` });
  }

  // --- how two of the texts differ ---

  // Each side's name and text: the machine's, the last approved one, as it stands, and each that a step left.
  texts() {
    const { machine, target, history } = this.row.data;
    // Where the last approved text is the present one, the one before it tells more.
    const approvals = history.filter((h) => !h.quiet && isApproved(h.status));
    const approved = approvals.findLast((h) => (h.text ?? machine) !== target) || approvals.at(-1);
    const stand = { machine: ["Machine text", machine], now: ["The text as it stands", target] };
    if (approved) stand.approved = [`Last approved text, ${clock(approved.at)}, ${approved.by}`, approved.text ?? machine];
    for (const h of history) if (!h.quiet) stand[h.id] = [`${clock(h.at)}, ${h.by} ${DONE[h.action] || h.action}`, h.text ?? machine];
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
    const node = el("div", { class: "comparison", role: "group", "aria-label": `Compare texts of sentence ${this.row.data.number}` },
      el("strong", { text: "Compare:" }), side("before", "Before (struck out where it differs) "), side("after", "After (underlined where it differs) "), shown);
    compare();
    return node;
  }
}
