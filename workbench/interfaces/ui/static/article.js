// The article in the middle of the page: its head, its sentences, and what keys and commands do with them.

import { api } from "./api.js";
import { Bulk } from "./bulk.js";
import { Compare } from "./compare.js";
import { Cuts } from "./cuts.js";
import { dialogIsOpen } from "./dialog.js";
import { bringIntoView, el, hide } from "./dom.js";
import { addressOf, FilterBar, isFiltered, NO_FILTER, readFilter, testOf } from "./filters.js";
import { Finder } from "./find.js";
import { handOn } from "./heirs.js";
import { kept } from "./kept.js";
import { commandFor, isAllowed } from "./keys.js";
import { Links } from "./links.js";
import { Live } from "./live.js";
import { openKeys, openNumber, openPalette } from "./palette.js";
import { Reader } from "./read.js";
import { openRemoval } from "./remove.js";
import { Row } from "./row.js";
import { Spellings } from "./spellings.js";
import { isApproved } from "./status.js";
import { Summary } from "./summary.js";
import { language, t } from "./texts.js";
import { Translating } from "./translating.js";
import { Pasts } from "./undo.js";

const SPELLINGS_MS = 1500;
const FIRST = 5; // sentences: about as many as a screen has; those below it come a moment later
const SLICE = 60;
const SLICE_MS = 20; // between slices the browser draws, and hears what the reader does
const ORDERS = { reading: t("Reading order"), worst: t("Worst first") };
const LANGUAGES = { ar: t("Arabic"), ur: t("Urdu"), hi: t("Hindi") };
export class Article {
  constructor(root, jobs, hooks) {
    this.root = root;
    this.hooks = hooks; // { changed(article), nameOrAsk(), announce(text), notice(text), add() }
    this.rows = [];
    this.waiting = []; // blocks that are still to be drawn
    this.filter = NO_FILTER;
    this.pasts = new Pasts(this);
    this.live = new Live(this, jobs);
    this.translating = new Translating(this, jobs);
    this.compare = new Compare(this, jobs);
    this.links = new Links(root);
    this.reader = new Reader(this);
    addEventListener("wb:signed-in", () => this.settle());
    root.addEventListener("focusin", (event) => { this.lastRow = this.rowOf(event.target) || this.lastRow; });
    document.addEventListener("keydown", (event) => this.key(event));
  }

  get id() { return this.data && this.data.id; }
  announce(text) { this.hooks.announce(text); }
  notice(text) { this.hooks.notice(text); }
  nameOrAsk() { return this.hooks.nameOrAsk(); }
  unsaved() { return this.rows.some((row) => row.unsaved()) || Boolean(this.summary?.unsaved()); }

  async open(id) {
    const [data, formats] = await Promise.all([api.article(id), this.formats || api.formats()]);
    this.formats = formats;
    const again = data.id === this.id;
    this.asked = id; // as the address names it
    this.filter = readFilter(location.search);
    this.reader.readAddress(location.search);
    if (!again) {
      this.live.stop(); // news of the article before are no news of this one
      [this.bulk, this.cuts, this.finder, this.lastRow] = [new Bulk(this), new Cuts(this), new Finder(this), null];
    }
    const fromTheTop = !again && !location.hash && !isFiltered(this.filter) && this.order !== "worst" && !this.reader.on;
    this.show(data, fromTheTop ? FIRST : Infinity);
    if (!again && !this.showPlace()) scrollTo(0, 0);
    if (!(await this.drawRest())) return;
    this.live.follow(this.id);
    this.translating.jobs.refresh();
  }

  // The sentences of a long article that are out of sight, made bit by bit and put there at once: Chromium's autofill looks
  // at new fields, and lays out those out of sight for it, but leaves a page with hundreds of them alone. False where
  // another article came meanwhile.
  async drawRest() {
    const { data } = this;
    if (!this.waiting.length) return true;
    while (this.waiting.length) {
      await new Promise((done) => setTimeout(done, SLICE_MS));
      if (this.data !== data) return this.id === data.id; // shown anew meanwhile, and whole
      this.make(SLICE);
    }
    this.list.append(...this.reading.filter((node) => !node.isConnected));
    this.list.removeAttribute("aria-busy");
    this.refresh();
    this.applyOrder();
    this.applyFilter();
    this.spellings.refresh();
    return true;
  }

