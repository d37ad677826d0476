// One sentence: its source, its English, and the steps a reviewer takes. A row saves one thing at a time, on top of the
// version it last saw confirmed; that version never moves under a text the reviewer has not saved.

import * as aids from "./aids.js";
import { api } from "./api.js";
import { Comments } from "./comments.js";
import { Conflict, hasSeen, textAt } from "./conflict.js";
import { clock, el, hour, markSpans } from "./dom.js";
import { History } from "./history.js";
import { kept } from "./kept.js";
import { Beside } from "./live.js";
import { Rejecting } from "./reject.js";
import { may } from "./session.js";
import { STATUS, isApproved } from "./status.js";
import { t } from "./texts.js";

const AUTOSAVE_MS = 1200;
const RETRY_MS = 3000;

const KIND = { title: t("Headline"), caption: t("Caption"), dateline: t("Dateline") };
const ORIGIN = { memory: t("From the translation memory"), copied: t("Copied, not translated"), split: t("From before the split"), merged: t("From before the merge") };

export class Row {
  constructor(data, article) {
    this.article = article; // the page's Article, which moves on to others; this row belongs to `articleId` for good
    this.articleId = article.id;
    this.data = data;
    this.inFlight = 0;
    this.onItsWay = null; // the text that the last queued step will leave
    this.unsent = null; // a step that the server did not take: { action, body }
    this.queue = Promise.resolve();
    this.retired = false; // another row stands for the sentence now
    this.build();
    this.show();
    this.recover();
  }

  // --- what is on the screen ---

  build() {
    const d = this.data;
    this.source = el("div", { class: "source", lang: d.language, dir: d.direction });
    this.terms = el("ul", { class: "terms", dir: d.direction, "aria-label": t("Glossary terms of sentence {number}", d) });
    this.confidence = el("span", { class: "confidence", title: t("How near a translation like this one usually comes to a reference, from 0 to 100 (chrF). Look at the lowest first.") });
    this.memory = el("details", { class: "memory" }, el("summary"), el("ul"));
    this.text = el("textarea", {
      class: "target", lang: "en", dir: "ltr", rows: 1, spellcheck: true, readonly: !may("review"), "aria-label": t("English of sentence {number}", d),
      oninput: () => this.typed(), onblur: () => this.save(),
    });
    this.status = el("span", { class: "status" });
    this.preview = el("span", { class: "badge preview", text: t("Preview model") });
    this.cited = el("button", { class: "badge cited", type: "button", text: t("In summary"), onclick: () => this.article.showInSummary(this) });
    this.saved = el("span", { class: "saved", dir: "auto" });
    this.beside = new Beside();
    this.findings = el("ul", { class: "findings", "aria-label": t("What the checks see in sentence {number}", d) });
    this.conflict = new Conflict(this, (text, current) => this.settle(text, current));
    this.more = new History(this);
    this.rejecting = new Rejecting(this);
    this.comments = new Comments(this);
    const kind = KIND[d.kind] ? el("span", { class: "badge kind", text: KIND[d.kind] }) : null;
    this.origin = el("span", { class: "badge" });
    this.actions = el("div", { class: "actions" },
      this.button(t("Approve"), () => this.approve(), "approve"),
      this.button(t("Reject…"), () => this.askReason(), "reject"),
      this.rejecting.node,
      this.button(t("Restore machine text"), () => this.reset(), "restore"),
      this.more.node,
    );
    this.node = el("li", { class: "row", id: `n${d.number}`, data: { id: d.id, kind: d.kind } },
      el("a", { class: "number", href: `?article=${encodeURIComponent(this.articleId)}#n${d.number}`, "aria-label": t("Sentence {number}", d), text: d.number, onclick: (event) => this.linkHere(event) }),
      el("div", { class: "original" }, this.source, this.terms),
      el("div", { class: "english" }, this.text,
        el("div", { class: "meta" }, this.status, kind, this.origin, this.preview, this.confidence, this.cited, this.saved, ...this.beside.nodes),
        this.findings, this.memory, this.actions, this.comments.node),
      this.conflict.node);
    this.text.value = d.target;
    this.base = d.version;
  }

