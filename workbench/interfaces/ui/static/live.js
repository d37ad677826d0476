// What others do to the article that is open, while they do it: a stream of events from the server (events.py). An event
// tells only that something happened; what a row then shows is asked of the server, and what is typed here stays.

import { api } from "./api.js";
import { dialogIsOpen } from "./dialog.js";
import { el } from "./dom.js";
import { kept } from "./kept.js";
import { look } from "./session.js";
import { count, parts, t } from "./texts.js";

const STILL_HERE_MS = 10_000; // the server forgets who is silent for thirty seconds
const GATHER_MS = 100; // sentences saved at once are asked for at once
const MANY = 8; // sentences, from which on the whole article is the lesser question
const AGAIN_MS = 3000;
const SETTLED_MS = 300; // from one field to the next is one move
const HIDDEN_MS = 10_000; // browsers keep few connections to one server: tabs out of sight give theirs back
const HEARD = { hello: "hello", saved: "saved", article: "changed", people: "everybody", reload: "askForAll", removed: "removed", jobs: "translations" };

// Of this load of the page: a tab that the reader duplicates is another one.
const TAB = Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");

const isMe = (person) => Boolean(person.name) && person.name === kept.name();
const nameOf = (person) => el("bdi", { text: person.name || t("Somebody without a name") });
const joined = (parts, gap) => parts.flatMap((part, i) => (i ? [gap, ...part] : part));

// What a row says of others: who is editing it, and what they saved.
export class Beside {
  constructor() {
    this.editors = el("span", { class: "badge editors", hidden: true });
    this.news = el("span", { class: "news", hidden: true });
    this.nodes = [this.editors, this.news];
  }

  showEditors(people) {
    if (!people.length && this.editors.hidden) return;
    this.editors.replaceChildren(...joined(people.map((p) => (isMe(p) ? [t("You are editing this in another tab")] : parts("{who} is editing", { who: nameOf(p) }))), ", "));
    this.editors.hidden = !people.length;
  }

  tell(...parts) {
    this.news.replaceChildren(...parts);
    this.news.hidden = !parts.length;
  }

  // `current` is the sentence after somebody's step.
  saved(current) { this.tell(...savedBy(current)); }

  // Something typed here waits to be saved on top of the text `before`.
  waiting(current, before) {
    const who = el("bdi", { text: current.history.at(-1).by });
    this.tell(...(current.target === before
      ? parts("{who} has reviewed this sentence: you will be asked when you save", { who })
      : parts("{who} has saved a newer text: you will be asked when you save", { who })));
  }
}

function savedBy(current) {
  const last = current.history.at(-1);
  const who = el("bdi", { text: last.by });
  return last.action === "comment" ? parts("Comment by {who}", { who }) : parts("Saved by {who}", { who });
}

export class Live {
  constructor(article, jobs) {
    this.article = article;
    this.jobs = jobs;
    this.people = [];
    this.wanted = new Map(); // sentence → the version to ask for
    this.waiting = new Map(); // the same of those that could not be shown, because something was typed there
    this.line = el("p", { class: "hint others" });
    this.again = el("p", { class: "hint changed", hidden: true }, `${t("Somebody has changed the article as a whole.")} `,
      el("button", { type: "button", class: "button small", text: t("Show it as it is now"), onclick: () => this.redraw() }));
    article.root.addEventListener("focusin", () => this.move());
    article.root.addEventListener("focusout", () => { this.move(); this.tryAgain(); });
    document.addEventListener("visibilitychange", () => this.seen());
    addEventListener("pagehide", () => this.close());
    addEventListener("pageshow", (event) => event.persisted && this.open());
    addEventListener("wb:signed-in", () => this.open());
    setInterval(() => this.place(), STILL_HERE_MS);
  }

  // --- the stream ---

  follow(id) {
    if (id === this.id) return;
    this.stop();
    this.id = id;
    this.loaded = performance.now();
    this.open();
  }

  stop() {
    this.close();
    this.id = this.state = null;
    this.people = [];
    this.wanted.clear();
    this.waiting.clear();
    this.again.hidden = true;
    this.trouble = false;
    this.draw();
  }