  // Whether the address means the article that is on the screen.
  isAt(address) {
    const search = new URLSearchParams(address.search);
    return this.isShown() && search.get("view") !== "dashboard" && [this.asked, this.id].includes(search.get("article"));
  }

  isShown() { return Boolean(this.list?.isConnected) && !this.root.hidden; }

  // The view, the filter and the place that the address names, when it changed without another article.
  followAddress() {
    this.reader.readAddress(location.search);
    if (!this.reader.on) this.filter = readFilter(location.search); // the rows keep theirs while the article is read
    this.reader.show();
    this.applyFilter();
    this.showPlace();
  }

  // The sentence that the address names, even where the filter leaves it out.
  showPlace() {
    const row = this.rows.find((r) => `#${r.node.id}` === location.hash);
    if (!row) return false;
    row.node.hidden = false;
    bringIntoView(row.node);
    return true;
  }

  addressOf(row) { return addressOf(this.id, this.filter, row ? `#${row.node.id}` : ""); }

  show(data, first = Infinity) {
    const place = data.id === this.id ? this.place() : () => {};
    handOn(data.id === this.id ? this.rows : [], data);
    for (const row of this.rows) row.retire();
    this.data = data;
    this.rows = [];
    this.order = this.order || "reading";
    this.bar = new FilterBar(this);
    this.spellings = new Spellings(this);
    this.summary = new Summary(this);
    this.root.replaceChildren(this.head(), el("div", { class: "columns" }, this.summary.node, this.sentences(first), this.reader.node));
    document.title = `${data.title} – ${t("Translation workbench")}`;
    this.refresh();
    this.applyOrder();
    this.applyFilter();
    this.reader.show();
    if (!this.waiting.length) this.spellings.refresh();
    this.live.draw();
    this.translating.draw();
    place();
  }

  // Where the reader is and what is open there, to be put back when the rows are drawn anew.
  place() {
    const top = scrollY;
    const open = [...this.list.querySelectorAll("li.row details[open]")].map((node) => [this.rowOf(node), node.classList[0]]);
    const unfolded = [...this.list.querySelectorAll(".folded details[open]")].map((node) => node.parentElement.dataset.block);
    const row = this.rows.find((r) => r.text === document.activeElement);
    const [start, end] = row ? [row.text.selectionStart, row.text.selectionEnd] : [];
    const heirOf = (old) => this.rows.find((r) => r.data.id === (this.data.heirs[old.data.id] ?? old.data.id));
    return () => {
      for (const [old, name] of open) heirOf(old)?.node.querySelector(`details.${name}`)?.setAttribute("open", "");
      for (const id of unfolded) this.list.querySelector(`.folded[data-block="${CSS.escape(id)}"] details`)?.setAttribute("open", "");
      scrollTo(0, top);
      const same = row && heirOf(row);
      if (!same) return;
      same.text.focus({ preventScroll: true });
      same.text.setSelectionRange(start, end);
    };
  }

  // Shows this where an article was.
  leave(...nodes) {
    this.live.stop();
    this.root.replaceChildren(...nodes);
  }

  // --- head ---

