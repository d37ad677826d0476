// The translations that this server does, whoever asked for them: what runs, what waits and in which order, what ended.
// The server is asked again and again only while something runs or waits; that something came is told by the stream of news.

import { api } from "./api.js";
import { el } from "./dom.js";
import { refusal } from "./refusals.js";
import { count, parts, t } from "./texts.js";

const POLL_MS = 500;
const AGAIN_MS = 2000;
const isActive = (job) => ["queued", "running"].includes(job.state);

// A model as a reader knows it: of a folder, the last part of its path.
export const modelName = (name) => name.split(/[\\/]/).at(-1);

export class Jobs {
  constructor(hooks) {
    this.hooks = hooks; // { open(id), announce(text) }
    this.all = [];
    this.titles = new Map();
    this.listeners = [];
    this.items = new Map(); // id → what stands in the list: drawn once, or its button could not be pressed
    this.heading = el("h2", { text: t("Translations") });
    this.active = el("ul", { class: "jobs-active", "aria-label": t("Translations that run or wait") });
    this.summary = el("summary");
    this.ended = el("ul");
    this.past = el("details", { class: "jobs-ended" }, this.summary, this.ended);
    this.node = el("section", { class: "jobs", "aria-label": t("Translations"), hidden: true }, this.heading, this.active, this.past);
  }

  listen(heard) { this.listeners.push(heard); }
  of(article) { return this.all.filter((job) => job.article === article); }
  // The one that runs, else the first that waits.
  activeOf(article) {
    const active = this.of(article).filter(isActive);
    return active.find((job) => job.state === "running") || active[0];
  }

  named(articles) {
    this.titles = new Map(articles.map((a) => [a.id, a.title]));
    this.draw();
  }

  async refresh() {
    clearTimeout(this.timer);
    const asked = (this.asked = (this.asked || 0) + 1);
    const answer = await api.jobs().catch((error) => error);
    if (asked !== this.asked) return; // a later question tells more
    this.trouble = answer instanceof Error ? answer.message : "";
    if (!this.trouble) this.all = answer;
    this.draw();
    if (this.all.some(isActive)) this.timer = setTimeout(() => this.refresh(), this.trouble ? AGAIN_MS : POLL_MS);
    for (const heard of this.listeners) heard();
  }

  async stop(job) {
    try { await api.stop(job.id); } catch (error) { this.hooks.announce(error.message); }
    await this.refresh();
  }

  // --- the panel ---

  draw() {
    const active = this.all.filter(isActive);
    const order = [...active.filter((job) => job.state === "running"), ...active.filter((job) => job.state === "queued")];
    const ended = this.all.filter((job) => !isActive(job)).reverse();
    for (const job of this.all) this.item(job);
    const held = this.node.contains(document.activeElement) && document.activeElement;
    put(this.active, order.map((job) => this.items.get(job.id).node));
    put(this.ended, ended.map((job) => this.items.get(job.id).node));
    for (const id of this.items.keys()) if (!this.all.some((job) => job.id === id)) this.items.delete(id);
    const failed = ended.filter((job) => job.state === "failed").length;
    this.summary.textContent = failed ? count(ended.length, "{n} ended, {failed} failed", "{n} ended, {failed} failed", { failed }) : count(ended.length, "{n} ended", "{n} ended");
    this.node.hidden = !this.all.length;
    this.past.hidden = !ended.length;
    if (held && (!held.isConnected || held.closest("[hidden]"))) (active.length ? this.active.querySelector(".stop") : this.summary).focus();
  }

  item(job) {
    if (!this.items.has(job.id)) this.items.set(job.id, this.newItem(job));
    const { title, bar, said, stop } = this.items.get(job.id);
    title.textContent = this.titles.get(job.article) || job.article;
    stop.setAttribute("aria-label", t("Stop: {article}", { article: title.textContent }));
    said.textContent = saying(job);
    said.classList.toggle("bad", job.state === "failed");
    showBar(bar, job);
    bar.hidden = job.state !== "running";
    stop.hidden = !isActive(job);
  }

  newItem(job) {
    const title = el("button", { type: "button", class: "job-title", dir: "auto", onclick: () => this.hooks.open(job.article) });
    const bar = el("progress", { "aria-label": t("Translation progress") });
    const said = el("p", { class: "hint" });
    const stop = el("button", { type: "button", class: "button small stop needs-review", text: t("Stop"), onclick: () => this.stop(job) });
    const how = [job.model && parts("with {model}", { model: el("bdi", { text: modelName(job.model) }) }), job.segment && [t("one sentence")],
      job.by && parts("asked for by {who}", { who: el("bdi", { text: job.by }) })].filter(Boolean);
    const about = el("p", { class: "hint" }, ...how.flatMap((part, i) => (i ? [", ", ...part] : part)));
    about.hidden = !how.length;
    return { node: el("li", { data: { job: job.id } }, title, about, bar, said, stop), title, bar, said, stop };
  }
}

// The nodes as the list's children, moving none that stands right: what is moved loses the focus.
function put(list, nodes) {
  if (nodes.length !== list.children.length || nodes.some((node, i) => list.children[i] !== node)) list.replaceChildren(...nodes);
}

export function showBar(bar, job) {
  const { done, total, message } = job.progress;
  bar.max = total || 1;
  if (total && !message) bar.value = done;
  else bar.removeAttribute("value"); // getting ready: how long that takes is not known
}

// How it stands, in a sentence.
export function saying(job) {
  if (job.state === "queued") return count(job.ahead, "Waiting for {n} translation before it", "Waiting for {n} translations before it");
  if (job.state === "running") return progressOf(job.progress);
  if (job.state === "failed") return refusal(job.error);
  return job.state === "cancelled" ? t("Stopped; what was finished is kept.") : t("Translated.");
}

function progressOf({ done, total, words, words_left: left, seconds, message }) {
  if (message) return message;
  if (total === undefined) return t("Starting");
  if (!words || !seconds) return t("{done} of {total} sentences", { done, total });
  const pace = words / seconds;
  return t("{done} of {total} sentences, {pace} words per second, about {time} left", { done, total, pace: pace.toFixed(1), time: duration(left / pace) });
}

function duration(seconds) {
  return seconds < 90 ? t("{n} s", { n: Math.ceil(seconds) }) : t("{n} min", { n: Math.round(seconds / 60) });
}
