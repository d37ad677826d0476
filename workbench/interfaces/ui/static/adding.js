// Adding articles: chosen files, a folder, files and folders dropped anywhere on the page, files and text that are pasted.
// Files are sent one by one, so that each says for itself what became of it and the others are read all the same.

import { api } from "./api.js";
import { el } from "./dom.js";
import { refusal } from "./refusals.js";
import { may } from "./session.js";
import { count, direction, locale, t } from "./texts.js";

const LISTED = 5; // files that are named one by one when nothing is wrong with them
const number = (n) => n.toLocaleString(locale);

export class Adding {
  constructor(hooks) {
    this.hooks = hooks; // { added(), open(id) }
    this.waiting = [];
    this.build();
    this.overlay = el("div", { class: "drop-here", hidden: true, dir: direction, "aria-hidden": "true" }, el("p", { text: t("Drop text files or folders to add them") }));
    document.body.append(this.overlay);
    for (const kind of ["dragenter", "dragover", "dragleave", "drop"]) addEventListener(kind, (event) => may("review") && this.drag(event));
    document.addEventListener("paste", (event) => this.pasted(event));
  }

  build() {
    const language = this.language = el("select", { id: "wb-language" }, el("option", { value: "", text: t("Identify it") }),
      ...[["ar", t("Arabic")], ["ur", t("Urdu")], ["hi", t("Hindi")]].map(([value, text]) => el("option", { value, text })));
    const files = el("input", { id: "wb-files", type: "file", multiple: true, accept: ".txt,text/plain", onchange: () => this.chosen(files) });
    const folder = el("input", { id: "wb-folder", type: "file", webkitdirectory: true, multiple: true, onchange: () => this.chosen(folder) });
    this.text = el("textarea", { id: "wb-paste", rows: 4, dir: "auto" });
    this.bar = el("progress", { "aria-label": t("Files read") });
    this.far = el("span");
    this.line = el("div", { class: "adding-progress", hidden: true }, this.bar, this.far,
      el("button", { type: "button", class: "button small stop", text: t("Stop"), onclick: () => { this.waiting = []; } }));
    this.told = el("ul", { class: "told" });
    this.node = el("details", { class: "adding needs-review" }, el("summary", { text: t("Add articles") }),
      el("p", { class: "hint", text: t("Or drop files and folders anywhere on the page.") }),
      el("label", { for: "wb-language", text: t("Language") }), language,
      el("label", { for: "wb-files", text: t("Text files") }), files,
      el("label", { for: "wb-folder", text: t("A folder of text files") }), folder,
      el("label", { for: "wb-paste", text: t("Or paste an article") }), this.text,
      el("button", { type: "button", class: "button", text: t("Add pasted text"), onclick: () => this.paste() }), this.line, el("div", { role: "status" }, this.told));
  }

  show() {
    document.querySelector(".sidebar:not(.open) .toggle-button")?.click();
    this.node.open = true;
  }

  focus() {
    this.show();
    this.node.querySelector("#wb-files").focus();
  }

  tell(messages) {
    this.told.replaceChildren(...messages.map(({ text, bad }) => el("li", { class: bad ? "bad" : "", text })));
  }

  // --- where files come from ---

  chosen(input) {
    const files = [...input.files];
    input.value = ""; // the same file may be chosen again
    return this.add(files);
  }

  // `dragleave` comes for every element that the pointer leaves; only outside the window there is nothing it goes to.
  drag(event) {
    if (!event.dataTransfer?.types.includes("Files")) return;
    event.preventDefault(); // or the browser would leave the page for the file
    if (event.type === "dragover") event.dataTransfer.dropEffect = "copy";
    this.overlay.hidden = event.type === "drop" || (event.type === "dragleave" && event.relatedTarget === null);
    if (event.type === "drop") this.dropped([...event.dataTransfer.items]);
  }

  // What was dropped can be asked for only before anything is waited for.
  async dropped(items) {
    const given = items.filter((item) => item.kind === "file").map((item) => item.webkitGetAsEntry?.() || item.getAsFile()).filter(Boolean);
    this.show();
    const most = (await this.limits()).files;
    const files = [];
    for (const one of given) {
      if (one instanceof File) files.push(one);
      else await collect(one, files, most);
    }
    await this.add(files);
  }

  pasted(event) {
    const { files, types } = event.clipboardData;
    if (!files.length || types.includes("text/plain") || !may("review")) return;
    event.preventDefault();
    this.show();
    this.add([...files]);
  }

