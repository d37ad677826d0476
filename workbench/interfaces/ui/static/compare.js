// What other models made of the article, beside what stands: asking one for it, its texts with every difference marked and
// what the checks see in each, and taking one. A text that is taken is the machine's from then on, not reviewed, and the
// step stands in the history. Nothing here changes a text that somebody edited, approved or rejected without being told to.

import { api } from "./api.js";
import { openDialog } from "./dialog.js";
import { marked } from "./diff.js";
import { el } from "./dom.js";
import { said } from "./findings.js";
import { modelName, saying } from "./jobs.js";
import { kept } from "./kept.js";
import { STATUS, isApproved } from "./status.js";
import { count, t } from "./texts.js";

const nameOf = (version) => modelName(version.model || version.engine);

export class Compare {
  constructor(article, jobs) {
    this.article = article;
    this.jobs = jobs;
    jobs.listen(() => this.tellJob());
  }

  get isOpen() { return Boolean(this.dialog?.open); }

  // With a row, that sentence alone.
  async open(row = null) {
    this.only = row?.data.id ?? null;
    this.chosen = null;
    this.model = el("select", { id: "wb-compare-model" });
    this.go = el("button", { type: "button", class: "button approve needs-review", onclick: () => this.start() });
    this.told = el("p", { class: "hint", role: "status" });
    this.body = el("div", { class: "compare-body" });
    this.dialog = openDialog(row ? t("Other models: sentence {n}", { n: row.data.number }) : t("Other models"), "compare",
      el("p", { class: "hint", text: t("Another model’s texts stand beside those there are and replace nothing, until somebody takes one.") }),
      el("div", { class: "line" }, el("label", { for: "wb-compare-model", text: t("Translate with") }), this.model, this.go),
      this.told, this.body);
    this.go.textContent = row ? t("Translate this sentence") : t("Translate the article");
    await this.attempt(async () => {
      this.offer(await api.models());
      await this.read();
    });
    this.tellJob();
  }

  async attempt(work) {
    try { await work(); } catch (error) { this.told.textContent = error.message; }
  }

  offer(models) {
    const here = models.filter((model) => model.languages.includes(this.article.data.language));
    const stand = new Set(this.article.rows.flatMap(({ data }) => [data.model, data.engine === "embedded" ? "embedded" : data.model]));
    const other = here.find((model) => !stand.has(model.title)) || here[0];
    this.model.replaceChildren(...here.map((model) => el("option", { value: model.name, selected: model === other, text: calledOf(modelName(model.title), model.preview) })));
    this.go.disabled = this.model.disabled = !here.length;
    if (!here.length) this.told.textContent = t("No model for this language is on this machine: “workbench models pull” fetches one.");
  }

  async start() {
    await this.article.translating.start(this.model.value, this.only || "");
    this.tellJob();
  }

  // How the job of a comparison stands; when it has ended, what it made is read.
  tellJob() {
    if (!this.isOpen) return;
    const jobs = this.jobs.of(this.article.id).filter((job) => job.model);
    const job = jobs.find((each) => each.state === "running") || jobs.find((each) => each.state === "queued") || jobs.at(-1);
    if (!job) return;
    const text = `${modelName(job.model)}: ${saying(job)}`;
    if (this.told.textContent !== text) this.told.textContent = text;
    const ended = !["queued", "running"].includes(job.state);
    if (ended && this.seen !== job.id) this.read().catch(() => {});
    this.seen = ended ? job.id : null;
  }

  async read() {
    const { id } = this.article;
    const versions = await api.versions(id);
    if (!this.isOpen || id !== this.article.id) return;
    this.versions = versions;
    const held = this.body.contains(document.activeElement) && document.activeElement.closest("li")?.dataset.id;
    this.draw();
    if (held) (this.body.querySelector(`li[data-id="${CSS.escape(held)}"] .take`) || this.go).focus();
  }

  get version() { return this.versions.find((version) => version.id === this.chosen) || this.versions[0]; }
  differs(sentence) { return sentence.text !== this.rowOf(sentence)?.data.target; }
  rowOf(sentence) { return this.article.rows.find((row) => row.data.id === sentence.segment); }

  // --- side by side ---

