// Undo and redo of each sentence's text, over typing, insertions, replacements and saves. The browser's own undo forgets
// what scripts write. What is undone is typed like anything else and saved as a new edit.

import { t } from "./texts.js";

const PAUSE_MS = 1000; // typing after a pause is another step
const MOST_STEPS = 200;

export class Past {
  constructor(text) {
    this.steps = [text];
    this.at = 0;
    this.typing = null; // { kind, time }: a step that further typing goes on with
  }

  // A text that came otherwise than by typing. White space around it comes and goes with each save and is no step.
  see(text) {
    if (text === this.steps[this.at]) return;
    if (text.trim() === this.steps[this.at].trim()) this.steps[this.at] = text;
    else this.push(text);
    this.typing = null;
  }

  // One step for a word or a run of deletions; a paste is a step of its own.
  type(text, event, now = performance.now()) {
    const one = event.inputType === "insertText" && (event.data || "").length === 1;
    const kind = one ? "insert" : event.inputType?.startsWith("deleteContent") ? "delete" : null;
    const same = kind && this.typing?.kind === kind && now - this.typing.time < PAUSE_MS;
    if (same && this.at > 0) this.steps.splice(this.at, Infinity, text);
    else this.push(text);
    this.typing = kind && !/\s/.test(event.data || "") ? { kind, time: now } : null;
  }

  push(text) {
    this.steps = [...this.steps.slice(0, this.at + 1), text].slice(-MOST_STEPS);
    this.at = this.steps.length - 1;
  }

  // The text one step back (-1) or forth (1), or null.
  step(direction) {
    if (this.steps[this.at + direction] === undefined) return null;
    this.typing = null;
    return this.steps[this.at += direction];
  }
}

export class Pasts {
  constructor(article) {
    this.article = article;
    this.known = new Map();
    // Before anything happens to a text and after: scripts change it without an event of its own.
    for (const when of ["focusin", "beforeinput", "click"]) article.root.addEventListener(when, (event) => this.see(article.rowOf(event.target)), true);
    article.root.addEventListener("click", (event) => this.see(article.rowOf(event.target)));
    article.root.addEventListener("beforeinput", (event) => this.takeOver(event));
    article.root.addEventListener("input", (event) => { if (event.target.matches("textarea.target")) this.of(article.rowOf(event.target)).type(event.target.value, event); });
  }

  // Kept by the sentence's id: rows are drawn anew when the article is read again.
  of(row) {
    const key = `${row.articleId}/${row.data.id}`;
    if (!this.known.has(key)) this.known.set(key, new Past(row.text.value));
    return this.known.get(key);
  }

  see(row) { if (row) this.of(row).see(row.text.value); }

  // The Edit menu and the context menu of the browser.
  takeOver(event) {
    if (!["historyUndo", "historyRedo"].includes(event.inputType) || !event.target.matches("textarea.target")) return;
    event.preventDefault();
    this.go(this.article.rowOf(event.target), event.inputType === "historyUndo" ? -1 : 1);
  }

  undo(row) { this.go(row, -1); }
  redo(row) { this.go(row, 1); }

  go(row, direction) {
    this.see(row);
    const before = row.text.value;
    const text = this.of(row).step(direction);
    if (text === null && direction < 0 && this.article.cuts.made(row)) return this.article.cuts.undo(row);
    if (text === null) return this.article.notice(direction < 0 ? t("Nothing to undo in this sentence.") : t("Nothing to redo in this sentence."));
    row.text.focus();
    row.text.value = text;
    const end = endOfChange(before, text);
    row.text.setSelectionRange(end, end);
    return row.typed();
  }
}

// Where in `after` what differs from `before` ends: the cursor goes there.
function endOfChange(before, after) {
  let same = 0;
  while (same < Math.min(before.length, after.length) && before.at(-1 - same) === after.at(-1 - same)) same += 1;
  return after.length - same;
}
