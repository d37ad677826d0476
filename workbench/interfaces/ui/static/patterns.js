// Finds again what the server filled into a text, so that the text can be said in the page's language.

// What is filled in stands in an isolate, or is as short as may be.
const VALUE = "(\u2068[^\u2069]*\u2069|.+?)";
const escaped = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

export function patternsOf(texts) {
  return texts.map((text) => ({
    text,
    names: [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1]),
    pattern: new RegExp(`^${text.split(/\{\w+\}/).map(escaped).join(VALUE)}$`, "su"),
  }));
}

// The first of the texts that the message fits, with its values by name; null where there is none.
export function saidBy(patterns, message) {
  for (const { text, names, pattern } of patterns) {
    const match = pattern.exec(message);
    if (match) return { text, values: Object.fromEntries(names.map((name, i) => [name, match[i + 1]])) };
  }
  return null;
}
