// Names and numbers that run the other way than the text around them, each isolated, so that neither moves what stands
// beside it (Unicode bidi algorithm; HTML <bdi>).

import { el } from "./dom.js";

const LATIN = "\\p{Script=Latin}(?:[\\p{Script=Latin}\\p{M}0-9.&@/_:'’-]*[\\p{Script=Latin}\\p{M}0-9])?";
// In right-to-left text: Latin words in a row, and European digits with what joins them, as in 2021-12-05, 3.5% or -4.
const LEFT_TO_RIGHT = new RegExp(`(${LATIN}(?: ${LATIN})*|(?<![\\p{L}\\p{N}])[+−-]?[0-9]+(?:[.,:/–-][0-9]+)*%?)`, "u");
const RIGHT_TO_LEFT = /([\p{Script=Arabic}](?:[\p{Script=Arabic}\p{M}\s]*[\p{Script=Arabic}\p{M}])?)/u;

// The text as nodes; `direction` is the one of the text.
export function isolated(text, direction) {
  const [foreign, other] = direction === "rtl" ? [LEFT_TO_RIGHT, "ltr"] : [RIGHT_TO_LEFT, "rtl"];
  const pieces = text.split(foreign); // every second one is of the other direction
  return pieces.map((piece, i) => (i % 2 ? el("bdi", { dir: other, text: piece }) : document.createTextNode(piece))).filter((node) => node.textContent);
}