  open() {
    if (!this.id || this.source || document.hidden) return;
    const query = new URLSearchParams({ article: this.id, tab: TAB, name: kept.name() });
    this.source = new EventSource(`/api/v1/events?${query}`);
    for (const [kind, what] of Object.entries(HEARD)) this.source.addEventListener(kind, (event) => this[what](JSON.parse(event.data)));
    this.source.onerror = () => this.failed();
  }

  close() {
    clearTimeout(this.retry);
    this.source?.close();
    this.source = null;
    this.connected = false;
  }

  // The browser connects again by itself, but for an answer that is no stream.
  failed() {
    this.connected = false;
    this.trouble = true;
    this.draw();
    if (this.source?.readyState !== EventSource.CLOSED) return;
    this.close();
    look(); // perhaps it may not answer
    this.retry = setTimeout(() => this.open(), AGAIN_MS);
  }

  seen() {
    clearTimeout(this.leaving);
    if (document.hidden) this.leaving = setTimeout(() => this.close(), HIDDEN_MS);
    else this.open();
  }

  // --- what it tells ---

  // At the beginning and whenever the connection is back: what was missed shows in the versions.
  hello({ versions, state }) {
    this.connected = true;
    this.trouble = false;
    this.place();
    for (const [segment, version] of Object.entries(versions)) this.saved({ segment, version });
    const late = !this.state && performance.now() - this.loaded > AGAIN_MS;
    if (late || (this.state && this.state !== state)) this.askForAll();
    this.state = state;
    this.draw();
    this.translations();
  }

  translations() { this.jobs.refresh(); }

  saved({ segment, version }) {
    const row = this.rowOf(segment);
    if (!row) return this.article.summary?.heard(segment, version);
    if (row.data.version >= version) return;
    this.wanted.set(segment, version);
    clearTimeout(this.gathering);
    this.gathering = setTimeout(() => this.ask(), GATHER_MS);
  }

  changed({ state }) {
    this.state = state;
    this.askForAll();
  }

  // The text stays on the screen: there may be something in it that is nowhere else.
  removed() {
    const { id } = this;
    this.stop();
    const text = t("Somebody has removed this article: what you type here is not saved any more.");
    const again = () => this.article.open(id).catch((error) => this.article.notice(error.message));
    this.article.job.replaceChildren(el("p", { class: "failed", dir: "auto", text }),
      el("button", { type: "button", class: "button", text: t("Try again"), onclick: again }));
    this.article.announce(text);
  }

  everybody({ people }) {
    this.people = people.filter((person) => person.tab !== TAB);
    this.draw();
  }

  rowOf(segment) { return this.article.rows.find((row) => row.data.id === segment); }

  // --- what is asked then ---

  async ask() {
    const { id, wanted } = this;
    this.wanted = new Map();
    await this.settled([...wanted.keys()].map((segment) => this.rowOf(segment)));
    const behind = [...wanted].filter(([segment, version]) => this.rowOf(segment)?.data.version < version).map(([segment]) => segment);
    if (behind.length > MANY) return this.askForAll();
    const answers = await Promise.all(behind.map((segment) => api.sentence(id, segment).catch(() => null)));
    if (id === this.id) await this.show(answers.filter(Boolean));
  }

  // One's own steps come back as news too: their answers say more.
  async settled(rows) {
    for (const row of rows.filter(Boolean)) do await row.queue; while (row.inFlight);
  }

  async show(sentences) {
    const shown = [];
    const all = () => { for (const current of sentences) if (this.showRow(current)) shown.push(current); };
    if (sentences.length > 1) await this.article.atOnce(all);
    else all();
    if (shown.length > 1) this.article.announce(count(shown.length, "{n} sentence was changed by others.", "{n} sentences were changed by others."));
    else for (const current of shown) this.article.announce(t("Sentence {number}: {news}", { number: this.rowOf(current.id).data.number, news: savedBy(current).map((part) => part.textContent ?? part).join("") }));
  }

  showRow(current) {
    const row = this.rowOf(current.id);
    const shown = row?.arrived(current);
    if (row?.data.version < current.version) this.waiting.set(current.id, current.version);
    else this.waiting.delete(current.id);
    return shown;
  }