  // The page has a <base>, so a bare "#n5" would lead away: the address is set here instead.
  linkHere(event) {
    event.preventDefault();
    history.replaceState(null, "", this.article.addressOf(this));
    this.text.focus();
  }

  // Pressing a button must not take the focus from the text: saving what was typed could move the button away from
  // under the pointer before it is released.
  button(label, onclick, name = "", more = {}) {
    return el("button", { type: "button", class: `button ${name}`, onclick, onmousedown: (event) => event.preventDefault(), ...more }, ...[label].flat());
  }

  show() {
    const d = this.data;
    this.node.dataset.status = d.status;
    this.node.dataset.findings = d.findings.length ? "yes" : "no";
    this.source.replaceChildren(...markSpans(d.source, d.findings.filter((f) => f.source_span).map((f) => f.source_span)));
    const waiting = d.status === "unreviewed" && !d.machine && !d.target;
    const status = waiting ? t("Not translated yet") : STATUS[d.status];
    this.status.textContent = (d.by && d.status !== "unreviewed" ? t("{status} by {who}", { status, who: d.by }) : status) + (d.why && d.status === "rejected" ? `: ${d.why}` : "");
    this.status.title = clock(d.at);
    this.origin.textContent = ORIGIN[d.step] || "";
    this.origin.hidden = !ORIGIN[d.step];
    this.preview.hidden = !d.preview || d.target !== d.machine;
    this.actions.querySelector(".restore").hidden = d.target === d.machine && d.status === "unreviewed";
    this.actions.querySelector(".approve").hidden = isApproved(d.status) && !this.dirty();
    this.actions.hidden = this.inConflict();
    this.showAids();
    this.comments.show();
    if (this.more.open) this.more.show();
    this.resize();
  }

  showAids() {
    const fill = (list, items, holder = list) => { holder.hidden = !items.length; list.replaceChildren(...items); };
    fill(this.findings, aids.findings(this));
    fill(this.terms, aids.terms(this));
    fill(this.memory.lastElementChild, aids.matches(this), this.memory);
    const best = this.data.matches[0];
    if (best) this.memory.firstElementChild.textContent = t("Translation memory: {percent} %", best);
    this.confidence.hidden = this.data.confidence === null;
    this.confidence.textContent = t("Confidence {n}", { n: this.data.confidence });
  }

  // What to look at first: the lower, the sooner. A finding tells where no confidence is known.
  trust() {
    const count = (severity) => this.data.findings.filter((f) => f.severity === severity).length;
    return this.data.confidence ?? 60 - 15 * count("error") - 5 * count("warning");
  }

  resize() { // browsers without field-sizing
    if (CSS.supports("field-sizing", "content")) return;
    this.text.style.height = "auto";
    this.text.style.height = `${this.text.scrollHeight}px`;
  }

  tell(text, bad = false) {
    this.saved.textContent = text;
    this.saved.classList.toggle("bad", bad);
    if (bad) this.article.announce(text);
  }

  // --- what the reviewer types ---

  typedText() { return this.text.value.trim(); }
  dirty() { return this.typedText() !== this.data.target.trim(); }
  retire() {
    this.retired = true;
    clearTimeout(this.timer);
  }
  unsaved() { return this.dirty() || this.inFlight > 0 || this.unsent !== null; }
  keep(step = {}) { kept.setDraft(this.articleId, this.data.id, { text: this.text.value, base: this.base, ...this.conflict.draft, ...step }); }
  forget() { kept.forgetDraft(this.articleId, this.data.id); }

