// The summary beside the article: which of its sentences make it and in which order. Every change is a step on top of the
// version that was seen; it can be taken back at once, and every earlier choice brought back from the history.

import { api } from "./api.js";
import { openDialog } from "./dialog.js";
import { clock, el, hide } from "./dom.js";
import { kept } from "./kept.js";
import { SummaryItem } from "./summary_item.js";
import { count, parts, t } from "./texts.js";

const GATHER_MS = 100;
const CHOICE = "summary"; // what news call the choice of the sentences; the wording of one is "summary:" and its id
const START = "start";

export class Summary {
  constructor(article) {
    this.article = article; // { id, data, rows, links, reader, goTo(row), nameOrAsk(), announce(text), attempt(work) }
    this.articleId = article.id;
    this.items = new Map();
    this.queue = Promise.resolve();
    this.list = el("ol", { class: "summary-sentences" });
    this.empty = el("p", { class: "hint", text: `${t("No summary yet: it is chosen when the article is translated.")} ${t("Or add sentences to it yourself.")}` });
    this.told = el("p", { class: "summary-told", role: "status" });
    this.past = el("details", { class: "more" }, el("summary", { text: t("History of the summary") }), el("ol", { class: "steps" }));
    this.node = el("aside", { class: "summary", "aria-label": t("Summary") },
      el("div", { class: "summary-head" }, el("h2", { text: t("Summary") }),
        el("button", { type: "button", class: "button", text: t("Choose again"), title: t("Choose the sentences anew from the English as it stands"), onclick: () => this.askToChoose() })),
      el("p", { class: "hint", text: t("Each sentence is a sentence of the article: choose one to see it beside its source.") }),
      this.list, this.empty, this.told, this.past, article.spellings.node);
  }

  get chosen() { return this.article.data.chosen; }
  has(row) { return this.chosen.sentences.some((sentence) => sentence.id === row.data.id); }
  unsaved() { return [...this.items.values()].some((item) => item.node.isConnected && item.unsaved()); }
  focus(row) { this.items.get(row.data.id)?.focus(); }

  // --- what is on the screen ---

  show(chosen) {
    if (this.article.id !== this.articleId) return;
    this.article.data.chosen = chosen;
    this.article.summary.refresh(); // drawn anew meanwhile, it is another one
  }

  refresh() {
    const nodes = this.chosen.sentences.map((sentence, place) => this.item(sentence, place).node);
    const at = document.activeElement;
    if (nodes.length !== this.list.children.length || nodes.some((node, i) => node !== this.list.children[i])) this.list.replaceChildren(...nodes);
    if (at !== document.activeElement && at?.isConnected) at.focus(); // moved, and so lost
    this.empty.hidden = nodes.length > 0;
    for (const row of this.article.rows) this.mark(row);
    this.showPast();
    this.article.links.draw();
  }

  item(sentence, place) {
    let item = this.items.get(sentence.id);
    if (!item) this.items.set(sentence.id, (item = new SummaryItem(sentence, this)));
    item.show(sentence, place, this.chosen.sentences.length);
    return item;
  }

  // On a row: that it is in the summary, or the way to get there.
  mark(row) {
    if (!row.adding) {
      row.adding = row.button(t("Add to the summary"), () => this.add(row));
      row.more.node.before(row.adding);
    }
    const at = document.activeElement;
    hide(row.cited, !this.has(row));
    hide(row.adding, this.has(row));
    if (at === row.adding && row.adding.hidden) row.cited.focus();
    if (at === row.cited && row.cited.hidden) row.adding.focus();
  }

  tell(...nodes) { this.told.replaceChildren(...nodes); }

  // --- steps on the choice ---

  add(row) { return this.take({ action: "add", segment_id: row.data.id }, t("Sentence {n} is added.", { n: row.data.number })); }
  remove(sentence) {
    const next = this.chosen.sentences[this.chosen.sentences.findIndex((each) => each.id === sentence.id) + 1];
    return this.take({ action: "remove", segment_id: sentence.id }, t("Sentence {n} is removed; its wording is kept.", { n: sentence.number ?? "–" }),
      () => (this.items.get(next?.id) ?? [...this.items.values()].find((item) => item.node.isConnected))?.focus()); // the button that was pressed is gone
  }
  move(sentence, place) { return this.take({ action: "move", segment_id: sentence.id, place }, t("Sentence {n} is in place {place} now.", { n: sentence.number ?? "–", place: place + 1 })); }
  toggle(row) { return this.has(row) ? this.remove(this.chosen.sentences.find((each) => each.id === row.data.id)) : this.add(row); }
  choose() { return this.take({ action: "summarise" }, t("The summary is chosen anew.")); }
  restore(of) { return this.take({ action: "restore", of }, t("The summary is as it was then.")); }

