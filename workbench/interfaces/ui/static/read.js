// The article as continuous text, to be read: paragraph by paragraph, the source beside the English or the English alone.
// Every sentence says where it stands and leads to its row in the review. It changes nothing.

import { isolated } from "./bidi.js";
import { bringIntoView, el } from "./dom.js";
import { isApproved, STATUS } from "./status.js";
import { count, language, t } from "./texts.js";

const LABELS = { caption: () => t("Caption"), dateline: () => t("Dateline") };

export class Reader {
  constructor(article) {
    this.sentences = [];
    this.article = article; // { id, data, rows, goTo(row), addressOf(row), followAddress() }
    this.node = el("section", { class: "read", "aria-label": t("Article as continuous text") });
    this.views = el("nav", { class: "views", "aria-label": t("View") });
  }

  // --- which view the address names ---

  readAddress(search) {
    const asked = new URLSearchParams(search);
    this.on = asked.get("view") === "read";
    this.englishOnly = asked.get("text") === "english";
  }

  addressOf(englishOnly = this.englishOnly) {
    return `?${new URLSearchParams({ article: this.article.id, view: "read", ...(englishOnly ? { text: "english" } : {}) })}`;
  }

  go(address) {
    history.pushState(null, "", address);
    this.article.followAddress();
  }

  link(text, address, current) {
    return el("a", { class: "button", href: address, "aria-current": current ? "true" : null, text, onclick: (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      this.go(address);
      [...this.article.root.querySelectorAll(`a[aria-current][href="${CSS.escape(address)}"]`)].at(-1)?.focus(); // it was drawn anew
    } });
  }

  // --- commands ---

  toggle(row) {
    const sentence = document.activeElement?.closest?.(".sentence");
    const at = row || this.article.rows.find((r) => r.data.id === sentence?.dataset.id);
    if (this.on) return at ? this.article.goTo(at) : this.leave();
    this.go(this.addressOf());
    return at ? this.lead(at) : this.views.querySelector("[aria-current]").focus();
  }

  toggleEnglish() { this.go(this.addressOf(this.on ? !this.englishOnly : true)); }

  // To the rows, and there to a sentence.
  leave(row = null) {
    this.go(this.article.addressOf(row));
    if (!row) this.views.querySelector("[aria-current]").focus();
  }

  // To a sentence in the text.
  lead(row) {
    const node = this.node.querySelector(`.read-english .sentence[data-id="${CSS.escape(row.data.id)}"]`);
    if (!node) return;
    bringIntoView(node);
    node.focus({ preventScroll: true });
    this.article.links.flash(row.data.id);
  }

  // --- what is on the screen ---

  // The rows were drawn anew, or the address changed.
  show() {
    const { id, root, grid, heading, data } = this.article;
    const titled = data.blocks.some((block) => block.kind === "title");
    root.classList.toggle("reading", this.on);
    grid.hidden = this.on;
    this.node.hidden = !this.on;
    for (const node of [heading, root.querySelector(".source-title")]) node.hidden = this.on && titled;
    this.views.replaceChildren(this.link(t("Review"), `?${new URLSearchParams({ article: id })}`, !this.on), this.link(t("Read"), this.addressOf(), this.on));
    this.sentences = [];
    this.node.replaceChildren(...(this.on ? this.text() : []));
    this.refresh();
  }

  text() {
    const { data } = this.article;
    this.titles = 0;
    this.node.classList.toggle("bilingual", !this.englishOnly);
    return [
      el("div", { class: "read-head" },
        el("nav", { "aria-label": t("Which text") }, this.link(t("Bilingual"), this.addressOf(false), !this.englishOnly), this.link(t("English only"), this.addressOf(true), this.englishOnly)),
        el("ul", { class: "read-legend", "aria-label": t("What the lines mean") }, ...["approved", "open", "rejected"].map((status) => el("li", {}, el("span", { class: "sentence-sample", data: { status }, text: LEGEND[status]() }))))),
      !this.englishOnly && el("div", { class: "pair read-columns", "aria-hidden": "true" }, el("span", { text: t(data.language_name), dir: data.direction }), el("span", { text: t("English") })),
      ...this.blocks(),
    ].filter(Boolean);
  }

