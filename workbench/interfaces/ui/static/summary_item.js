// One sentence of the summary: its wording, which is the translation's until a person words it otherwise, and what a person
// can do with it. It is typed in a field of its own, kept in this browser until it is saved, and saved when it is asked for.

import { api } from "./api.js";
import { Conflict, hasSeen } from "./conflict.js";
import { showDifference } from "./diff.js";
import { clock, el } from "./dom.js";
import { kept } from "./kept.js";
import { Rejecting } from "./reject.js";
import { isApproved, STATUS } from "./status.js";
import { parts, t } from "./texts.js";

const START = "start";

export class SummaryItem {
  constructor(data, summary) {
    this.summary = summary;
    this.article = summary.article;
    this.data = data;
    this.base = data.version;
    this.name = `summary:${data.id}`; // of its draft in this browser
    this.build();
    this.recover();
  }

  // --- what is on the screen ---

  build() {
    const n = this.data.number ?? "–";
    this.words = el("button", { type: "button", class: "cite", dir: "ltr", onclick: () => this.lead() });
    this.source = el("p", { class: "cite-source" });
    this.state = el("p", { class: "cite-status" });
    this.outdated = el("div", { class: "outdated" });
    this.text = el("textarea", { class: "wording", rows: 2, lang: "en", dir: "ltr", spellcheck: true, "aria-label": t("Wording of summary sentence {n}", { n }), oninput: () => this.typed(), onkeydown: (event) => this.key(event) });
    this.saved = el("span", { class: "saved", dir: "auto", role: "status" });
    this.editor = el("div", { class: "editor", hidden: true }, this.text,
      el("div", { class: "choices" }, this.button(t("Save"), () => this.save("edit")), this.button(t("Save and approve"), () => this.save("approve"), "approve"), this.button(t("Cancel"), () => this.cancel())));
    this.conflict = new Conflict(this, (text, current) => this.settle(text, current));
    this.editing = this.button(t("Edit"), () => this.edit(), "", { "aria-label": t("Edit the wording of summary sentence {n}", { n }) });
    this.approving = this.button(t("Approve"), () => this.take("approve", { text: this.view().target }), "", { "aria-label": t("Approve summary sentence {n}", { n }) });
    this.up = this.button("↑", () => this.move(-1), "", { "aria-label": t("Move summary sentence {n} up", { n }) });
    this.down = this.button("↓", () => this.move(1), "", { "aria-label": t("Move summary sentence {n} down", { n }) });
    this.rejecting = new Rejecting({ article: this.article, data: this.data, text: this.editing, button: (...all) => this.button(...all), reject: (said) => this.take("reject", said) });
    this.rejecting.node.setAttribute("aria-label", t("Reject summary sentence {n}", { n }));
    this.following = this.button(t("Follow the translation again"), () => this.take("reset", {}));
    this.past = el("ol", { class: "steps" });
    this.removing = this.button(t("Remove from the summary"), () => this.summary.remove(this.data));
    this.rejectingNow = this.button(t("Reject…"), () => this.rejecting.toggle());
    this.more = el("details", { class: "more" }, el("summary", { "aria-label": t("More for summary sentence {n}", { n }), text: t("More") }),
      el("div", { class: "choices" }, this.rejectingNow, this.removing, this.following), this.rejecting.node, this.past);
    this.actions = el("div", { class: "actions" }, this.editing, this.approving, this.up, this.down, this.more);
    this.node = el("li", { data: { id: this.data.id } }, this.words, this.editor, this.source, this.state, this.outdated, this.conflict.node, this.actions, this.saved);
  }

  button(text, onclick, name = "", more = {}) { return this.summary.button(text, onclick, `${name} small`, more); }

  get row() { return this.article.rows.find((row) => row.data.id === this.data.id); }
  focus() { this.node.scrollIntoView({ block: "nearest" }); this.words.focus(); }

