// Why the server refuses something, in the page's language; as it is said where these texts do not have it.

import { patternsOf, saidBy } from "./patterns.js";
import { direction, language, t } from "./texts.js";

// Texts of texts.json that the server says; the first that fits is the one.
const SAID = [
  "{who} saved a newer version of this sentence while you had it open.",
  "{who} split or merged this sentence while you had it open.",
  "{who} changed the summary while you had it open.",
  "{who} has changed the text or state since: split or merge by hand.",
  "There is no translation to approve: write one first.",
  "No model made such a text of this sentence: open the comparison again and choose one there.",
  "The comment is empty: write what there is to say.",
  "There is no such comment on this sentence: reload the page and choose one there.",
  "The comment has {n} characters; one may have {most}: shorten it.",
  "The name has {n} characters; at most {most} are kept: shorten it.",
  "The text has {n} characters; a sentence may have {most}: shorten it.",
  "A review needs a name: type yours at the top of the page, then save again.",
  "That text was of another sentence, before it was split or merged: take that back first.",
  "A restore names the edit to go back to, or {start}; {of} is none of this sentence: reload the page and choose one in its history.",
  "A restore names the step to go back to, or {start}; {of} is none of this summary: reload the page and choose one in its history.",
  "Only a sentence of the article can be added to its summary: bring its block back first.",
  "That sentence is not in the summary any more: add it again first.",
  "Sentence {number} is not in the summary now: add it first.",
  "A summary sentence needs words: write some, or remove the sentence from the summary.",
  "Its sentence is folded away: bring that back into the article, or remove it here.",
  "Only a sentence and the next one of the same paragraph can be merged.",
  "A sentence is split between two of its words, and {place} is no such place: choose another.",
  "There is no such split or merge in this article: reload the page.",
  "What came of that step was split or merged again since: take that back first.",
  "The article has no sentence {id}: it was read again since; reload the page.",
  "The article has no block {id}: reload the page.",
  "{id} names no article; the workspace has none yet.",
  "{id} names no article; there are {have}.",
  "{id} names several articles; there are {have}.",
  "There is no article {id} any more: somebody else has removed it.",
  "There is no article {id} in {folder}.",
  "This article is being translated: stop that first, then remove it.",
  "There is no such translation: the server was started anew since; reload the page.",
  "The model {name} is not on this machine; there are {have}.",
  "{name} seems to be in {language}; the workbench translates {have}: say which of these it is if that is wrong.",
  "{name} is empty; the workbench reads plain text in UTF-8, UTF-16 or windows-1256: save the article's text as a .txt file.",
  "{name} is {encoding} with a damaged character at byte {place}; save it again as UTF-8.",
  "{name} is not text, or is in an encoding that is not recognised; the workbench reads plain text in UTF-8, UTF-16 or windows-1256: save the article's text as a .txt file.",
  "{name} holds control characters that no text has; the workbench reads plain text in UTF-8, UTF-16 or windows-1256: save the article's text as a .txt file.",
  "{name} is a web page's code; the workbench reads plain text in UTF-8, UTF-16 or windows-1256: save the article's text as a .txt file.",
  "{name} has no letters or digits; the workbench reads plain text in UTF-8, UTF-16 or windows-1256: save the article's text as a .txt file.",
  "{name} is {what}; the workbench reads plain text in UTF-8, UTF-16 or windows-1256: save the article's text as a .txt file.",
  "Another program has been writing to {id} for {n} seconds: try again when it is done.",
  "{path} is damaged: run `workbench run` on the article's file again to rebuild it; edits are kept apart.",
  "The disk took only a part of what was to be saved to {path}: free some space and save again.",
  "The workspace cannot be written ({error}): check its permissions and the space there.",
  "{name} is a {role} here, and this needs a {needed}: ask who keeps this server for that role.",
  "This browser is signed in as {name} now, and this page was opened by {expected}: sign in as {expected} again, or reload the page.",
  "This came from another site's page, or from none: open the workbench's own page and do it there.",
];
const NAMED = ["role", "needed"]; // what is filled in has a name in the page's language

const PATTERNS = language === "en" ? [] : patternsOf(SAID);

// It stands where the direction is that of its first letter, which may be one of a name: a mark before it says which it is.
export function refusal(message) {
  const found = saidBy(PATTERNS, message);
  if (!found) return message;
  const values = Object.fromEntries(Object.entries(found.values).map(([name, value]) => [name, NAMED.includes(name) ? t(value) : value]));
  return `${direction === "rtl" ? "\u200f" : ""}${t(found.text, values)}`;
}