  typed() {
    this.resize();
    this.actions.querySelector(".approve").hidden = isApproved(this.data.status) && !this.dirty();
    this.conflict.typed();
    if (this.dirty() || this.inConflict()) this.keep();
    else this.forget();
    this.tell(this.dirty() ? t("Not saved yet") : "");
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.save(), AUTOSAVE_MS);
  }

  recover() {
    if (!may("review")) return undefined; // a text of better days stays where it is
    const draft = kept.draft(this.articleId, this.data.id);
    if (!draft || (!draft.action && draft.text.trim() === this.data.target.trim())) return this.forget();
    this.text.value = draft.text;
    this.base = draft.base;
    if (!hasSeen(this.data, draft.base)) return this.showConflict(this.data, draft.mine, draft.begun);
    this.base = this.data.version;
    if (draft.action) { this.unsent = { action: draft.action, body: draft.body }; this.resend(); }
    else this.typed();
  }

  // Where the cursor is, with a space on either side where a word would touch it.
  insert(words) {
    const { selectionStart: start, selectionEnd: end, value } = this.text;
    const space = (touching) => (/[\p{L}\p{N}]/u.test(touching) ? " " : "");
    const text = space(value.slice(start - 1, start)) + words + space(value.slice(end, end + 1));
    if (this.text.readOnly) return;
    this.text.setRangeText(text, start, end, "end");
    this.text.focus();
    this.typed();
  }

  put(text) {
    this.text.value = text;
    this.text.focus();
    this.typed();
  }

  // Every place of a word, whole: of a name one sentence needs no two spellings.
  replaceWord(word, other) {
    this.put(this.text.value.split(/([\p{L}\p{M}\p{N}]+(?:-[\p{L}\p{M}\p{N}]+)*)/u).map((part) => (part === word ? other : part)).join(""));
  }

  // --- steps ---

  silence(finding, action) {
    this.save(); // the answer brings the server's text
    return this.send(action, { check: finding.check, reason: finding.message });
  }

  save() {
    clearTimeout(this.timer);
    if (this.unsent) return this.resend();
    const news = this.dirty() && this.typedText() !== this.onItsWay;
    if (!news || this.inConflict()) return this.queue;
    if (kept.name()) return this.send("edit", { text: this.typedText() });
    this.tell(t("Not saved: type your name in the side bar. The text is kept in this browser."), true);
    return this.queue;
  }
  approve() { return this.send("approve", { text: this.typedText() }); }
  askReason() { this.rejecting.toggle(); }
  reject(said) { // { category, severity, comment }
    this.save();
    return this.send("reject", said);
  }
  // Text and state of an earlier point, by the id of its step; what was typed is saved first and so is not lost.
  restore(of) {
    this.save();
    this.text.focus();
    return this.send("restore", { of });
  }
  reset() {
    clearTimeout(this.timer);
    this.text.value = this.data.machine;
    return this.send("reset", {});
  }
  inConflict() { return this.conflict.open; }

  // A step that did not arrive is taken again, with the text as it is by now: for an approval, that is only an edit. A step that
  // carries no text must not outrun the text that was typed before it.
  resend() {
    const { action, body } = this.unsent;
    this.unsent = null;
    if (!["edit", "approve", "reset"].includes(action) && this.dirty()) this.send("edit", { text: this.typedText() });
    const changed = ["edit", "approve"].includes(action) && this.typedText() !== body.text;
    return this.send(changed ? "edit" : action, changed ? { text: this.typedText() } : body);
  }

  send(action, body) {
    clearTimeout(this.timer);
    if (this.retired || !this.article.nameOrAsk()) return Promise.resolve(false);
    this.inFlight += 1;
    const sent = this.onItsWay = this.typedText();
    this.queue = this.queue.then(() => this.post(action, body, sent)).finally(() => {
      this.inFlight -= 1;
      if (!this.inFlight) this.onItsWay = null;
    });
    return this.queue;
  }

  // `sent` is the text when the step was asked for: it may have waited for another, and more been typed since.
  async post(action, body, sent) {
    if (this.inConflict()) return false;
    this.tell(t("Saving…"));
    try {
      const answer = await api.step(this.articleId, this.data.id, { action, by: kept.name(), base: this.base, ...body });
      this.confirmed(answer, this.typedText() !== sent);
      return true;
    } catch (error) {
      this.refused(error, action, body);
      return false;
    }
  }

  // A comment, or that one is resolved: it waits for no text to be saved, and moves no version under one. Resolves to
  // whether it arrived.
  remark(action, body) {
    if (!this.article.nameOrAsk()) return Promise.resolve(false);
    return (this.queue = this.queue.then(async () => {
      try {
        this.remarked(await api.step(this.articleId, this.data.id, { action, by: kept.name(), base: this.data.version, ...body }));
        return true;
      } catch (error) {
        this.tell(error.message, true);
        if (error.current) this.article.live.reshape();
        return false;
      }
    }));
  }

  remarked(answer) {
    if (!this.unsaved() && !this.inConflict()) return this.confirmed(answer, false);
    this.data.comments = answer.comments;
    return this.comments.show();
  }

  // The sentence as it is after somebody else's step. Says whether that is shown now.
  arrived(answer) {
    const current = { ...answer, number: this.data.number };
    if (current.version < this.data.version || this.inConflict() || JSON.stringify(current) === JSON.stringify(this.data)) return false;
    const at = document.activeElement;
    const within = this.node.contains(at);
    const shown = this.unsaved() ? this.heardOf(current) : this.take(current);
    if (within && !at.isConnected) this.text.focus({ preventScroll: true }); // a button that was drawn anew
    return shown;
  }

  take(current) {
    const stepped = current.version > this.data.version;
    const { selectionStart: start, selectionEnd: end } = this.text;
    this.data = current;
    this.base = current.version;
    if (this.text.value !== current.target) {
      this.text.value = current.target;
      if (this.text === document.activeElement) this.text.setSelectionRange(start, end);
    }
    this.tell("");
    this.show();
    if (stepped) this.beside.saved(current);
    this.article.changed(this);
    return stepped;
  }

  // What is typed here stays, and so does the version it is typed on: the server will compare them when it is saved.
  heardOf(current) {
    if (!hasSeen(current, this.base)) this.beside.waiting(current, textAt(current, this.base));
    else if (current.comments.length + this.data.comments.length) {
      this.data.comments = current.comments;
      this.comments.show();
    }
    return false;
  }

  confirmed(answer, typedMeanwhile) {
    this.data = { ...answer, number: this.data.number };
    this.base = answer.version;
    this.beside.tell();
    if (!typedMeanwhile && this.typedText() !== answer.target) this.text.value = answer.target; // a space just typed stays
    if (this.dirty()) this.typed();
    else {
      this.forget();
      this.tell(t("Saved {time}", { time: hour() }));
    }
    this.show();
    this.article.changed(this);
  }

  refused(error, action, body) {
    this.tell(error.message, true);
    if (error.current && error.current.id !== this.data.id) return this.article.live.reshape(); // split or merged away
    if (error.status === 409) {
      this.keep();
      this.showConflict(error.current);
      const done = action === "edit" || (action === "approve" && isApproved(this.data.status));
      if (!this.inConflict() && !done) this.tell(`${error.message} ${t("Yours was not taken: look again, and choose again.")}`, true);
    } else if ([0, 401].includes(error.status) || error.status >= 500) {
      this.unsent = { action, body };
      this.keep(this.unsent);
      if (error.status === 401) return; // sent again when the page hears that the reviewer is back
      this.timer = setTimeout(() => this.unsent && this.resend(), RETRY_MS);
    }
  }

  // --- somebody else was faster ---

  // `current` is the sentence as the server has it; `mine` is given where a merging goes on after a reload, `begun` where
  // the text that both began from was of sentences that were split or merged since.
  showConflict(current, mine, begun) {
    if (current.target.trim() === this.typedText()) return this.settle(current.target, current); // the same text twice is no conflict
    this.beside.tell();
    this.conflict.show(current, mine, begun);
    this.actions.hidden = true;
    return false;
  }

  settle(text, current) {
    this.conflict.close();
    this.beside.tell();
    this.base = current.version;
    this.data = { ...current, number: this.data.number };
    this.text.value = text;
    this.show();
    this.text.focus();
    if (this.dirty()) return this.save();
    this.forget();
    this.tell(t("Theirs is kept"));
    return this.article.changed(this);
  }
}