  draw() {
    const { version } = this;
    if (!version) return this.body.replaceChildren(el("p", { text: t("No other model has translated this article yet.") }));
    const asked = version.sentences.filter((sentence) => this.rowOf(sentence) && [null, sentence.segment].includes(this.only));
    const shown = asked.filter((sentence) => this.differs(sentence));
    const choice = el("select", { id: "wb-compare-version", onchange: (event) => { this.chosen = event.target.value; this.draw(); this.body.querySelector("select").focus(); } },
      ...this.versions.map((each) => el("option", { value: each.id, selected: each === version, text: titleOf(each, this.versions) })));
    const rows = this.takeable(version).length;
    return this.body.replaceChildren(
      el("div", { class: "line" }, el("label", { for: "wb-compare-version", text: t("Compare with") }), choice,
        el("span", { class: "hint", text: t("{n} of {all} texts differ", { n: shown.length, all: asked.length }) })),
      ...(version.preview ? [el("p", { class: "hint bad", text: t("A preview model: nobody may brief from its text.") })] : []),
      ...(rows && !this.only ? [el("div", { class: "line" }, el("button", { type: "button", class: "button take-all needs-review", onclick: () => this.ask(version),
        text: count(rows, "Take its text for {n} sentence nobody has touched…", "Take its texts for {n} sentences nobody has touched…") }))] : []),
      ...(shown.length ? [] : [el("p", { text: t("It has no other text here than what stands.") })]),
      el("ol", { class: "versions" }, ...shown.map((sentence) => this.item(sentence, version))),
      ...(this.only ? [el("button", { type: "button", class: "button", text: t("Show all sentences"), onclick: () => { this.only = null; this.go.textContent = t("Translate the article"); this.draw(); this.body.querySelector("select")?.focus(); } })] : []));
  }

  item(sentence, version) {
    const row = this.rowOf(sentence);
    const { data } = row;
    const english = { class: "difference", lang: "en", dir: "ltr" };
    const take = el("button", { type: "button", class: "button small take needs-review", text: t("Use this text"), "aria-label": t("Use this text for sentence {n}", { n: data.number }), onclick: () => this.take(sentence) });
    return el("li", { data: { id: data.id } },
      el("p", {}, el("button", { type: "button", class: "button small", text: t("Sentence {n}", { n: data.number }), onclick: () => { this.dialog.close(); this.article.goTo(row); } })),
      el("p", { class: "version-source", lang: data.language, dir: data.direction, text: data.source }),
      el("div", { class: "sides", role: "group", "aria-label": t("The texts of sentence {n}", { n: data.number }) },
        el("div", { class: "side" }, el("p", {}, el("strong", { text: t("Stands now") }), `, ${STATUS[data.status]}: `, el("bdi", { text: modelName(data.model || data.step) })),
          el("p", { ...english, text: data.target }), findings(data.findings)),
        el("div", { class: "side" }, el("p", {}, el("strong", {}, el("bdi", { text: nameOf(version) }))),
          el("p", english, ...marked(sentence.pieces)), findings(sentence.findings), take,
          isApproved(data.status) && el("p", { class: "hint", text: t("Approved: using this text takes the approval back.") }))));
  }

  // --- taking one ---

  async take(sentence) {
    if (!this.named()) return;
    const row = this.rowOf(sentence);
    row.save(); // what was typed is kept in the history
    this.article.pasts.see(row);
    const taken = await row.send("choose", { of: sentence.draft });
    this.article.pasts.see(row);
    const number = row.data.number;
    this.article.announce(taken ? t("Sentence {n} has the text of {model}.", { n: number, model: nameOf(this.version) }) : row.saved.textContent);
    if (row.inConflict()) return this.dialog.close();
    await this.attempt(() => this.read());
    const next = [...this.body.querySelectorAll(".versions > li")].find((li) => this.rowOf({ segment: li.dataset.id })?.data.number >= number);
    return (next?.querySelector("button") || this.go).focus();
  }

  named() {
    if (kept.name()) return true;
    this.dialog.close();
    this.article.nameOrAsk();
    return false;
  }

