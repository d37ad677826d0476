// What one key puts into a sentence's text: numbers and names of its source, glossary terms, remembered and other translations.

import { t } from "./texts.js";
// Digits of Arabic, Persian and Urdu, and Hindi; each block has its zero first.
const ZEROS = [0x660, 0x6f0, 0x966];
const NUMBER = /[0-9٠-٩۰-۹०-९]+(?:[.,٫٬:/][0-9٠-٩۰-۹०-९]+)*[%٪]?/gu;
const SIGNS = { "٫": ".", "٬": ",", "٪": "%" };

// "۱٬۲۳۴" is "1,234".
export function inDigits(number) {
  return number.replace(/[٠-٩۰-۹०-९]/gu, (digit) => {
    const code = digit.codePointAt(0);
    return String(code - ZEROS.findLast((zero) => zero <= code));
  }).replace(/[٫٬٪]/gu, (sign) => SIGNS[sign]);
}

// The source's numbers, in digits, in its order: those in digits, and those in words that the gloss tells.
export function numbersOf(data) {
  const written = [...data.source.matchAll(NUMBER)].map((match) => ({ at: match.index, text: inDigits(match[0]) }));
  const spelled = data.gloss.filter((g) => /^[0-9]/.test(g.english[0])).map((g) => ({ at: data.source.indexOf(g.source), text: g.english[0] }));
  return inOrder([...written, ...spelled.filter((s) => !written.some((w) => w.at === s.at))]);
}

// The source's names in English, in its order: glossary terms and words of the gloss with a capital.
export function namesOf(data) {
  const points = Array.from(data.source);
  const terms = data.terms.map((term) => ({ at: points.slice(0, term.span[0]).join("").length, text: term.english[0], also: term.english }));
  const told = data.gloss.map((g) => ({ at: data.source.indexOf(g.source), text: g.english[0], also: g.english }));
  return inOrder([...terms, ...told.filter((t) => !terms.some((term) => term.at === t.at))].filter((name) => /^\p{Lu}/u.test(name.text)));
}

const inOrder = (found) => found.sort((a, b) => a.at - b.at);
const plain = (number) => number.replace(/[,%]/g, "");
const words = (text) => ` ${text.toLowerCase().split(/[^\p{L}\p{M}\p{N}]+/u).join(" ")} `;

// The first of the source's numbers that the text has not, each as often as the source has it.
export function missingNumber(data, text) {
  const there = [...text.matchAll(NUMBER)].map((match) => plain(inDigits(match[0])));
  return numbersOf(data).find((number) => {
    const place = there.indexOf(plain(number.text));
    if (place < 0) return true;
    there.splice(place, 1);
    return false;
  });
}

export function missingName(data, text) {
  return namesOf(data).find((name) => !name.also.some((form) => words(text).includes(words(form))));
}

// --- commands ---

export function copyNumber(row) {
  const next = missingNumber(row.data, row.text.value);
  if (next) row.insert(next.text);
  else notice(row, numbersOf(row.data).length ? t("Every number of the source is in the text.") : t("The source has no number."));
}

export function copyName(row) {
  const next = missingName(row.data, row.text.value);
  if (next) row.insert(next.text);
  else notice(row, namesOf(row.data).length ? t("Every name known in the source is in the text.") : t("No name is known in the source."));
}

export function insertTerm(row) {
  const absent = row.data.terms.find((term) => !term.english.some((form) => words(row.text.value).includes(words(form))));
  if (absent) row.insert(absent.english[0]);
  else notice(row, row.data.terms.length ? t("Every glossary term of the source is in the text.") : t("The source has no glossary term."));
}

export function useBestMatch(row) {
  const [best] = row.data.matches;
  if (!best) return notice(row, t("The translation memory has nothing like this sentence."));
  row.put(best.target);
  return notice(row, t("Translation memory: {percent} %", best));
}

// Machine text, then what else the model came to, then the machine text again. A person's own text is one undo away.
export function useNextAlternative(row) {
  const texts = [...new Set([row.data.machine, ...row.data.others].filter(Boolean))];
  const next = texts[(texts.indexOf(row.text.value) + 1) % texts.length];
  if (next === undefined || next === row.text.value) return notice(row, t("The model came to no other translation of this sentence."));
  row.put(next);
  return notice(row, t("Translation {n} of {all}", { n: texts.indexOf(next) + 1, all: texts.length }));
}

const notice = (row, text) => row.article.notice(text);
