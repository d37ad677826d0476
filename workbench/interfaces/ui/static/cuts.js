// Splitting a sentence in two, merging it with the next one, and taking either back. The server says what stands then, as
// for the whole article; what was typed in other sentences stays (heirs.js).

import { api } from "./api.js";
import { el } from "./dom.js";
import { gapsOf, SplitDialog } from "./split.js";
import { kept } from "./kept.js";
import { isApproved } from "./status.js";
import { t } from "./texts.js";

const END = 1e9; // of any text

// The last split or merge in a sentence's history that nobody took back, or undefined.
export function lastCut(history) {
  const cuts = history.filter(isCut);
  const undone = new Set(cuts.map((step) => step.of));
  return cuts.findLast((step) => !step.of && !undone.has(step.id));
}

export const isCut = (step) => step.action === "split" || step.action === "merge";

export class Cuts {
  constructor(article) {
    this.article = article;
    this.line = el("div", { class: "bulk-line", hidden: true });
    this.last = null; // the sentences that the last split or merge made here
  }

  // The sentence that a merge would add: the next one of the same block.
  following(row) {
    const { rows } = this.article.data;
    const next = rows[rows.findIndex((data) => data.id === row.data.id) + 1];
    return next?.block === row.data.block ? this.article.rows.find((r) => r.data.id === next.id) : undefined;
  }

  async openSplit(row) {
    if (!gapsOf(row.data.source).length) return this.article.notice(t("Sentence {number} is one word: there is no place to split it.", { number: row.data.number }));
    return (await this.ready(row)) && new SplitDialog(row, (place, divide) => this.split(row, place, divide));
  }

  split(row, place, divide) {
    const { id, status, version: base } = row.data;
    const at = divide === null ? row.text.selectionStart : END;
    const told = (number) => withdrawn(t("Sentence {number} is split: {number} and {next}.", { number, next: number + 1 }), status);
    return this.take(() => api.split(row.articleId, id, { by: kept.name(), base, place, divide }), { id, pieces: 2, at, told });
  }

  async merge(row) {
    const next = this.following(row);
    if (!next) return this.article.notice(t("Sentence {number} is the last of its paragraph: there is none to merge it with.", { number: row.data.number }));
    if (!(await this.ready(row, next))) return undefined;
    const { id, status, target, version: base } = row.data;
    const body = { by: kept.name(), base, following: next.data.id, following_base: next.data.version };
    const told = (number) => withdrawn(t("Sentences {number} and {next} are merged.", { number, next: number + 1 }), status, next.data.status);
    return this.take(() => api.merge(row.articleId, id, body), { id, pieces: 1, at: target.length, told });
  }

  // Whether the sentence stands as the last split or merge of this page left it, which Ctrl+Z then takes back.
  made(row) { return Boolean(this.last?.includes(row.data.id)); }

  async undo(row) {
    const of = lastCut(row.data.history);
    if (!of) return this.article.notice(t("Sentence {number} was not split or merged.", { number: row.data.number }));
    if (!(await this.ready(row))) return undefined;
    const split = of.action === "split";
    const told = (number) => (split ? t("The split is undone: sentence {number} is one again.", { number }) : t("The merge is undone: sentences {number} and {next} are two again.", { number, next: number + 1 }));
    const { id } = row.data;
    return this.take(() => api.undoCut(row.articleId, { by: kept.name(), of: of.id }), { id, pieces: split ? 1 : 2, at: END, told, undone: true });
  }

  // Nothing typed may be on its way: what is cut is what the server has.
  async ready(...rows) {
    if (!this.article.nameOrAsk()) return false;
    await this.article.settle();
    const open = rows.find((row) => row.unsaved() || row.inConflict());
    const stale = rows.some((row) => row.retired);
    if (stale) this.article.notice(t("The article has changed meanwhile: look at the sentence again."));
    else if (open) this.article.notice(t("Sentence {number} is not saved yet: its line says why. Settle that first.", { number: open.data.number }));
    return !open && !stale;
  }

  async take(ask, outcome) {
    try {
      const data = await ask();
      if (data.id === this.article.id) this.done(data, outcome);
    } catch (error) { this.refused(error); }
  }

  // The pieces are what stands for the sentence now, and where they are two the one after it.
  done(data, { id, pieces, at, told, undone = false }) {
    const first = data.rows.findIndex((row) => row.id === data.heirs[id]);
    const made = data.rows.slice(first, first + pieces);
    const text = told(made[0].number);
    this.last = undone ? null : made.map((row) => row.id);
    this.tell(text, made[0].id);
    this.article.show(data);
    const row = this.article.rows.find((r) => r.data.id === made[0].id);
    this.article.goTo(row, at);
    this.article.notice(text);
    this.article.hooks.changed(this.article, row);
  }

  // What was done, with a button that takes it back; the sentence's history has one too, for later.
  tell(text, id) {
    const undo = this.last && el("button", { type: "button", class: "button small", text: t("Undo"), onclick: () => this.undo(this.article.rows.find((row) => row.data.id === id)) });
    this.line.replaceChildren(...[el("span", { text }), undo].filter(Boolean));
    this.line.hidden = false;
  }

  // What somebody else saved meanwhile is shown; nothing was split or merged.
  refused(error) {
    const { current } = error;
    const row = current && this.article.rows.find((r) => r.data.id === current.id);
    if (row) row.arrived(current);
    else if (current) this.article.live.reshape();
    this.article.notice(error.message);
  }
}

function withdrawn(text, ...states) {
  return states.some(isApproved) ? `${text} ${t("The approval is withdrawn.")}` : text;
}
