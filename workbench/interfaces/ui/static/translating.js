// The translations of the article that is open: its line of progress, and what is done when one ends. It asks the server
// nothing itself: the list of all jobs tells.

import { api } from "./api.js";
import { el } from "./dom.js";
import { modelName, saying, showBar } from "./jobs.js";
import { kept } from "./kept.js";
import { t } from "./texts.js";

export class Translating {
  constructor(article, jobs) {
    this.article = article;
    this.jobs = jobs;
    this.watched = null; // the job whose end is waited for: { id, article, model }
    jobs.listen(() => this.look());
  }

  // What has no translation yet; with a model, all sentences or one, beside what stands.
  async start(model = "", segment = "") {
    await this.article.settle();
    await this.article.attempt(async () => {
      const { id, article } = await api.translate(this.article.id, { model, segment, by: kept.name() });
      if (article === this.article.id) this.watched = { id, article, model };
      await this.jobs.refresh();
    });
  }

  look() {
    const { watched } = this;
    if (watched && watched.article !== this.article.id) this.watched = null;
    else if (watched && !this.jobs.trouble) {
      const job = this.jobs.all.find((each) => each.id === watched.id);
      if (!job || !["queued", "running"].includes(job.state)) return this.end(job);
    }
    return this.draw();
  }

  draw() {
    if (!this.article.isShown()) return;
    const job = this.jobs.activeOf(this.article.id);
    const line = this.article.job;
    if (!job) return;
    this.watched = { id: job.id, article: job.article, model: job.model };
    if (line.dataset.job !== job.id) this.drawLine(line, job); // once, or the button could not be pressed
    const [bar, words] = line.children;
    showBar(bar, job);
    words.textContent = this.jobs.trouble || (job.model ? `${modelName(job.model)}: ${saying(job)}` : saying(job));
  }

  drawLine(line, job) {
    line.dataset.job = job.id;
    line.replaceChildren(
      el("progress", { "aria-label": t("Translation progress") }), el("span"),
      el("button", { type: "button", class: "button stop needs-review", text: t("Stop"), onclick: () => this.jobs.stop(job) }));
  }

  // Without the job, the server was started anew.
  async end(job) {
    const { id } = this.article;
    const { model } = this.watched;
    this.watched = null;
    await this.article.settle();
    if (id !== this.article.id || !this.article.isShown()) return;
    if (model) this.article.live.askForAll(); // nothing that stands has changed by it
    else await this.article.attempt(() => this.article.open(id));
    this.article.hooks.changed(this.article);
    this.say(job, model);
    this.draw(); // another may wait
  }

  say(job, model) {
    const line = this.article.job;
    const state = job?.state || "failed";
    const text = job ? saying(job) : t("The server was started anew meanwhile: choose Translate to go on.");
    const compare = model && state !== "failed" && el("button", { type: "button", class: "button", text: t("Compare"), onclick: () => this.article.openCompare() });
    delete line.dataset.job;
    line.replaceChildren(el("p", { class: state, text: model ? `${modelName(model)}: ${text}` : text }), ...(compare ? [compare] : []));
  }
}