  // Sentences that nobody touched, with a text of the model: none that was edited, approved, rejected, or comes from people.
  takeable(version) {
    return version.sentences.map((sentence) => ({ sentence, row: this.rowOf(sentence) })).filter(({ sentence, row }) =>
      row && sentence.untouched && this.differs(sentence) && row.data.status === "unreviewed" && row.data.step !== "memory" && !row.unsaved() && !row.inConflict());
  }

  ask(version) {
    if (!this.named()) return;
    const items = this.takeable(version);
    const left = version.sentences.filter((sentence) => this.differs(sentence)).length - items.length;
    this.dialog.close();
    const title = count(items.length, "Take the text of {model} for {n} sentence?", "Take the texts of {model} for {n} sentences?", { model: nameOf(version) });
    const dialog = openDialog(title, "bulk",
      el("p", { text: t("They become the machine’s texts, not reviewed. It can be undone afterwards.") }),
      left > 0 && el("p", { class: "hint", text: count(left, "Left out: {n} that somebody edited, approved or rejected, or that comes from the translation memory.", "Left out: {n} that somebody edited, approved or rejected, or that come from the translation memory.") }),
      el("div", { class: "line" }, el("button", { type: "button", class: "button approve", text: t("Take them"), onclick: () => { dialog.close(); this.takeAll(items, nameOf(version)); } })));
  }

  async takeAll(items, model) {
    const done = [];
    const changed = [];
    const stopped = await this.article.bulk.inSequence(t("Taking the texts"), items, async ({ sentence }) => {
      const row = this.rowOf(sentence); // drawn anew, perhaps, since it was asked about
      if (!row) return changed.push(sentence);
      const point = row.data.history.at(-1)?.id ?? "start";
      const outcome = await this.choose(row, sentence.draft);
      if (outcome === "taken") done.push({ id: row.data.id, point, version: row.data.version });
      else changed.push(sentence);
      return undefined;
    });
    const rest = [stopped && t("you stopped there"), changed.length && count(changed.length, "{n} was changed meanwhile and stays as it is", "{n} were changed meanwhile and stay as they are")].filter(Boolean);
    this.tell([count(done.length, "{n} sentence has the text of {model}", "{n} sentences have the texts of {model}", { model }), ...rest].join("; "), done);
  }

  // On the version that was seen: somebody else's step in between wins.
  async choose(row, draft) {
    if (row.unsaved() || row.data.status !== "unreviewed") return "changed";
    try {
      row.confirmed(await api.step(row.articleId, row.data.id, { action: "choose", by: kept.name(), base: row.base, of: draft }), false);
      return "taken";
    } catch (error) {
      if (error.current?.id === row.data.id) row.arrived(error.current);
      else row.tell(error.message, true);
      return "changed";
    }
  }

  async takeBack(done) {
    if (!this.article.nameOrAsk()) return;
    const outcomes = [];
    await this.article.bulk.inSequence(t("Undoing it"), done, async (each) => { outcomes.push(await this.article.bulk.restore(each)); });
    const back = outcomes.filter((outcome) => outcome === "back").length;
    const left = done.length - back;
    this.tell(count(back, "{n} sentence has its former text", "{n} sentences have their former texts") + (left ? `; ${count(left, "{n} was changed since and stays as it is", "{n} were changed since and stay as they are")}` : ""), []);
  }

  tell(text, done) {
    const { line } = this.article.bulk;
    const button = done.length > 0 && el("button", { type: "button", class: "button small", text: t("Undo it"), onclick: () => this.takeBack(done) });
    line.replaceChildren(...[el("span", { text: `${text}.` }), button].filter(Boolean));
    line.hidden = false;
    this.article.announce(text);
    if (button) button.focus();
    else this.article.bar.focus();
  }
}

// The revision tells two apart that are called the same.
function titleOf(version, versions) {
  const twins = versions.filter((other) => nameOf(other) === nameOf(version));
  return calledOf(twins.length > 1 ? `${nameOf(version)}, ${version.revision}` : nameOf(version), version.preview);
}

function calledOf(model, preview) { return preview ? t("{model} (preview)", { model }) : model; }

function findings(found) {
  return found.length > 0 && el("ul", { class: "findings" }, ...found.map((f) => el("li", { class: f.severity },
    el("strong", { text: f.severity === "error" ? t("Error:") : t("Warning:") }), " ", said(f.message))));
}
