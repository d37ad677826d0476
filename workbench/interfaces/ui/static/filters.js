// Which sentences are shown: by state or finding, by who touched them, by confidence, by when they changed. The choice stands
// in the address, so that a link leads to it and the browser's back button takes it back.

import { el } from "./dom.js";
import { isApproved } from "./status.js";
import { count, t } from "./texts.js";

const HOUR_MS = 3_600_000;
export const NO_FILTER = Object.freeze({ show: "all", by: "", below: null, since: "" });
const STATES = {
  all: [t("All sentences"), () => true],
  open: [t("Not approved"), (data) => !isApproved(data.status)],
  findings: [t("With findings"), (data) => data.findings.length > 0],
  errors: [t("With errors"), (data) => data.findings.some((f) => f.severity === "error")],
  unreviewed: [t("Not reviewed"), (data) => data.status === "unreviewed"],
  edited: [t("Edited, not approved"), (data) => data.status === "edited"],
  rejected: [t("Rejected"), (data) => data.status === "rejected"],
  approved: [t("Approved"), (data) => isApproved(data.status)],
};
const SINCE = { "": t("At any time"), hour: t("In the last hour"), today: t("Today"), date: t("Since a date…") };
const DAY = /^\d{4}-\d{2}-\d{2}$/;

// --- the filter as a value ---

// What the address asks for. What it says wrongly is left out: a link from elsewhere must still open the article.
export function readFilter(search) {
  const { show, by, below, since } = Object.fromEntries(new URLSearchParams(search));
  return {
    show: show in STATES || /^check:./.test(show) ? show : NO_FILTER.show,
    by: by || "",
    below: isConfidence(below) ? Number(below) : null,
    since: ["hour", "today"].includes(since) || DAY.test(since) ? since : "",
  };
}

// The address of the article with its filter, and with a place in it.
export function addressOf(article, filter, hash = "") {
  const search = new URLSearchParams({ article });
  for (const [name, value] of Object.entries(filter)) if (value !== NO_FILTER[name]) search.set(name, value);
  return `?${search}${hash}`;
}

export const isConfidence = (text) => /^\d{1,3}$/.test(text) && text >= 1 && text <= 100;
export const isFiltered = (filter) => Object.keys(NO_FILTER).some((name) => filter[name] !== NO_FILTER[name]);

// The test that a filter puts to what is known of a sentence.
export function testOf(filter, now = Date.now()) {
  const state = STATES[filter.show]?.[1] ?? ((data) => data.findings.some((f) => `check:${f.check}` === filter.show));
  const from = startOf(filter.since, now);
  return (data) => state(data)
    && (!filter.by || data.history.some((step) => step.by === filter.by))
    && (filter.below === null || (data.confidence !== null && data.confidence < filter.below))
    && (from === null || data.history.some((step) => Date.parse(step.at) >= from));
}

function startOf(since, now) {
  if (!since) return null;
  if (since === "hour") return now - HOUR_MS;
  if (since === "today") return new Date(now).setHours(0, 0, 0, 0);
  return Date.parse(`${since}T00:00`);
}

// The filter in words, one for each thing that it asks.
export function wordsOf(filter) {
  const state = STATES[filter.show]?.[0] ?? t("Finding: {check}", { check: t(filter.show.slice("check:".length)) });
  return [
    filter.show !== NO_FILTER.show && state,
    filter.by && t("touched by {who}", { who: filter.by }),
    filter.below !== null && t("confidence below {n}", { n: filter.below }),
    filter.since && t("changed: {when}", { when: SINCE[filter.since] ?? t("since {day}", { day: filter.since }) }),
  ].filter(Boolean);
}

// --- its controls ---

export class FilterBar {
  constructor(article) {
    this.article = article; // { rows, filter, setFilter(change) }
    this.show = el("select", { "aria-label": t("Which sentences to show"), class: "filter", onchange: (event) => article.setFilter({ show: event.target.value }) });
    this.by = el("select", { id: "wb-filter-by", onchange: (event) => article.setFilter({ by: event.target.value }) });
    this.below = el("input", { id: "wb-filter-below", type: "text", inputmode: "numeric", autocomplete: "off", onchange: () => this.setBelow() });
    this.belowTold = el("p", { class: "hint", role: "status" });
    this.since = el("select", { id: "wb-filter-since", onchange: (event) => this.setSince(event.target.value) });
    this.day = el("input", { type: "date", "aria-label": t("Changed since this date"), onchange: (event) => DAY.test(event.target.value) && article.setFilter({ since: event.target.value }) });
    this.summary = el("summary", { class: "button" });
    this.more = el("details", { class: "menu filters" }, this.summary, el("div", { class: "menu-body" },
      el("label", { for: "wb-filter-by", text: t("Touched by") }), this.by,
      el("label", { for: "wb-filter-below", text: t("Confidence below") }), this.below, this.belowTold,
      el("label", { for: "wb-filter-since", text: t("Changed") }), this.since, this.day));
    this.told = el("span", { role: "status" });
    this.clear = el("button", { type: "button", class: "button small", text: t("Clear the filter"), onclick: () => article.showAll() });
    this.bulk = el("button", { type: "button", class: "button small approve-shown needs-review", onclick: () => article.bulk.ask() });
    this.line = el("div", { class: "filter-line" }, this.told, this.clear, this.bulk);
  }

