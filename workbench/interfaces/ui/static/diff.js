// How two texts differ, in words: what only the one has is inserted, what only the other has is struck out. The server
// compares; here it is marked so that colours are not the only sign, and that it is heard too.

import { api } from "./api.js";
import { el } from "./dom.js";
import { t } from "./texts.js";

const spoken = (text) => el("span", { class: "spoken", text });

// Screen readers may keep silent about <ins> and <del>, so the words around say it.
function piece({ kind, text }) {
  if (kind === "here") return el("ins", {}, spoken(t("[inserted: ")), text, spoken("] "));
  return kind === "there" ? el("del", {}, spoken(t("[struck out: ")), text, spoken("] ")) : document.createTextNode(text);
}

// What was struck out stands before what took its place.
export function marked(pieces) {
  const ordered = [...pieces];
  for (let i = 1; i < ordered.length; i++) {
    if (ordered[i].kind === "there" && ordered[i - 1].kind === "here") [ordered[i - 1], ordered[i]] = [ordered[i], ordered[i - 1]];
  }
  return ordered.map(piece);
}

// Shows `after` in an element with what differs from `before` marked; until the server answers, and when it does not,
// the text stands there without marks. A later call for the same element wins.
export async function showDifference(node, after, before) {
  const asked = (node.dataset.asked = String(Number(node.dataset.asked || 0) + 1));
  if (!node.childNodes.length) node.textContent = after;
  const pieces = before === after ? [{ kind: "equal", text: after }] : await api.difference(after, before).catch(() => [{ kind: "equal", text: after }]);
  if (node.dataset.asked === asked) node.replaceChildren(...marked(pieces));
}
