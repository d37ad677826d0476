// Building the page without ever parsing text as HTML: the only ways in are textContent, attributes named here, and nodes.

import { locale } from "./texts.js";

export function el(tag, properties = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === null || value === undefined || value === false) continue;
    if (name === "class") node.className = value;
    else if (name === "text") node.textContent = value;
    else if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (name === "data") Object.assign(node.dataset, value);
    else node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children.filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

// Only where it changes: the browser styles a node anew even if it is hidden already.
export function hide(node, hidden) {
  if (node.hidden !== hidden) node.hidden = hidden;
}

// Offsets from the server count code points; JavaScript strings count UTF-16 units.
export function markSpans(text, spans) {
  const points = Array.from(text);
  const inside = new Array(points.length).fill(false);
  for (const [start, end] of spans) inside.fill(true, start, end);
  const nodes = [];
  let run = "";
  for (let i = 0; i <= points.length; i++) {
    if (i === points.length || (i > 0 && inside[i] !== inside[i - 1])) {
      if (run) nodes.push(inside[i - 1] ? el("mark", { text: run }) : document.createTextNode(run));
      run = "";
    }
    if (i < points.length) run += points[i];
  }
  return nodes;
}

// Rows out of sight have a guessed height, which becomes the real one on the way: a far goal is looked up again.
export function bringIntoView(node) {
  const far = Math.abs(node.getBoundingClientRect().top) > 2 * innerHeight;
  if (!far && !matchMedia("(prefers-reduced-motion: reduce)").matches) return node.scrollIntoView({ block: "center", behavior: "smooth" });
  let looks = 5;
  const look = () => {
    node.scrollIntoView({ block: "center", behavior: "instant" });
    looks -= 1;
    if (looks) requestAnimationFrame(look);
  };
  return look();
}

const SHORT = new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeStyle: "short" }); // dear to make, and each sentence asks

// In the page's language; an empty time is an empty text.
export function clock(time, style = null) {
  if (!time) return "";
  return style ? new Date(time).toLocaleString(locale, style) : SHORT.format(new Date(time));
}

export function hour() { return new Date().toLocaleTimeString(locale, { timeStyle: "short" }); }
