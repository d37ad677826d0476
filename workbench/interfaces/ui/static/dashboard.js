// The dashboard: where the work of the workspace stands, in charts with the same figures in tables. It changes nothing.

import { api } from "./api.js";
import { columnChart, patterns, stackedBar, swatch } from "./charts.js";
import { clock, el } from "./dom.js";
import { count, locale, parts as put, t } from "./texts.js";

const VERDICTS = { approved: t("approved"), corrected: t("corrected and approved"), rejected: t("rejected"), open: t("open") };
const STEPS = { approved: t("approvals"), rejected: t("rejections"), edited: t("texts saved"), other: t("other steps") };
const FOUND = { errors: t("errors"), warnings: t("warnings"), silenced: t("silenced") };

const grouped = (number) => number.toLocaleString(locale);
const percent = (part, whole) => (whole ? `${Math.floor((100 * part) / whole)} %` : "–");
const parts = (of, kinds) => Object.keys(kinds).map((kind) => [kind, of[kind]]);
const inWords = (of, kinds) => Object.entries(kinds).map(([kind, label]) => `${of[kind]} ${label}`).join(", ");
const sum = (of, kinds) => Object.keys(kinds).reduce((all, kind) => all + of[kind], 0);

function duration(seconds) {
  const minutes = Math.round(seconds / 60);
  if (seconds < 60) return t("{n} s", { n: Math.round(seconds) });
  return minutes < 60 ? t("{n} min", { n: minutes }) : t("{hours} h {minutes} min", { hours: Math.floor(minutes / 60), minutes: String(minutes % 60).padStart(2, "0") });
}

let sections = 0;

export class Dashboard {
  constructor(root, hooks) {
    this.root = root;
    this.hooks = hooks; // { go(address), announce(text) }
    this.heading = el("h1", { tabindex: -1, text: t("Dashboard") });
    this.time = el("span", { class: "figures-time" });
    this.refreshButton = el("button", { type: "button", class: "button", text: t("Refresh"), onclick: () => this.refresh() });
    this.body = el("div", {});
    root.replaceChildren(
      el("header", { class: "article-head" }, this.heading, el("div", { class: "tools" }, this.time, this.refreshButton,
        ...["csv", "json"].map((format) => el("a", { class: "button", href: api.dashboardExportPath(format), download: true, text: t("Export {format}", { format: format.toUpperCase() }) })))),
      patterns(), this.body);
  }

  async open() {
    document.title = `${t("Dashboard")} – ${t("Translation workbench")}`;
    await this.load();
  }

  async refresh() {
    if (await this.load()) this.hooks.announce(t("Refreshed: {time}", { time: this.time.textContent }));
  }

  // Whether the figures came.
  async load() {
    this.time.textContent = t("Gathering the figures…"); // after a start the checks take a while
    try {
      this.show(await api.dashboard());
      return true;
    } catch (error) {
      this.time.textContent = "";
      this.body.replaceChildren(el("p", { class: "failed", dir: "auto", role: "alert", text: `${error.message} ${t("Choose Refresh to try again.")}` }));
      return false;
    }
  }

  show(figures) {
    this.figures = figures;
    this.time.textContent = t("Figures of {time}", { time: clock(figures.made_at, { dateStyle: "medium", timeStyle: "medium" }) });
    const leftOut = figures.left_out.map((each) => el("p", { class: "failed" }, ...put("{article} is left out: {why}", { article: el("bdi", { text: each.id }), why: el("bdi", { text: each.why }) })));
    if (!figures.articles.length) {
      this.body.replaceChildren(...leftOut, el("p", { text: leftOut.length ? t("No article can be read.") : t("No articles yet: add articles in the side bar, or run “workbench run” in a terminal.") }));
      return;
    }
    this.body.replaceChildren(...leftOut, this.progress(), el("div", { class: "figures-pair" }, this.days(), this.reviewers(), this.models(), this.findings()), this.waiting());
  }

  // --- what sections are made of ---

  section(heading, ...children) {
    const id = `figures-${++sections}`;
    return el("section", { class: "figures", "aria-labelledby": id }, el("h2", { id, text: heading }), ...children);
  }

  legend(kinds) {
    return el("ul", { class: "legend" }, ...Object.entries(kinds).map(([kind, label]) => el("li", {}, swatch(kind), label)));
  }

  // `head` names the columns, those of numbers with a # before; the first cell of a row is its heading.
  table(caption, head, rows) {
    const isNumber = head.map((name) => name.startsWith("#"));
    const cell = (content, at) => el(at ? "td" : "th", { scope: at ? null : "row", class: isNumber[at] ? "number-cell" : null }, typeof content === "number" ? grouped(content) : content);
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
    const told = t("{approved} of {sentences} sentences approved ({percent}), {words_approved} of {words} source words. {rejected} rejected, {open} open.", {
      ...Object.fromEntries(Object.entries(all).map(([name, number]) => [name, grouped(number)])), approved: grouped(all.approved + all.corrected), percent: percent(all.approved + all.corrected, all.sentences) });
    const row = (a) => [this.articleLink(a.id, a.title, a.language), stackedBar(parts(a, VERDICTS), a.sentences, inWords(a, VERDICTS)),
      a.sentences, a.translated, a.approved, a.corrected, a.rejected, a.open, a.words, a.words_approved];
    return this.section(t("Progress"), el("p", { text: told }), stackedBar(parts(all, VERDICTS), all.sentences, t("All articles: {figures}", { figures: inWords(all, VERDICTS) })), this.legend(VERDICTS),
      this.table(t("Sentences by article"), [t("Article"), t("Progress"), t("#Sentences"), t("#Translated"), t("#Approved"), t("#Corrected"), t("#Rejected"), t("#Open"), t("#Words"), t("#Words approved")], this.figures.articles.map(row)));
  }