  take(step, said, after = () => {}) {
    if (!this.article.nameOrAsk()) return this.queue;
    return (this.queue = this.queue.then(async () => {
      const { version } = this.chosen;
      try {
        this.show(await api.rearrange(this.articleId, { ...step, by: kept.name(), base: version }));
        const before = this.chosen.history.at(-2)?.id ?? START;
        if (this.chosen.version === version) this.tell(t("Nothing changed: the summary is so already."));
        else this.tell(said, " ", this.button(t("Undo"), () => this.restore(before)));
        after();
        if (document.activeElement === document.body) this.told.querySelector("button")?.focus(); // what was pressed is gone
      } catch (error) {
        this.refused(error, () => this.take(step, said, after));
      }
    }));
  }

  // Somebody was faster: what they made of it is shown, and the step can be taken on top of that.
  refused(error, again) {
    if (error.status === 409) this.show(error.current);
    this.tell(el("span", { class: "bad", dir: "auto", text: error.message }), " ",
      ...(error.status === 409 ? [t("It is shown as it is now."), " ", this.button(t("Do it all the same"), again)] : []));
  }

  // A choice by the machine takes the place of what people made: they are asked, and told that nothing is lost.
  askToChoose() {
    const worded = this.chosen.sentences.filter((sentence) => sentence.own).length;
    if (!this.chosen.version && !worded) return this.choose();
    const facts = [
      this.chosen.version && count(this.chosen.version, "People changed which sentences it has, in {n} step.", "People changed which sentences it has, in {n} steps."),
      worded && count(worded, "People worded or judged {n} of its sentences.", "People worded or judged {n} of its sentences."),
    ].filter(Boolean);
    const dialog = openDialog(t("Choose the summary again?"), "choose-again",
      el("p", { text: facts.join(" ") }),
      el("p", { text: t("The machine's choice takes the place of the present one. Nothing is lost: the history below the summary brings the present one back, and every wording returns with its sentence.") }),
      el("div", { class: "line" },
        this.button(t("Choose again"), () => { dialog.close(); this.choose(); }),
        this.button(t("Leave it as it is"), () => dialog.close())));
    return dialog;
  }

  button(text, onclick, name = "small", more = {}) { return el("button", { type: "button", class: `button ${name}`, text, onclick, ...more }); }

  // --- what others do ---

  // News that the choice, or the wording of a sentence, has reached a version.
  heard(segment, version) {
    const known = segment === CHOICE ? this.chosen : this.chosen.sentences.find((each) => `${CHOICE}:${each.id}` === segment);
    if (!known || known.version >= version) return;
    clearTimeout(this.gathering);
    this.gathering = setTimeout(() => this.ask(), GATHER_MS);
  }

  async ask() {
    await this.queue; // one's own steps come back as news too
    const before = this.chosen;
    const now = await api.summary(this.articleId).catch(() => null);
    if (!now || this.article.summary !== this || this.chosen !== before || JSON.stringify(now) === JSON.stringify(before)) return;
    this.show(now);
    const worded = now.sentences.find((each) => each.version > (before.sentences.find((one) => one.id === each.id)?.version ?? each.version));
    const last = now.version > before.version ? now.by : worded?.history.at(-1).by;
    if (!last) return;
    this.tell(...(now.version > before.version
      ? parts("{who} changed the summary.", { who: el("bdi", { text: last }) })
      : parts("{who} saved summary sentence {n}.", { who: el("bdi", { text: last }), n: String(worded.number) })));
  }

  // --- what was done ---

  showPast() {
    const { history } = this.chosen;
    if (this.past.dataset.drawn === String(history.length)) return; // a button in it may have the focus
    this.past.dataset.drawn = history.length;
    this.past.hidden = !history.length;
    const first = history.length > 1 && el("li", {}, t("Before any step"), " ", this.button(t("Restore this"), () => this.restore(START), "small", { "aria-label": t("Restore the summary as it was before any step") }));
    this.past.lastElementChild.replaceChildren(...[first, ...history.map((step, i) => this.step(step, i < history.length - 1))].filter(Boolean));
  }

  step(step, earlier) {
    const number = this.article.rows.find((row) => row.data.id === step.of)?.data.number ?? "–";
    const who = el("bdi", { text: step.by });
    const done = {
      add: () => parts("{who} added sentence {n}", { who, n: String(number) }),
      remove: () => parts("{who} removed sentence {n}", { who, n: String(number) }),
      move: () => parts("{who} moved sentence {n}", { who, n: String(number) }),
      summarise: () => parts("{who} had it chosen again", { who }),
      restore: () => parts("{who} went back to an earlier choice", { who }),
    }[step.action];
    const label = t("Restore the summary of {time}, by {name}", { time: clock(step.at), name: step.by });
    return el("li", {}, ...(done ? done() : [who]), el("span", { class: "hint", text: ` ${clock(step.at)} ` }),
      earlier && this.button(t("Restore this"), () => this.restore(step.id), "small", { "aria-label": label }));
  }
}
