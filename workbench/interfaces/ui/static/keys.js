// Every command of the page, once: its keys, its name, what it does. The key handler, the window of shortcuts and the
// command palette all read this table. No key here is one that a browser or a screen reader keeps for itself.

import * as hand from "./hand.js";
import { may } from "./session.js";
import { isApproved } from "./status.js";
import { t } from "./texts.js";

const MAC = /Mac|iPhone|iPad/.test(navigator.platform);
const isOpen = (row) => !isApproved(row.data.status);
const hasFindings = (row) => row.data.findings.length > 0;

// `row`: it needs a sentence. `reads`: its keys work while the article is read too; by its name every one does, and leads back to the rows first. `text`: its keys work in a sentence's text only. `repeats`: it goes on while the key is held.
export const COMMANDS = [
  { name: "approve", keys: ["Ctrl+Enter"], label: t("Approve and go on"), what: t("Approve, and go to the next sentence that is not approved"), row: true, run: (article, row) => article.approveAndGoOn(row) },
  { name: "next", keys: ["Alt+ArrowDown"], label: t("Next sentence"), what: t("Go to the next sentence shown"), repeats: true, run: (article, row) => article.move(row, 1) },
  { name: "previous", keys: ["Alt+ArrowUp"], label: t("Previous sentence"), what: t("Go to the previous sentence shown"), repeats: true, run: (article, row) => article.move(row, -1) },
  { name: "next-open", keys: ["Alt+U"], label: t("Next unreviewed"), what: t("Go to the next sentence that is not approved"), run: (article, row) => article.move(row, 1, (r) => r !== row && isOpen(r), true) },
  { name: "next-finding", keys: ["Alt+F"], label: t("Next with findings"), what: t("Go to the next sentence with findings"), run: (article, row) => article.move(row, 1, hasFindings) },
  { name: "jump", reads: true, keys: ["Alt+J"], label: t("Go to a sentence"), what: t("Go to a sentence by its number"), run: (article) => article.openNumber() },
  { name: "reject", keys: ["Alt+R"], label: t("Reject"), what: t("Reject with a reason"), row: true, run: (article, row) => row.askReason() },
  { name: "restore", keys: ["Alt+M"], label: t("Restore machine text"), what: t("Put the machine's text back, not reviewed"), row: true, run: (article, row) => row.reset() },
  { name: "split", keys: ["Alt+C"], label: t("Split the sentence"), what: t("Cut the sentence in two, at a place in its source"), row: true, run: (article, row) => article.cuts.openSplit(row) },
  { name: "merge", keys: ["Alt+O"], label: t("Merge with the next sentence"), what: t("Make one sentence of this and the next one of its paragraph"), row: true, run: (article, row) => article.cuts.merge(row) },
  { name: "undo-cut", keys: [], label: t("Undo the split or merge"), what: t("Take back the last split or merge of the sentence, with its texts and states"), row: true, run: (article, row) => article.cuts.undo(row) },
  { name: "undo", keys: ["Ctrl+Z"], label: t("Undo"), what: t("Take back the last change of the sentence's text"), row: true, text: true, repeats: true, run: (article, row) => article.pasts.undo(row) },
  { name: "redo", keys: ["Ctrl+Shift+Z", "Ctrl+Y"], label: t("Redo"), what: t("Make the change again that was taken back"), row: true, text: true, repeats: true, run: (article, row) => article.pasts.redo(row) },
  { name: "number", keys: ["Alt+N"], label: t("Copy the next number"), what: t("Copy the source's next number, in digits, to the cursor"), row: true, run: (article, row) => hand.copyNumber(row) },
  { name: "proper", keys: ["Alt+P"], label: t("Copy the next name"), what: t("Copy the source's next name, in English, to the cursor"), row: true, run: (article, row) => hand.copyName(row) },
  { name: "term", keys: ["Alt+G"], label: t("Insert a glossary term"), what: t("Insert the first glossary term that is not in the text yet"), row: true, run: (article, row) => hand.insertTerm(row) },
  { name: "memory", keys: ["Alt+Y"], label: t("Use the translation memory"), what: t("Replace the text by the best match of the translation memory"), row: true, run: (article, row) => hand.useBestMatch(row) },
  { name: "alternative", keys: ["Alt+A"], label: t("Next alternative"), what: t("Replace the text by the next translation that the model came to"), row: true, run: (article, row) => hand.useNextAlternative(row) },
  { name: "find", keys: ["Ctrl+H"], label: t("Find and replace"), what: t("Find and replace in the article"), run: (article) => article.openFinder() },
  { name: "show", keys: ["Alt+I"], label: t("Show…"), what: t("Choose which sentences to show"), run: (article) => article.bar.focus() },
  { name: "show-all", keys: [], label: t("Show all sentences"), what: t("Clear the filter"), run: (article) => article.showAll() },
  { name: "worst", keys: ["Alt+W"], label: t("Worst first"), what: t("Change between worst first and reading order"), run: (article) => article.changeOrder() },
  { name: "approve-shown", keys: [], label: t("Approve what is shown"), what: t("Approve every sentence that the filter shows, after a question"), run: (article) => article.bulk.ask() },
  { name: "compare", keys: [], label: t("Other models"), what: t("Translate with another model, and compare its texts"), run: (article, row) => article.openCompare(row) },
  { name: "add", reads: true, keys: [], label: t("Add articles"), what: t("Add articles from files, a folder or pasted text"), run: (article) => article.hooks.add() },
  { name: "read", reads: true, keys: ["Alt+L"], label: t("Read or review"), what: t("Change between the article as continuous text and its sentences"), run: (article, row) => article.reader.toggle(row) },
  { name: "read-english", reads: true, keys: [], label: t("Bilingual or English only"), what: t("Read the article with its source, or the English alone"), run: (article) => article.reader.toggleEnglish() },
  { name: "summary", keys: [], label: t("Add to or take from the summary"), what: t("Add the sentence to the summary, or remove it from there"), row: true, run: (article, row) => article.summary.toggle(row) },
  { name: "export", reads: true, keys: ["Alt+X"], label: t("Export"), what: t("Open the export menu"), run: (article) => article.openExport() },
  { name: "save", reads: true, keys: ["Ctrl+S"], label: t("Save now"), what: t("Save now (it also saves by itself)"), run: (article) => article.settle() },
  { name: "palette", reads: true, keys: ["Ctrl+K"], label: t("Commands"), what: t("Find a command by its name and run it"), run: (article, row) => article.openPalette(row) },
  { name: "keys", reads: true, keys: ["F1", "?"], label: t("Keys"), what: t("Show the keys (? works outside a text field)"), run: (article) => article.openKeys() },
];