  head() {
    const d = this.data;
    this.heading = el("h1", { dir: "auto" });
    this.count = el("span", { class: "count" });
    this.meter = el("progress", { max: 1, value: 0, "aria-label": t("Sentences approved") });
    this.job = el("div", { class: "job", role: "status" });
    const languages = el("select", { "aria-label": t("Language of the article"), onchange: (e) => this.setLanguage(e.target.value) },
      ...Object.entries({ ...LANGUAGES, ...(LANGUAGES[d.language] ? {} : { [d.language]: d.language_name }) })
        .map(([tag, name]) => el("option", { value: tag, text: name, selected: tag === d.language })));
    this.orders = el("select", { "aria-label": t("Order of the sentences"), class: "order", onchange: (e) => this.setOrder(e.target.value) },
      ...Object.entries(ORDERS).map(([key, label]) => el("option", { value: key, text: label, selected: key === this.order })));
    return el("header", { class: "article-head" },
      el("p", { class: "file" }, el("bdi", { text: d.name })),
      this.heading,
      el("p", { class: "source-title", lang: d.language, dir: d.direction, text: d.title }),
      d.preview && el("p", { class: "preview-notice", role: "note" },
        el("strong", { text: t("Preview model: do not brief from this text.") }),
        ` ${t("It invents names and clauses. Check every sentence against its source.")}`),
      el("div", { class: "tools" }, this.reader.views, this.meter, this.count, el("label", { class: "needs-review" }, `${t("Language")} `, languages), el("label", {}, `${t("Show")} `, this.bar.show), this.bar.more, el("label", {}, `${t("Order")} `, this.orders),
        el("button", { type: "button", class: "button translate needs-review", text: t("Translate"), onclick: () => this.translate() }),
        this.exportMenu(), ...this.windowButtons()),
      this.bar.line, this.bulk.line, this.cuts.line, this.switchedOff(), this.job);
  }

  // Checks that somebody switched off for every article: silence must not go unseen.
  switchedOff() {
    return el("div", { class: "switched-off" }, ...this.data.switched_off.map((check) => el("p", { class: "hint" }, `${t("The check of {check} is switched off in this workspace.", { check: t(check) })} `,
      el("button", { type: "button", class: "button small needs-manage", text: t("Switch it on"), onclick: () => this.switchCheck(check, "hear") }))));
  }

  async switchCheck(check, action) {
    if (!this.nameOrAsk()) return;
    await this.settle();
    await this.attempt(async () => { await api.switchCheck(check, action, kept.name()); await this.open(this.id); this.hooks.changed(this); });
  }

  exportMenu() {
    const links = (all) => this.formats.map((f) => el("li", {},
      el("a", { href: api.exportPath(this.id, f.name, all), text: f.name.toUpperCase(), title: t(f.description), class: "export", data: { format: f.name, all }, onclick: (event) => this.exportable(event, all) }), ` ${t(f.description)}`));
    return (this.exports = el("details", { class: "menu" }, el("summary", { class: "button", text: t("Export") }), el("div", { class: "menu-body" },
      el("p", {}, el("strong", { text: t("Approved sentences only") })), el("ul", {}, ...links(false)),
      el("p", {}, el("strong", { text: t("Everything, unreviewed sentences marked") })), el("ul", {}, ...links(true)))));
  }

  openExport() {
    this.exports.open = true;
    this.exports.querySelector("a").focus();
  }

  // A link to a refusal would take the page away.
  exportable(event, all) {
    if (all || this.rows.some((row) => isApproved(row.data.status))) return;
    const worded = [...this.summary.node.querySelectorAll("li[data-status]")].some((item) => isApproved(item.dataset.status));
    if (worded && event.currentTarget.dataset.format !== "csv") return; // a table has sentences only
    event.preventDefault();
    const text = t("No sentence is approved yet: approve some first, or choose from “Everything” below.");
    this.job.replaceChildren(el("p", { class: "failed", dir: "auto", text }));
  }

  windowButtons() {
    const button = (text, onclick) => el("button", { type: "button", class: "button", text, onclick });
    return [button(t("Find and replace"), () => this.openFinder()), button(t("Other models"), () => this.openCompare()), button(t("Commands"), () => this.openPalette(null)), button(t("Keys"), () => this.openKeys()),
      el("button", { type: "button", class: "button needs-manage", text: t("Remove"), onclick: () => openRemoval(this) })];
  }

  openFinder() { this.finder.open(); }
  openKeys() { openKeys(); }
  openNumber() { openNumber(this); }
  openPalette(row) { openPalette(this, row || this.rows.find((r) => r === this.lastRow)); }

  // To a sentence, and there to a place in its text.
  goTo(row, at = null) {
    if (this.reader.on) this.reader.leave(row);
    row.node.hidden = false; // even where the filter leaves it out
    bringIntoView(row.node);
    row.text.focus({ preventScroll: true });
    if (at !== null) row.text.setSelectionRange(at, at);
    this.links.flash(row.data.id);
  }

  showInSummary(row) { this.summary.focus(row); }

  // --- sentences ---