  async paste() {
    const text = this.text.value;
    const answer = await api.paste({ text, name: text.trim().split("\n")[0].slice(0, 60), language: this.language.value || null }).catch((error) => ({ error: error.message }));
    if (answer.error) return this.tell([{ text: answer.error, bad: true }]);
    this.text.value = "";
    const twin = !answer.known && answer.same_as;
    this.tell([{ text: answer.known ? t("This article is there already.") : t("The article is read.") }, ...(twin ? [{ text: sameAs(t("The pasted text"), twin) }] : [])]);
    await this.translate(answer);
    return this.finish([answer]);
  }

  // --- reading them ---

  async limits() {
    this.known ??= await api.limits().catch(() => null);
    return this.known ?? { files: Infinity, bytes: Infinity }; // the server refuses what is too much, too
  }

  // More files may come while some are read: they are read after them.
  async add(given) {
    const files = given.filter((file) => !file.name.startsWith("."));
    const { files: most } = await this.limits();
    if (!files.length) return this.tell([{ text: t("There are no text files in what you gave: choose some that have text."), bad: true }]);
    if (files.length + this.waiting.length > most) return this.tell([{ text: t("These are more than {most} files: add at most {most} at once.", { most }), bad: true }]);
    this.waiting.push(...files);
    if (!this.reading) await this.readAll();
    return undefined;
  }

  async readAll() {
    this.reading = true;
    this.line.hidden = false;
    const answers = [];
    while (this.waiting.length) {
      this.bar.max = answers.length + this.waiting.length;
      this.bar.value = answers.length;
      this.far.textContent = t("{done} of {all} files", { done: answers.length, all: this.bar.max });
      const file = this.waiting.shift();
      const answer = { name: file.name, ...(await this.read(file)) };
      answers.push(answer);
      await this.translate(answer);
      this.tell(summed(answers));
    }
    this.reading = false;
    this.line.hidden = true;
    await this.finish(answers);
  }

  async read(file) {
    const { bytes } = await this.limits();
    if (file.size > bytes) return { error: t("{name} has {size} bytes; an article may have {most}: split the file.", { name: file.name, size: number(file.size), most: number(bytes) }) };
    const content = await file.arrayBuffer().catch(() => null);
    if (!content) return { error: t("{name} cannot be read: check that it is still there and that you may read it.", { name: file.name }) };
    const form = new FormData();
    form.append("files", new Blob([content]), file.name);
    const [answer] = await api.upload(form, this.language.value).catch((error) => [{ error: `${file.name}: ${error.message}` }]);
    return answer.error ? { ...answer, error: refusal(answer.error) } : answer;
  }

  // What was there before is as translated as it was.
  async translate(answer) {
    if (answer.id && !answer.known) await api.translate(answer.id).catch((error) => { answer.error = error.message; });
  }

  async finish(answers) {
    const first = answers.find((a) => a.id && !a.known) || answers.find((a) => a.id);
    if (!first) return;
    await this.hooks.added();
    await this.hooks.open(first.id);
  }
}

// The files of a folder and of those in it, until there are more than are taken at once.
async function collect(entry, files, most) {
  if (files.length > most) return;
  if (entry.isFile) {
    files.push(await new Promise((found) => entry.file(found, () => found(new File([], entry.name)))));
    return;
  }
  const reader = entry.createReader();
  for (let some; (some = await new Promise((found) => reader.readEntries(found, () => found([])))).length;) {
    for (const each of some) await collect(each, files, most);
  }
}

const sameAs = (name, other) => t("{name} has the same text as {other}, which is there already: each keeps its own translation.", { name, other });

// A sentence for each file that was not read; those that were are named where they are few.
function summed(answers) {
  const failed = answers.filter((a) => a.error).map((a) => ({ text: a.error, bad: true }));
  const known = answers.filter((a) => a.known);
  const read = answers.filter((a) => a.id && !a.known);
  const told = (list, one, many) => (list.length > LISTED ? [{ text: many(list.length) }] : list.map((a) => ({ text: one(a.name, a) })));
  return [...failed,
    ...told(known, (name) => t("{name} is there already.", { name }), (n) => count(n, "{n} file is there already.", "{n} files are there already.")),
    ...told(read, (name) => t("{name} is read.", { name }), (n) => count(n, "{n} file is read.", "{n} files are read.")),
    ...told(read.filter((a) => a.same_as), (name, a) => sameAs(name, a.same_as), (n) => count(n, "{n} file has the same text as another article.", "{n} files have the same text as other articles."))];
}