  // What was typed may have been taken back or settled since; not while the cursor is there, or it went on under the hands.
  tryAgain() {
    for (const [segment, version] of this.waiting) {
      const row = this.rowOf(segment);
      if (row && !row.unsaved() && !row.inConflict()) this.saved({ segment, version });
    }
  }

  askForAll() {
    clearTimeout(this.asking);
    const since = performance.now() - (this.asked ?? -AGAIN_MS);
    this.asking = setTimeout(() => this.readAll(), Math.max(GATHER_MS, AGAIN_MS - since));
  }

  // A translation that this page watches reads the article itself when it ends.
  async readAll() {
    const { id } = this;
    if (!id || this.article.job.querySelector(".stop")) return;
    this.asked = performance.now();
    await this.settled(this.article.rows);
    const data = await api.article(id).catch(() => null);
    if (id !== this.id) return;
    if (!data) this.state = null; // the next hello asks again
    else if (shapeOf(data) === shapeOf(this.article.data)) await this.bringUpToDate(data);
    else if (this.isBusy()) this.again.hidden = false;
    else {
      this.article.show(data);
      this.article.announce(t("Somebody has changed the article as a whole: it is shown as it is now."));
    }
  }

  async bringUpToDate(data) {
    this.article.data = data;
    this.article.root.querySelector(".switched-off")?.replaceWith(this.article.switchedOff());
    await this.show(data.rows.filter((row) => this.rowOf(row.id)));
    this.article.refresh();
  }

  // A step was refused because its sentence is not there any more: what was typed there goes on in what stands for it.
  async reshape() {
    const { id } = this;
    if (dialogIsOpen()) this.again.hidden = false;
    if (dialogIsOpen() || this.reshaping) return;
    this.reshaping = true;
    try {
      await this.settled(this.article.rows);
      const data = await api.article(id).catch(() => null);
      if (!data || id !== this.id) return;
      this.article.show(data);
      this.again.hidden = true;
      this.article.notice(t("Somebody split or merged sentences: what you typed goes on in what stands for yours."));
    } finally { this.reshaping = false; }
  }

  // Whether the reviewer would lose what they are at if all rows were drawn anew.
  isBusy() {
    const at = document.activeElement;
    return this.article.unsaved() || dialogIsOpen() || this.article.rows.some((row) => row.inConflict() || (row.node.contains(at) && at !== row.text));
  }

  async redraw() {
    await this.article.settle();
    await this.article.attempt(async () => {
      this.article.show(await api.article(this.id));
      this.again.hidden = true;
      this.article.rows[0]?.text.focus({ preventScroll: true }); // the button that was pressed is gone
    });
  }

  // --- people ---

  move() {
    clearTimeout(this.moving);
    this.moving = setTimeout(() => { if (this.segment() !== this.said) this.place(); }, SETTLED_MS);
  }

  // The sentence in whose field the cursor stands.
  segment() {
    const row = this.article.rowOf(document.activeElement);
    return row && row.text === document.activeElement ? row.data.id : null;
  }

  place() {
    if (!this.connected) return;
    this.said = this.segment();
    api.presence({ tab: TAB, name: kept.name(), article: this.id, segment: this.said }).catch(() => {}); // the stream tells
  }

  draw() {
    const at = (person) => {
      const row = person.segment && this.rowOf(person.segment);
      return [isMe(person) ? t("you, in another tab") : nameOf(person), row ? t(", editing sentence {number}", row.data) : ""];
    };
    const others = this.people.length ? [`${t("Also here:")} `, ...joined(this.people.map(at), "; ")] : [t("Nobody else has this article open.")];
    const told = this.trouble ? [t("No news of others: the server does not answer.")] : this.connected ? others : [];
    this.line.replaceChildren(...told);
    for (const row of this.article.rows) row.beside.showEditors(this.people.filter((person) => person.segment === row.data.id));
  }
}

// What cannot be brought up to date sentence by sentence.
function shapeOf(data) {
  const { title, language, preview, blocks, rows } = data;
  return JSON.stringify([title, language, preview, blocks.map((b) => [b.id, b.folded]), rows.map((r) => [r.id, r.source, r.kind, r.step])]);
}