// What changes nothing, and so is for readers too.
const READING = new Set(["next", "previous", "next-open", "next-finding", "jump", "find", "show", "show-all", "worst", "read", "read-english", "export", "palette", "keys"]);
export const isAllowed = (command) => may("review") || READING.has(command.name);

// The command whose key was pressed here, or undefined.
export function commandFor(event) {
  if (event.isComposing) return undefined;
  const field = event.target.closest?.("input, textarea, select, [contenteditable]");
  const ours = event.target.closest?.("textarea.target");
  // A list of choices opens with Alt+↓ and a text field has a history of its own.
  const taken = (command, key) => (key === "?" && field) || (command.text && !ours) || (key.includes("Arrow") && field && !ours);
  return COMMANDS.find((command) => command.keys.some((key) => isPressed(event, key) && !taken(command, key)));
}

function isPressed(event, key) {
  const held = key.split("+");
  const last = held.pop();
  const letter = /^[A-Z]$/.test(last);
  // On a Mac, Ctrl with a letter moves the cursor and deletes; Cmd is the key for commands.
  const control = MAC && letter ? event.metaKey && !event.ctrlKey : event.ctrlKey !== event.metaKey;
  if (held.includes("Ctrl") ? !control : event.ctrlKey || event.metaKey) return false;
  if (held.includes("Alt") !== event.altKey) return false;
  if (last !== "?" && held.includes("Shift") !== event.shiftKey) return false;
  return letter ? isLetter(event, last) : event.key === last;
}

// By what is typed, so that other Latin layouts work; by its place where an Arabic or Hindi layout, or a Mac's Option, types another.
function isLetter(event, letter) {
  if (/^[a-z]$/i.test(event.key)) return event.key.toUpperCase() === letter;
  return event.code === `Key${letter}`;
}

// A key as it stands on the keyboard: "Alt+ArrowDown" is "Alt+↓".
export function keyName(key) {
  const named = key.replace("ArrowDown", "↓").replace("ArrowUp", "↑");
  return MAC ? named.replace("Ctrl", "Cmd").replace("Alt", "Option") : named;
}