  days() {
    const days = this.figures.days;
    const total = days.reduce((all, day) => all + sum(day, STEPS), 0);
    const caption = count(days.length, "Changes in the last day", "Changes in the last {n} days");
    if (!total) return this.section(t("Last days"), el("p", { text: count(days.length, "Nobody changed anything in the last day.", "Nobody changed anything in the last {n} days.") }));
    const busiest = days.reduce((best, day) => (sum(day, STEPS) > sum(best, STEPS) ? day : best));
    const said = t("{caption}: {total} in all, most on {day} with {most}. The table below has each day.", { caption, total, day: busiest.day, most: sum(busiest, STEPS) });
    const columns = days.map((day) => ({ label: String(Number(day.day.slice(-2))), parts: parts(day, STEPS) }));
    return this.section(t("Last days"), columnChart(columns, said), this.legend(STEPS),
      el("p", { class: "hint", text: t("Days are those of UTC. Other steps: texts taken back, blocks folded, findings silenced, comments and the like.") }),
      this.table(caption, [t("Day"), t("#Approvals"), t("#Rejections"), t("#Texts saved"), t("#Other steps")], days.map((day) => [el("span", { class: "when", text: day.day }), day.approved, day.rejected, day.edited, day.other]).reverse()));
  }

  reviewers() {
    const { reviewers, longest_gap_seconds: gap } = this.figures;
    if (!reviewers.length) return this.section(t("Reviewers"), el("p", { text: t("Nobody has reviewed a sentence yet: open an article, type your name in the side bar, and approve with Ctrl+Enter.") }));
    const row = (r) => [el("bdi", { text: r.name }), r.sentences, r.words, duration(r.active_seconds), r.words_an_hour ?? "–", el("span", { class: "when", text: clock(r.last) })];
    return this.section(t("Reviewers"),
      el("p", { class: "hint", text: t("Sentences and source words that a person approved or rejected, each counted once. Active time is the time between two saves of the same person: gaps over {gap} are not counted as work. So the first sentence after a break has no time and is not in the words an hour, which need a minute of active time.", { gap: duration(gap) }) }),
      this.table(t("By reviewer"), [t("Reviewer"), t("#Sentences"), t("#Words"), t("#Active time"), t("#Words an hour"), t("Last step")], reviewers.map(row)));
  }

  models() {
    const { models } = this.figures;
    if (!models.length) return this.section(t("Models"), el("p", { text: t("No machine translation is approved yet: what people changed of it shows here once some is.") }));
    const most = Math.max(100, ...models.map((m) => m.hter));
    const row = (m) => [el("bdi", { text: `${m.model} (${m.engine})` }), stackedBar([["effort", m.hter]], most, t("{n} edits per 100 words", { n: m.hter })), m.hter, m.edits, m.words, m.sentences];
    return this.section(t("Models"),
      el("p", { class: "hint", text: t("HTER: edits per 100 words of the approved English that the machine’s text needed; 0 where nothing was changed. Sentences that wait or were rejected are not in it.") }),
      this.table(t("What reviewers changed, by model"), [t("Model"), t("Chart"), t("#HTER"), t("#Edits"), t("#Words"), t("#Sentences")], models.map(row)));
  }

  findings() {
    const { findings } = this.figures;
    if (!findings.length) return this.section(t("Findings"), el("p", { text: t("The checks find nothing in the English as it stands.") }));
    const most = Math.max(...findings.map((f) => sum(f, FOUND)));
    const row = (f) => [t(f.check), stackedBar(parts(f, FOUND), most, inWords(f, FOUND)), f.errors, f.warnings, f.silenced];
    return this.section(t("Findings"), this.legend(FOUND),
      el("p", { class: "hint", text: t("In the English as it stands. Silenced: a person said that the finding is wrong, or the check is switched off.") }),
      this.table(t("Findings by check"), [t("Check"), t("Chart"), t("#Errors"), t("#Warnings"), t("#Silenced")], findings.map(row)));
  }

  waiting() {
    const { waiting, totals } = this.figures;
    if (!waiting.length) return this.section(t("Waiting longest"), el("p", { text: totals.translated < totals.sentences ? t("No translated sentence waits. Some are not translated yet: open an article and choose Translate.") : t("Every sentence has been reviewed.") }));
    const row = (w) => [
      this.link(`?article=${encodeURIComponent(w.article)}#n${w.number}`, el("bdi", { class: "source-text sentence", lang: w.language, text: w.source })), w.number, el("span", { class: "when", text: clock(w.since) }),
      el("bdi", { class: "source-text", lang: this.figures.articles.find((a) => a.id === w.article)?.language, text: w.title })];
    return this.section(t("Waiting longest"), this.table(t("The oldest sentences without a verdict"), [t("Sentence"), t("#Number"), t("Translated"), t("Article")], waiting.map(row)));
  }
}
