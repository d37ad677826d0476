// What people say of a sentence, one after the other. A comment is no step of the review: it conflicts with nothing and
// changes neither text nor state. Nothing is deleted; what is settled is marked as resolved.

import { clock, el } from "./dom.js";
import { kept } from "./kept.js";
import { may } from "./session.js";
import { count, parts, t } from "./texts.js";

const MOST_CHARACTERS = 2000;

export class Comments {
  constructor(row) {
    this.row = row;
    const number = row.data.number;
    this.summary = el("summary");
    this.list = el("ol", { "aria-label": t("Comments on sentence {number}", { number }) });
    this.text = el("textarea", {
      rows: 2, dir: "auto", maxlength: MOST_CHARACTERS, "aria-label": t("New comment on sentence {number}", { number }),
      oninput: () => this.keep(), onkeydown: (event) => this.key(event),
    });
    this.node = el("details", { class: "comments" }, this.summary, this.list,
      el("div", { class: "saying" }, this.text, row.button(t("Add comment"), () => this.add())));
    const draft = may("review") && kept.draft(row.articleId, this.draftName());
    if (draft) { this.text.value = draft.text; this.node.open = true; }
  }

  draftName() { return `${this.row.data.id}.comment`; }

  keep() {
    if (this.text.value.trim()) kept.setDraft(this.row.articleId, this.draftName(), { text: this.text.value });
    else kept.forgetDraft(this.row.articleId, this.draftName());
  }

  // Ctrl+Enter elsewhere in a sentence approves it: here it must not.
  key(event) {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    event.stopPropagation();
    this.add();
  }

  show() {
    const comments = this.row.data.comments;
    const open = comments.filter((c) => !c.resolved_by).length;
    const told = comments.length === 0 ? t("Comment") : count(comments.length, "{n} comment", "{n} comments") + (open < comments.length ? t(", {n} open", { n: open }) : "");
    this.summary.textContent = told;
    this.node.classList.toggle("some", open > 0);
    this.list.hidden = !comments.length;
    this.list.replaceChildren(...comments.map((c) => this.item(c)));
  }

  item(comment) {
    const { by, at, text, resolved_by: settled } = comment;
    const label = settled ? t("Reopen") : t("Mark as resolved");
    return el("li", { class: settled ? "resolved" : "", data: { id: comment.id } },
      el("p", { class: "hint" }, el("bdi", { text: by }), `, ${clock(at)}`),
      el("p", { class: "said", dir: "auto", text }),
      settled && el("p", { class: "hint" }, ...parts("Resolved by {who}, {when}", { who: el("bdi", { text: settled }), when: clock(comment.resolved_at) })),
      this.row.button(label, () => this.settle(comment, settled ? "reopen" : "resolve"), "small", { "aria-label": t("{what}: comment by {by}, {when}", { what: label, by, when: clock(at) }) }));
  }

  async add() {
    const comment = this.text.value.trim();
    if (!comment) return this.text.focus();
    if (!(await this.row.remark("comment", { comment }))) return;
    if (this.text.value.trim() === comment) this.text.value = ""; // what was typed meanwhile stays
    this.keep();
    this.text.focus();
  }

  // The list is drawn anew by the answer, and with it the button that was pressed.
  async settle(comment, action) {
    if (!(await this.row.remark(action, { of: comment.id }))) return;
    this.list.querySelector(`[data-id="${CSS.escape(comment.id)}"] button`)?.focus();
  }
}