  // As it stands: what follows the translation is as its row is, which knows of news first.
  view() {
    const row = this.row?.data;
    const translation = row ? row.target : this.data.machine;
    if (!this.data.own) return { target: translation, status: row?.status ?? this.data.status, translation, outdated: false };
    return { target: this.data.target, status: this.data.status, translation, outdated: Boolean(row) && this.seen() !== translation };
  }

  // The translation that the last person to word or judge it had before them.
  seen() { return this.data.history.findLast((step) => !step.quiet)?.machine; }

  // `data` is newer or the same. What is typed stays, and so does the version it is typed on.
  show(data, place, all) {
    const untouched = !this.unsaved();
    this.data = data;
    this.place = place;
    if (untouched) this.base = data.version;
    if (untouched && !this.editor.hidden) this.open(this.view());
    const [at, row, view] = [document.activeElement, this.row, this.view()];
    this.node.dataset.status = view.status;
    this.words.replaceChildren(el("span", { class: "cite-number", text: row ? `[${row.data.number}] ` : "" }),
      view.target ? el("bdi", { lang: "en", dir: "ltr", text: view.target }) : el("span", { text: t("Not translated yet") }));
    this.words.disabled = !row;
    if (row) this.source.replaceChildren(...[row.data.source]);
    for (const [name, value] of [["lang", row?.data.language], ["dir", row?.data.direction]]) if (value) this.source.setAttribute(name, value);
    this.state.replaceChildren(...this.told(view));
    this.showOutdated(view);
    [this.up.disabled, this.down.disabled] = [place === 0, place === all - 1];
    if (at === this.up && this.up.disabled) this.down.focus();
    if (at === this.down && this.down.disabled) this.up.focus();
    for (const node of [this.editing, this.approving, this.rejectingNow]) node.hidden = !row;
    this.approving.hidden ||= isApproved(view.status) && !view.outdated;
    this.following.hidden = !row || !this.data.own;
    this.showPast();
    if (at === this.approving && this.approving.hidden) this.editing.focus();
  }

  told(view) {
    if (!this.row) return [t("No longer part of the article: its sentence is folded away.")];
    const status = isApproved(view.status) && !this.data.own ? t("Approved") : view.status === "unreviewed" ? t("Not approved yet") : STATUS[view.status];
    if (!this.data.own) return [status, ", ", t("as translated")];
    const who = el("bdi", { text: this.data.by });
    const worded = view.target !== view.translation;
    const why = this.data.why && view.status === "rejected" ? [": ", el("bdi", { text: this.data.why })] : [];
    return [...parts(worded ? "{status} by {who}, worded for the summary" : "{status} by {who}", { status, who }), ...why];
  }

  showOutdated(view) {
    if (!view.outdated) return this.outdated.replaceChildren();
    const drawn = JSON.stringify([view.translation, this.seen()]);
    if (this.outdated.childElementCount && this.outdated.dataset.drawn === drawn) return;
    this.outdated.dataset.drawn = drawn;
    const difference = el("p", { class: "difference", lang: "en", dir: "ltr" });
    this.outdated.replaceChildren(el("p", { class: "outdated-told" }, el("strong", { text: t("The translation has changed since.") }), " ", t("It is now:")), difference);
    showDifference(difference, view.translation, this.seen() ?? "");
  }

  // --- its history ---

  showPast() {
    const { history } = this.data;
    if (this.past.dataset.drawn === String(history.length)) return; // a button in it may have the focus
    this.past.dataset.drawn = history.length;
    const last = history.length - 1;
    this.past.replaceChildren(...(history.length ? [el("li", {}, t("Before any step it followed the translation."))] : []),
      ...history.map((step, i) => el("li", {},
        el("p", {}, el("bdi", { text: step.by }), `, ${clock(step.at)}: ${STATUS[step.status]}`, step.why && ": ", step.why && el("bdi", { text: step.why })),
        el("p", {}, el("q", { lang: "en", dir: "ltr", text: step.text ?? step.machine })),
        i < last && this.row && this.button(t("Restore this"), () => this.take("restore", { of: step.id }), "", { "aria-label": t("Restore the wording of {time}, by {name}", { time: clock(step.at), name: step.by }) }))));
  }