  sentences(first) {
    const rows = new Map();
    for (const row of this.data.rows) rows.set(row.block, [...(rows.get(row.block) || []), row]);
    this.waiting = this.data.blocks.map((block) => () => (block.folded ? [this.folded(block)] : this.block(rows.get(block.id) || [])));
    this.reading = [];
    this.list = el("ol", { class: "rows" });
    this.make(first);
    this.list.append(...this.reading);
    if (this.waiting.length) this.list.setAttribute("aria-busy", "true");
    this.empty = el("div", { class: "empty", hidden: true }, el("p", { class: "hint", text: t("No sentence matches this filter.") }),
      el("button", { type: "button", class: "button", text: t("Show all sentences"), onclick: () => this.showAll() }));
    return this.grid = el("section", { class: "sentences", "aria-label": t("Sentences") }, this.live.line, this.live.again,
      el("div", { class: "column-heads", "aria-hidden": "true" }, el("span"), el("span", { text: t(this.data.language_name), dir: this.data.direction }), el("span", { text: t("English") })),
      this.list, this.empty);
  }

  // Makes what waits, in reading order, until there are so many sentences more.
  make(sentences) {
    const enough = this.rows.length + sentences;
    while (this.waiting.length && this.rows.length < enough) this.reading.push(...this.waiting.shift()());
  }

  block(rows) {
    return rows.map((data, i) => {
      const row = new Row(data, this);
      if (i === 0) row.node.classList.add("first-of-block");
      if (i === rows.length - 1) row.node.classList.add("last-of-block");
      this.rows.push(row);
      return row.node;
    });
  }

  folded(block) {
    return el("li", { class: "folded", data: { block: block.id } }, el("details", {},
      el("summary", {}, el("span", { text: `${t("Folded: {reason}", { reason: block.reason ? t(block.reason) : t("by a reviewer") })} ` }), el("bdi", { class: "peek", lang: block.language, dir: block.direction, text: block.text.slice(0, 60) })),
      el("p", { lang: block.language, dir: block.direction, text: block.text }),
      el("button", { type: "button", class: "button unfold needs-review", text: t("Bring back into the article"), onclick: () => this.fold(block.id, "paragraph") })));
  }

  async fold(block, kind) {
    if (!this.nameOrAsk()) return;
    await this.settle();
    await this.attempt(async () => {
      this.show(await api.fold(this.id, block, { kind, by: kept.name() }));
      const row = this.rows.find((r) => r.data.block === block) || this.rows[0];
      if (row) row.text.focus({ preventScroll: true });
      if (this.rows.some((row) => !row.data.machine && !row.data.target)) await this.translate();
    });
  }

  applyOrder() {
    const worst = this.order === "worst";
    const place = (row) => (worst ? [isApproved(row.data.status) ? 1 : 0, row.trust(), row.data.number] : [row.data.number]);
    const places = new Map(this.rows.map((row) => [row, place(row)]));
    this.rows.sort((a, b) => places.get(a).map((x, i) => x - places.get(b)[i]).find((d) => d !== 0) ?? 0);
    this.list.classList.toggle("worst-first", worst);
    if (worst) this.list.append(...this.rows.map((row) => row.node));
    else if (this.sorted) this.list.replaceChildren(...this.reading);
    this.sorted = worst;
  }

  setOrder(order) {
    this.order = this.orders.value = order;
    this.applyOrder();
    this.applyFilter();
  }

  changeOrder() {
    this.setOrder(this.order === "worst" ? "reading" : "worst");
    this.notice(ORDERS[this.order]);
  }

  // --- filter ---

  setFilter(change) {
    const [before, after] = [this.filter, { ...this.filter, ...change }].map((filter) => addressOf(this.id, filter));
    this.filter = { ...this.filter, ...change };
    if (after !== before) history.pushState(null, "", after);
    this.applyFilter();
  }

  showAll() {
    this.setFilter(NO_FILTER);
    this.bar.focus(); // the button that was pressed is gone
  }

  matching() {
    const test = testOf(this.filter);
    return this.rows.filter((row) => test(row.data));
  }