  focus() { this.show.focus(); }

  setBelow() {
    const text = this.below.value.trim();
    if (text && !isConfidence(text)) this.belowTold.textContent = t("“{text}” is no confidence: type a number from 1 to 100.", { text });
    else this.article.setFilter({ below: text ? Number(text) : null });
  }

  setSince(chosen) {
    const today = new Date();
    const day = [today.getFullYear(), today.getMonth() + 1, today.getDate()].map((part) => String(part).padStart(2, "0")).join("-");
    this.article.setFilter({ since: chosen === "date" ? day : chosen });
  }

  // Each choice with how many sentences it would show beside what else is chosen.
  refresh() {
    const { filter } = this.article;
    const rows = this.article.rows.map((row) => row.data);
    const but = (change) => rows.filter(testOf({ ...filter, ...change }));
    this.refreshStates(filter, but({ show: "all" }));
    this.refreshPeople(filter, rows, but({ by: "" }));
    this.refreshNumbers(filter, rows, but);
    this.refreshLine(filter, rows);
  }

  refreshStates(filter, rows) {
    const found = {};
    for (const data of rows) for (const check of new Set(data.findings.map((f) => f.check))) found[`check:${check}`] = (found[`check:${check}`] || 0) + 1;
    if (filter.show.startsWith("check:")) found[filter.show] ??= 0;
    fill(this.show, filter.show, [
      ...Object.entries(STATES).map(([value, [text, keep]]) => [value, `${text} (${rows.filter(keep).length})`]),
      ...Object.keys(found).sort().map((value) => [value, `${t("Finding: {check}", { check: t(value.slice("check:".length)) })} (${found[value]})`]),
    ]);
  }

  refreshPeople(filter, all, rows) {
    const touched = (name) => rows.filter((data) => data.history.some((step) => step.by === name)).length;
    const names = new Set(all.flatMap((data) => data.history.map((step) => step.by)));
    if (filter.by) names.add(filter.by);
    fill(this.by, filter.by, [["", `${t("Anybody or nobody")} (${rows.length})`], ...[...names].sort().map((name) => [name, `${name} (${touched(name)})`])]);
  }

  refreshNumbers(filter, rows, but) {
    if (document.activeElement !== this.below) this.below.value = filter.below ?? "";
    const known = rows.filter((data) => data.confidence !== null).length;
    this.belowTold.textContent = known ? t("{n} of {all} sentences have one, from 0 to 100.", { n: known, all: rows.length }) : t("No sentence here has one.");
    const kind = DAY.test(filter.since) ? "date" : filter.since;
    const counted = (value, text) => (value === "date" ? text : `${text} (${but({ since: value }).length})`);
    fill(this.since, kind, Object.entries(SINCE).map(([value, text]) => [value, counted(value, text)]));
    this.day.hidden = kind !== "date";
    if (kind === "date") this.day.value = filter.since;
  }

  refreshLine(filter, rows) {
    const words = wordsOf(filter);
    const shown = rows.filter(testOf(filter)).length;
    const text = words.length ? t("{n} of {all} sentences shown: {filter}", { n: shown, all: rows.length, filter: words.join("; ") }) : "";
    if (this.told.textContent !== text) this.told.textContent = text;
    const more = words.length - (filter.show === NO_FILTER.show ? 0 : 1);
    this.summary.textContent = more ? t("More filters ({n})", { n: more }) : t("More filters");
    const ready = this.article.bulk.candidates().length || this.article.bulk.candidates(true).length;
    this.bulk.textContent = count(ready, "Approve the {n} sentence shown…", "Approve the {n} sentences shown…");
    this.bulk.hidden = !ready;
    this.line.hidden = !words.length;
  }
}

// Drawn anew only where something changed: a list of choices that is open would close.
function fill(select, chosen, choices) {
  const drawn = JSON.stringify([chosen, choices]);
  if (select.drawn === drawn) return;
  select.drawn = drawn;
  select.replaceChildren(...choices.map(([value, text]) => el("option", { value, text, selected: value === chosen })));
}