  // --- where it leads ---

  lead() {
    if (this.article.reader.on) this.article.reader.lead(this.row);
    else this.article.goTo(this.row);
  }

  move(by) { return this.summary.move(this.data, this.place + by); }

  // --- typing ---

  keep() { kept.setDraft(this.summary.articleId, this.name, { text: this.text.value, base: this.base, began: this.began, ...this.conflict.draft }); }
  forget() { kept.forgetDraft(this.summary.articleId, this.name); }
  unsaved() { return !this.editor.hidden && (this.conflict.open || this.text.value.trim() !== this.opened); }

  tell(text, bad = false) {
    this.saved.textContent = text;
    this.saved.classList.toggle("bad", bad);
  }

  edit() {
    this.base = this.data.version;
    this.open(this.view());
    this.text.focus();
  }

  // `began` is the translation when the typing began.
  open({ target, translation }, text = target, began = translation) {
    this.opened = target;
    this.began = began;
    this.text.value = text;
    this.editor.hidden = false;
    this.words.hidden = this.actions.hidden = true;
  }

  close() {
    const within = this.node.contains(document.activeElement);
    this.conflict.close();
    this.forget();
    this.editor.hidden = true;
    this.words.hidden = this.actions.hidden = false;
    this.base = this.data.version;
    if (within) this.editing.focus();
  }

  cancel() {
    this.close();
    this.tell("");
  }

  typed() {
    this.conflict.typed();
    this.keep();
    this.tell(this.unsaved() ? t("Not saved yet") : "");
  }

  // Ctrl+Enter approves, as it does in a row.
  key(event) {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    event.stopPropagation();
    this.save("approve");
  }

  recover() {
    const draft = kept.draft(this.summary.articleId, this.name);
    if (!draft || !this.row) return;
    this.open(this.view(), draft.text, draft.began);
    this.base = draft.base;
    if (!hasSeen(this.data, draft.base)) this.conflict.show(this.data, draft.mine);
    this.tell(t("Not saved yet"));
  }

  // --- steps ---

  save(action) {
    if (this.conflict.open) return this.settle(this.text.value, this.conflict.current, action);
    if (action === "edit" && this.text.value.trim() === this.view().target) return this.cancel();
    return this.take(action, { text: this.text.value.trim() });
  }

  // `seen` is the translation that the person had before them.
  async take(action, said) {
    if (!this.article.nameOrAsk()) return;
    const body = { action, by: kept.name(), seen: this.editor.hidden ? this.view().translation : this.began, ...said };
    this.tell(t("Saving…"));
    try {
      const sent = this.summary.queue.then(() => api.reword(this.summary.articleId, this.data.id, { ...body, base: this.base }));
      const answer = await (this.summary.queue = sent.catch((error) => ({ error })));
      if (answer.error) throw answer.error;
      if (!this.editor.hidden) this.close();
      this.summary.show(answer);
      this.done();
    } catch (error) {
      this.refused(error);
    }
  }

  done() {
    this.tell("");
    const { history, number } = this.data;
    const before = history.length > 1 ? history.at(-2).id : START;
    this.summary.tell(t("Summary sentence {n} is saved.", { n: number }), " ", this.button(t("Undo"), () => this.take("restore", { of: before })));
    if (document.activeElement === document.body) this.editing.focus();
  }

  refused(error) {
    this.tell(error.message, true);
    const current = error.current?.sentences.find((each) => each.id === this.data.id);
    if (!current) return;
    if (!this.editor.hidden) this.conflict.show(current);
    this.summary.show(error.current);
    if (this.editor.hidden) this.tell(t("{message} Look at it as it is now, and choose again.", { message: error.message }), true);
  }

  // What the reviewer made of the two texts is saved on top of theirs.
  settle(text, current, action = "edit") {
    this.conflict.close();
    this.base = current.version;
    if (text.trim() === current.target) return this.cancel();
    this.text.value = text;
    return this.take(action, { text: text.trim() });
  }
}