  applyFilter(sparing = null) {
    const test = testOf(this.filter);
    for (const row of this.rows) hide(row.node, !test(row.data) && !row.node.contains(sparing));
    for (const node of this.root.querySelectorAll(".folded")) hide(node, isFiltered(this.filter) || this.order !== "reading");
    hide(this.empty, this.rows.some((row) => !row.node.hidden));
    this.bar.refresh();
  }

  refresh() {
    const rows = this.waiting.length ? this.data.rows.filter((row) => row.number) : this.rows.map((row) => row.data); // all, drawn or not
    const approved = rows.filter((row) => isApproved(row.status)).length;
    const findings = rows.filter((row) => row.findings.length).length;
    const titles = rows.filter((row) => row.kind === "title");
    const title = (titles.length ? titles : rows.slice(0, 1)).map((row) => row.target).join(" ");
    this.heading.textContent = title.trim() || t("Not translated yet");
    this.heading.lang = title.trim() ? "en" : language;
    this.meter.max = rows.length || 1;
    this.meter.value = approved;
    this.count.textContent = t("{approved} of {all} approved, {findings} with findings", { approved, all: rows.length, findings });
    this.summary.refresh();
    this.reader.refresh();
  }

  changed(row) {
    if (!this.rows.includes(row) || this.busy) return;
    this.refresh();
    this.applyFilter(document.activeElement); // no row vanishes from under the reviewer's hands
    this.hooks.changed(this, row);
    clearTimeout(this.spellingsTimer);
    this.spellingsTimer = setTimeout(() => this.spellings.refresh(), SPELLINGS_MS);
  }

  // Many steps, after which the page is brought up to date once.
  async atOnce(work) {
    this.busy = true;
    try { await work(); } finally { this.busy = false; }
    if (this.rows.length) this.changed(this.rows[0]);
  }

  // --- keys ---

  rowOf(node) {
    const item = node?.closest?.("li.row, .sentence");
    return item && this.rows.find((row) => row.data.id === item.dataset.id);
  }

  key(event) {
    if (event.defaultPrevented || dialogIsOpen() || !this.isShown()) return;
    const command = commandFor(event);
    if (!command || (this.reader.on && !command.reads)) return;
    event.preventDefault();
    if (!event.repeat || command.repeats) this.run(command, this.rowOf(event.target));
  }

  run(command, row) {
    if (!isAllowed(command)) return this.notice(t("Readers read and export: this is for reviewers."));
    if (this.reader.on && !command.reads) this.reader.leave(row ?? null);
    if (command.row && !row) return this.notice(t("“{command}” is for a sentence: place the cursor in one first.", { command: command.label }));
    this.pasts.see(row);
    command.run(this, row);
    return this.pasts.see(row);
  }

  approveAndGoOn(row) {
    if (!this.nameOrAsk()) return;
    row.approve();
    this.move(row, 1, (r) => r !== row && !isApproved(r.data.status), true);
  }

  move(from, direction, wanted = () => true, wrap = false) {
    const start = from ? this.rows.indexOf(from) : direction > 0 ? -1 : this.rows.length;
    const order = direction > 0 ? this.rows.slice(start + 1) : this.rows.slice(0, Math.max(start, 0)).reverse();
    if (wrap) order.push(...this.rows.slice(0, Math.max(start, 0)));
    const next = order.find((row) => !row.node.hidden && wanted(row));
    if (next) { next.text.focus({ preventScroll: true }); next.node.scrollIntoView({ block: "nearest" }); }
    else this.announce(wrap ? t("Every sentence shown is approved.") : t("No further sentence."));
  }

  // --- translating ---

  async setLanguage(language) {
    await this.settle();
    await this.attempt(async () => { await api.setLanguage(this.id, language); await this.open(this.id); await this.translate(); });
  }

  translate() { return this.translating.start(); }
  openCompare(row = null) { return this.compare.open(row); }

  // Waits until nothing typed is on its way, before the rows are drawn anew.
  async settle() { await Promise.all([...this.rows.map((row) => row.save()), this.summary?.queue]); }

  async attempt(work) {
    try { await work(); } catch (error) { this.announce(error.message); this.job.replaceChildren(el("p", { class: "failed", dir: "auto", text: error.message })); }
  }
}
