// The dashboard: where the work of the workspace stands, in charts with the same figures in tables. It changes nothing.

import { api } from "./api.js";
import { columnChart, patterns, stackedBar, swatch } from "./charts.js";
import { clock, el } from "./dom.js";

const VERDICTS = { approved: "approved", corrected: "corrected and approved", rejected: "rejected", open: "open" };
const STEPS = { approved: "approvals", rejected: "rejections", edited: "texts saved", other: "other steps" };
const FOUND = { errors: "errors", warnings: "warnings", silenced: "silenced" };

const count = (number) => number.toLocaleString("en");
const percent = (part, whole) => (whole ? `${Math.floor((100 * part) / whole)} %` : "–");
const parts = (of, kinds) => Object.keys(kinds).map((kind) => [kind, of[kind]]);
const inWords = (of, kinds) => Object.entries(kinds).map(([kind, label]) => `${of[kind]} ${label}`).join(", ");
const sum = (of, kinds) => Object.keys(kinds).reduce((all, kind) => all + of[kind], 0);

function duration(seconds) {
  const minutes = Math.round(seconds / 60);
  if (seconds < 60) return `${Math.round(seconds)} s`;
  return minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${String(minutes % 60).padStart(2, "0")} min`;
}

export class Dashboard {
  constructor(root, hooks) {
    this.root = root;
    this.hooks = hooks; // { go(address), announce(text) }
    this.heading = el("h1", { tabindex: -1, text: "Dashboard" });
    this.time = el("span", { class: "figures-time" });
    this.refreshButton = el("button", { type: "button", class: "button", text: "Refresh", onclick: () => this.refresh() });
    this.body = el("div", {});
    root.replaceChildren(
      el("header", { class: "article-head" }, this.heading, el("div", { class: "tools" }, this.time, this.refreshButton,
        ...["csv", "json"].map((format) => el("a", { class: "button", href: api.dashboardExportPath(format), download: true, text: `Export ${format.toUpperCase()}` })))),
      patterns(), this.body);
  }

  async open() {
    document.title = "Dashboard – Translation workbench";
    await this.load();
  }

  async refresh() {
    if (await this.load()) this.hooks.announce(`Refreshed: ${this.time.textContent}`);
  }

  // Whether the figures came.
  async load() {
    this.time.textContent = "Gathering the figures…"; // after a start the checks take a while
    try {
      this.show(await api.dashboard());
      return true;
    } catch (error) {
      this.time.textContent = "";
      this.body.replaceChildren(el("p", { class: "failed", role: "alert", text: `${error.message} Choose Refresh to try again.` }));
      return false;
    }
  }

  show(figures) {
    this.figures = figures;
    this.time.textContent = `Figures of ${new Date(figures.made_at).toLocaleString([], { dateStyle: "medium", timeStyle: "medium" })}`;
    const leftOut = figures.left_out.map((each) => el("p", { class: "failed" }, el("bdi", { text: each.id }), " is left out: ", el("bdi", { text: each.why })));
    if (!figures.articles.length) {
      this.body.replaceChildren(...leftOut, el("p", { text: leftOut.length ? "No article can be read." : "No articles yet: add articles in the side bar, or run “workbench run” in a terminal." }));
      return;
    }
    this.body.replaceChildren(...leftOut, this.progress(), el("div", { class: "figures-pair" }, this.days(), this.reviewers(), this.models(), this.findings()), this.waiting());
  }

  // --- what sections are made of ---

  section(heading, ...children) {
    const id = `figures-${heading.toLowerCase().replaceAll(/[^a-z]+/g, "-")}`;
    return el("section", { class: "figures", "aria-labelledby": id }, el("h2", { id, text: heading }), ...children);
  }

  legend(kinds) {
    return el("ul", { class: "legend" }, ...Object.entries(kinds).map(([kind, label]) => el("li", {}, swatch(kind), label)));
  }

  // `head` names the columns, those of numbers with a # before; the first cell of a row is its heading.
  table(caption, head, rows) {
    const isNumber = head.map((name) => name.startsWith("#"));
    const cell = (content, at) => el(at ? "td" : "th", { scope: at ? null : "row", class: isNumber[at] ? "number-cell" : null }, typeof content === "number" ? count(content) : content);
    return el("div", { class: "figures-scroll", tabindex: 0, role: "region", "aria-label": caption }, el("table", {}, el("caption", { text: caption }),
      el("thead", {}, el("tr", {}, ...head.map((name, at) => el("th", { scope: "col", class: isNumber[at] ? "number-cell" : null, text: name.replace("#", "") })))),
      el("tbody", {}, ...rows.map((row) => el("tr", {}, ...row.map(cell))))));
  }

  link(address, ...children) {
    return el("a", { href: address, onclick: (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      this.hooks.go(address);
    } }, ...children);
  }

  articleLink(id, title, language) {
    return this.link(`?article=${encodeURIComponent(id)}`, el("bdi", { class: "source-text", lang: language, text: title }));
  }

  // --- sections ---

  progress() {
    const all = this.figures.totals;
    const told = `${count(all.approved + all.corrected)} of ${count(all.sentences)} sentences approved (${percent(all.approved + all.corrected, all.sentences)}), ${count(all.words_approved)} of ${count(all.words)} source words. ${count(all.rejected)} rejected, ${count(all.open)} open.`;
    const row = (a) => [this.articleLink(a.id, a.title, a.language), stackedBar(parts(a, VERDICTS), a.sentences, inWords(a, VERDICTS)),
      a.sentences, a.translated, a.approved, a.corrected, a.rejected, a.open, a.words, a.words_approved];
    return this.section("Progress", el("p", { text: told }), stackedBar(parts(all, VERDICTS), all.sentences, `All articles: ${inWords(all, VERDICTS)}`), this.legend(VERDICTS),
      this.table("Sentences by article", ["Article", "Progress", "#Sentences", "#Translated", "#Approved", "#Corrected", "#Rejected", "#Open", "#Words", "#Words approved"], this.figures.articles.map(row)));
  }

  days() {
    const days = this.figures.days;
    const total = days.reduce((all, day) => all + sum(day, STEPS), 0);
    const caption = `Changes in the last ${days.length} days`;
    if (!total) return this.section("Last days", el("p", { text: `Nobody changed anything in the last ${days.length} days.` }));
    const busiest = days.reduce((best, day) => (sum(day, STEPS) > sum(best, STEPS) ? day : best));
    const said = `${caption}: ${total} in all, most on ${busiest.day} with ${sum(busiest, STEPS)}. The table below has each day.`;
    const columns = days.map((day) => ({ label: String(Number(day.day.slice(-2))), parts: parts(day, STEPS) }));
    return this.section("Last days", columnChart(columns, said), this.legend(STEPS),
      el("p", { class: "hint", text: "Days are those of UTC. Other steps: texts taken back, blocks folded, findings silenced, comments and the like." }),
      this.table(caption, ["Day", "#Approvals", "#Rejections", "#Texts saved", "#Other steps"], days.map((day) => [el("span", { class: "when", text: day.day }), day.approved, day.rejected, day.edited, day.other]).reverse()));
  }

  reviewers() {
    const { reviewers, longest_gap_seconds: gap } = this.figures;
    if (!reviewers.length) return this.section("Reviewers", el("p", { text: "Nobody has reviewed a sentence yet: open an article, type your name in the side bar, and approve with Ctrl+Enter." }));
    const row = (r) => [el("bdi", { text: r.name }), r.sentences, r.words, duration(r.active_seconds), r.words_an_hour ?? "–", el("span", { class: "when", text: clock(r.last) })];
    return this.section("Reviewers",
      el("p", { class: "hint", text: `Sentences and source words that a person approved or rejected, each counted once. Active time is the time between two saves of the same person: gaps over ${duration(gap)} are not counted as work. So the first sentence after a break has no time and is not in the words an hour, which need a minute of active time.` }),
      this.table("By reviewer", ["Reviewer", "#Sentences", "#Words", "#Active time", "#Words an hour", "Last step"], reviewers.map(row)));
  }

  models() {
    const { models } = this.figures;
    if (!models.length) return this.section("Models", el("p", { text: "No machine translation is approved yet: what people changed of it shows here once some is." }));
    const most = Math.max(100, ...models.map((m) => m.hter));
    const row = (m) => [el("bdi", { text: `${m.model} (${m.engine})` }), stackedBar([["effort", m.hter]], most, `${m.hter} edits per 100 words`), m.hter, m.edits, m.words, m.sentences];
    return this.section("Models",
      el("p", { class: "hint", text: "HTER: edits per 100 words of the approved English that the machine’s text needed; 0 where nothing was changed. Sentences that wait or were rejected are not in it." }),
      this.table("What reviewers changed, by model", ["Model", "Chart", "#HTER", "#Edits", "#Words", "#Sentences"], models.map(row)));
  }

  findings() {
    const { findings } = this.figures;
    if (!findings.length) return this.section("Findings", el("p", { text: "The checks find nothing in the English as it stands." }));
    const most = Math.max(...findings.map((f) => sum(f, FOUND)));
    const row = (f) => [f.check, stackedBar(parts(f, FOUND), most, inWords(f, FOUND)), f.errors, f.warnings, f.silenced];
    return this.section("Findings", this.legend(FOUND),
      el("p", { class: "hint", text: "In the English as it stands. Silenced: a person said that the finding is wrong, or the check is switched off." }),
      this.table("Findings by check", ["Check", "Chart", "#Errors", "#Warnings", "#Silenced"], findings.map(row)));
  }

  waiting() {
    const { waiting, totals } = this.figures;
    if (!waiting.length) return this.section("Waiting longest", el("p", { text: totals.translated < totals.sentences ? "No translated sentence waits. Some are not translated yet: open an article and choose Translate." : "Every sentence has been reviewed." }));
    const row = (w) => [
      this.link(`?article=${encodeURIComponent(w.article)}#n${w.number}`, el("bdi", { class: "source-text sentence", lang: w.language, text: w.source })), w.number, el("span", { class: "when", text: clock(w.since) }),
      el("bdi", { class: "source-text", lang: this.figures.articles.find((a) => a.id === w.article)?.language, text: w.title })];
    return this.section("Waiting longest", this.table("The oldest sentences without a verdict", ["Sentence", "#Number", "Translated", "Article"], waiting.map(row)));
  }
}