  blocks() {
    const rows = new Map();
    for (const row of this.article.rows) rows.set(row.data.block, [...(rows.get(row.data.block) || []), row]);
    const nodes = [];
    let folded = [];
    for (const block of [...this.article.data.blocks, null]) {
      if (block?.folded) { folded.push(block); continue; }
      if (folded.length) nodes.push(this.folded(folded));
      folded = [];
      const own = [...(rows.get(block?.id) || [])].sort((a, b) => a.data.number - b.data.number);
      if (own.length) nodes.push(this.pair(block, own));
    }
    return nodes;
  }

  // Clutter that stands together is folded together.
  folded(blocks) {
    const { language: tongue, direction, text, reason } = blocks[0];
    const told = blocks.length === 1 ? t("Folded: {reason}", { reason: reason ? t(reason) : t("by a reviewer") }) : count(blocks.length, "{n} folded piece", "{n} folded pieces");
    return el("details", { class: "read-folded" }, el("summary", {}, `${told} `, el("bdi", { class: "peek", lang: tongue, dir: direction, text: text.slice(0, 60) })),
      ...blocks.map((block) => el("p", { lang: block.language, dir: block.direction }, ...isolated(block.text, block.direction))));
  }

  pair(block, rows) {
    const { direction, kind } = block;
    const label = LABELS[kind] && el("span", { class: "hint", lang: language, text: `${LABELS[kind]()} ` });
    const english = kind === "title" ? (this.titles++ ? "h2" : "h1") : "p";
    return el("div", { class: "pair", data: { kind } },
      !this.englishOnly && el("p", { class: "read-text read-source", lang: block.language, dir: direction }, ...spaced(rows.map((row) => this.sentence(row, "source")))),
      el(english, { class: "read-text read-english", lang: "en", dir: "ltr" }, label, ...spaced(rows.map((row) => this.sentence(row, "english")))));
  }

  sentence(row, side) {
    const node = el("a", { class: "sentence", href: this.article.addressOf(row), data: { id: row.data.id }, onclick: (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      this.article.goTo(row);
    } });
    this.sentences.push({ id: row.data.id, side, node });
    return node;
  }

  // Brings every sentence up to date, in the nodes that there are: the focus stays.
  refresh() {
    if (!this.on) return;
    const rows = new Map(this.article.rows.map((row) => [row.data.id, row.data]));
    for (const sentence of this.sentences) {
      const data = rows.get(sentence.id);
      const drawn = data && JSON.stringify([data.source, data.target, data.status]);
      if (!data || sentence.drawn === drawn) continue;
      sentence.drawn = drawn;
      if (sentence.side === "source") sentence.node.replaceChildren(...isolated(data.source, data.direction));
      else english(sentence.node, data);
    }
  }
}

const LEGEND = { approved: () => t("Approved"), open: () => t("Not approved yet"), rejected: () => t("Rejected") };
const spoken = (text) => el("span", { class: "spoken", lang: language, text });
const badge = (text) => el("span", { class: "badge", lang: language, text });
const spaced = (nodes) => nodes.flatMap((node, i) => (i ? [" ", node] : [node]));

// The text with its state: by its line, in words where it must not be read as news, and in words for who hears the page.
function english(node, data) {
  const missing = !data.target.trim();
  node.dataset.status = missing ? "missing" : isApproved(data.status) ? "approved" : data.status === "rejected" ? "rejected" : "open";
  if (missing) return node.replaceChildren(badge(t("Not translated yet")));
  const words = isolated(data.target, "ltr");
  if (data.status === "rejected") return node.replaceChildren(badge(t("Rejected")), " ", el("s", {}, ...words));
  return node.replaceChildren(...words, spoken(` (${isApproved(data.status) ? t("approved") : STATUS[data.status]})`));
}
