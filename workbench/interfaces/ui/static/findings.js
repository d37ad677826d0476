// What the checks say, in the page's language. The server says it in English; what it filled in is found again by these texts,
// of which the first that fits is the one, and stays as it is.

import { el } from "./dom.js";
import { patternsOf, saidBy } from "./patterns.js";
import { direction, language, t } from "./texts.js";

// Texts of texts.json that the server says.
const SAID = [
  "The translation is empty.",
  "The translation has no words.",
  "The source says {number} ({text}); the translation has no such number.",
  "The source says {number}; the translation has no such number.",
  "The translation says {number}; the source has no such number.",
  "The source says “not” ({word}); the translation says it less often.",
  "The source says “not” ({word}); the translation does not.",
  "The source says “not only” ({text}); the translation says “only”.",
  "The source denies ({text}); nothing in the translation does.",
  "The source says “{amount}” ({text}); the translation does not.",
  "The translation says “{word}”; nothing in the source does.",
  "The translation says “{amount}”; the source does not.",
  "The source says {name} ({text}); the translation does not name that month.",
  "The source says {name} ({text}); the translation does not name that weekday.",
  "The translation says {name}; the source does not name that month.",
  "The translation says {name}; the source does not name that weekday.",
  "The translation names {name}; the source does not, but it names {lost}.",
  "The translation names {name}; the source does not.",
  "The translation says {text}; the glossary forbids it for {term} and has {english}.",
  "The translation says {acronym}; the source says {other}.",
  "The glossary calls {term} {english}; the translation does not have that.",
  "The translation still has Arabic script: «{phrase}».",
  "The translation still has Arabic punctuation: «{phrase}».",
  "The translation still has Devanagari script: «{phrase}».",
  "The translation still has Devanagari punctuation: «{phrase}».",
  "“{word}” only spells out {source}, which means “{english}”.",
  "The translation may have lost a part of the sentence: nothing stands for {text}.",
  "The translation may have lost a part of the sentence.",
  "The translation may say more than the source: nothing in the source stands for “{text}”.",
  "The translation may say more than the source.",
  "The translation says «{text}» {times} times; the source repeats nothing so often.",
  "The translation says «{text}» twice in a row.",
  "The translation names «{text}» again; the source names it once.",
  "The article has this sentence more than once, and translates it here {here}, elsewhere {there}.",
  "A round bracket in the translation has no partner: «{mark}».",
  "A square bracket in the translation has no partner: «{mark}».",
  "A brace in the translation has no partner: «{mark}».",
  "A guillemet in the translation has no partner: «{mark}».",
  "The source quotes somebody word for word; the translation has no quotation marks.",
  "A quotation in the translation is not closed, or not opened.",
  "Two spaces stand together.",
  "A space stands before «{mark}».",
  "The translation has «{marks}» where one mark is enough.",
  "The source asks a question; the translation has no question mark.",
  "The translation asks a question; the source has no question mark.",
  "The source ends in a full stop; the translation ends in «{mark}», as if something were to follow.",
  "The source ends in a full stop; the translation does not, as the others of the article do.",
  "U+{code} {name} is invisible and has no place in English.",
  "U+{code} {name} starts or ends a direction without its partner.",
];

const PATTERNS = language === "en" ? [] : patternsOf(SAID);

// The message and the language that it is in.
export function translated(message) {
  const found = saidBy(PATTERNS, message);
  return found ? { text: t(found.text, found.values), lang: language } : { text: message, lang: "en" };
}

export function said(message) {
  const { text, lang } = translated(message);
  return el("span", { lang, dir: lang === "en" ? "ltr" : direction, text });
}
