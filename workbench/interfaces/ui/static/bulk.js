// Approving every sentence that a filter shows, after a question that names their number, and taking all of it back.
// Each sentence is a step of its own, on the version that this page shows.

import { api } from "./api.js";
import { openDialog } from "./dialog.js";
import { el } from "./dom.js";
import { kept } from "./kept.js";
import { isApproved } from "./status.js";
import { count, t } from "./texts.js";

const hasErrors = (row) => row.data.findings.some((f) => f.severity === "error");
const isReady = (row) => row.typedText() !== "" && row.data.status !== "rejected" && !row.inConflict();

export class Bulk {
  constructor(article) {
    this.article = article;
    this.line = el("div", { class: "bulk-line", hidden: true });
  }

  // What would be approved: translated, not approved, not rejected, not in conflict; and without errors unless asked for.
  candidates(withErrors = false) {
    return this.open().filter((row) => isReady(row) && (withErrors || !hasErrors(row)));
  }

  open() { return this.article.matching().filter((row) => !isApproved(row.data.status)); }

  // Why the others that are shown and not approved are left out.
  leftOut() {
    const rows = this.open();
    const number = (test) => rows.filter(test).length;
    return [
      [number((row) => row.typedText() === ""), t("{n} without a translation")],
      [number((row) => row.data.status === "rejected"), t("{n} rejected")],
      [number((row) => row.inConflict()), t("{n} in conflict")],
    ].filter(([found]) => found).map(([found, why]) => why.replace("{n}", found));
  }

  ask() {
    if (!this.article.nameOrAsk()) return;
    const [clean, every] = [this.candidates().length, this.candidates(true).length];
    if (!every) return this.article.notice(t("No sentence that is shown can be approved: each is approved, rejected, in conflict or not translated."));
    const box = el("input", { type: "checkbox", onchange: () => tell() });
    const go = el("button", { type: "button", class: "button approve", onclick: () => this.approve(this.candidates(box.checked)) });
    const left = this.leftOut();
    this.dialog = openDialog("", "bulk",
      el("p", { text: t("An approval says that you have read the sentence beside its source. It can be taken back afterwards.") }),
      every > clean && el("label", { class: "box" }, box, ` ${count(every - clean, "Also the {n} sentence in which the checks see an error", "Also the {n} sentences in which the checks see an error")}`),
      left.length > 0 && el("p", { class: "hint", text: t("Left out: {what}.", { what: left.join(", ") }) }),
      el("div", { class: "line" }, go));
    const heading = this.dialog.querySelector("h2");
    const tell = () => {
      const number = box.checked ? every : clean;
      heading.textContent = count(number, "Approve {n} sentence?", "Approve {n} sentences?");
      go.textContent = count(number, "Approve {n} sentence", "Approve {n} sentences");
      go.disabled = !number;
    };
    tell();
  }

  async approve(rows) {
    const done = [];
    const stopped = await this.inSequence(t("Approving"), rows, async (row) => {
      const point = row.data.history.at(-1)?.id ?? "start";
      if (await row.approve()) done.push({ id: row.data.id, point, version: row.data.version });
    });
    const failed = stopped ? "" : missed(rows.length - done.length, "; {n} could not be approved: its line says why", "; {n} could not be approved: their lines say why");
    this.tell(`${count(done.length, "{n} sentence approved", "{n} sentences approved")}${stopped ? t("; you stopped there") : ""}${failed}.`, done);
  }

  async takeBack(done) {
    if (!this.article.nameOrAsk()) return;
    const back = new Set();
    const changed = new Set();
    const stopped = await this.inSequence(t("Undoing the approvals"), done, async (approval) => {
      const outcome = await this.restore(approval);
      if (outcome !== "failed") (outcome === "back" ? back : changed).add(approval);
    });
    const open = done.filter((approval) => !back.has(approval) && !changed.has(approval));
    const skipped = missed(changed.size, "; {n} was changed since and stays as it is", "; {n} were changed since and stay as they are");
    this.tell(`${count(back.size, "{n} approval undone", "{n} approvals undone")}${stopped ? t("; you stopped there") : ""}${skipped}${open.length && !stopped ? t("; {n} could not be sent", { n: open.length }) : ""}.`, open);
  }

  // "back", "changed" when somebody changed it since (a comment is no change: the server knows), "failed" when the server did not take it.
  async restore({ id, point, version }) {
    const row = this.article.rows.find((r) => r.data.id === id);
    if (!row || row.unsaved()) return "changed";
    try {
      row.confirmed(await api.step(row.articleId, id, { action: "restore", by: kept.name(), base: version, of: point }), false);
      return "back";
    } catch (error) {
      return error.status === 409 ? "changed" : "failed";
    }
  }

  // One after the other, with progress and a button to stop; returns whether it was pressed.
  async inSequence(title, items, step) {
    this.dialog?.close();
    let stopped = false;
    const bar = el("progress", { max: items.length, value: 0, "aria-label": title });
    const told = el("p", {});
    const stop = el("button", { type: "button", class: "button stop", text: t("Stop"), onclick: () => { stopped = true; } });
    const dialog = openDialog(title, "bulk-progress", bar, told, el("div", { class: "line" }, stop));
    dialog.querySelector(".dialog-close").hidden = true;
    stop.focus();
    dialog.addEventListener("close", () => { stopped = true; }); // Escape
    await this.article.atOnce(async () => {
      for (const [i, item] of items.entries()) {
        if (stopped) break;
        told.textContent = t("{n} of {all}", { n: i, all: items.length });
        await step(item);
        bar.value = i + 1;
      }
    });
    const early = stopped;
    dialog.close();
    return early;
  }

  // What was done, with a button that takes it back for as long as this article is open.
  tell(text, done) {
    const button = done.length > 0 && el("button", { type: "button", class: "button small", text: count(done.length, "Undo the {n} approval", "Undo the {n} approvals"), onclick: () => this.takeBack(done) });
    this.line.replaceChildren(...[el("span", { text }), button].filter(Boolean));
    this.line.hidden = false;
    this.article.announce(text);
    if (button) button.focus();
    else this.article.bar.focus();
  }
}

const missed = (number, one, many) => (number ? count(number, one, many) : "");
