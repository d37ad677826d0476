// The list of articles, the reviewer's name, and the ways to add articles.

import { api } from "./api.js";
import { el } from "./dom.js";
import { kept } from "./kept.js";

export class Sidebar {
  constructor(root, hooks) {
    this.hooks = hooks; // { open(id), go(address), named() }
    this.list = el("ul", { class: "articles" });
    this.name = el("input", { id: "wb-name", type: "text", maxlength: 100, autocomplete: "name", value: kept.name(), oninput: (e) => kept.setName(e.target.value.trim()), onchange: () => this.hooks.named() });
    this.nameHint = el("p", { class: "hint bad", hidden: true, role: "alert", text: "Type your name first: it is kept with every edit." });
    this.dashboard = el("a", { href: "?view=dashboard", class: "article-link", text: "Dashboard", onclick: (event) => {
      if (!event.ctrlKey && !event.metaKey && !event.shiftKey) { event.preventDefault(); this.hooks.go("?view=dashboard"); }
    } });
    this.theme = el("button", { type: "button", class: "button", onclick: () => this.toggleTheme() });
    root.replaceChildren(
      el("div", { class: "brand" }, el("span", { class: "brand-name", text: "Translation workbench" }), this.theme),
      el("label", { for: "wb-name", text: "Your name" }), this.name, this.nameHint,
      this.dashboard, el("h2", { text: "Articles" }), el("nav", { "aria-label": "Articles" }, this.list), this.adding());
    this.showTheme();
  }

  // `current` is the open article's id, empty for the dashboard; without it, what was open still is.
  async refresh(current) {
    this.current = current ?? this.current;
    if (this.current === "") this.dashboard.setAttribute("aria-current", "page");
    else this.dashboard.removeAttribute("aria-current");
    const articles = await api.articles();
    this.list.replaceChildren(...(articles.length ? articles.map((a) => this.item(a)) : [el("li", { class: "hint", text: "None yet: add one below." })]));
    return articles;
  }

  item(a) {
    const here = a.id === this.current;
    return el("li", {}, el("a", {
      href: `?article=${encodeURIComponent(a.id)}`, class: "article-link", "aria-current": here ? "page" : null,
      onclick: (event) => { if (!event.ctrlKey && !event.metaKey && !event.shiftKey) { event.preventDefault(); this.hooks.open(a.id); } },
    },
    el("span", { class: "article-title", lang: a.language, dir: "auto", text: a.title }),
    el("span", { class: "article-facts" }, `${a.language.toUpperCase()}, ${a.reviewed} of ${a.segments} approved`, a.errors ? el("span", { class: "errors", text: ` ${a.errors} ${a.errors === 1 ? "error" : "errors"}` }) : null),
    el("progress", { max: a.segments || 1, value: a.reviewed, "aria-label": "Sentences approved" })));
  }

  nameOrAsk() {
    this.nameHint.hidden = Boolean(kept.name());
    if (!kept.name()) {
      document.querySelector(".sidebar:not(.open) .toggle-button")?.click();
      this.name.focus();
    }
    return kept.name();
  }

  toggleTheme() {
    kept.setDark(!kept.dark());
    this.showTheme();
  }

  showTheme() {
    const dark = kept.dark();
    for (const node of [document.documentElement, document.body]) node.classList.toggle("dark", dark);
    this.theme.textContent = dark ? "Light" : "Dark";
    this.theme.setAttribute("aria-label", dark ? "Use light colours" : "Use dark colours");
  }

  // --- adding articles ---

  adding() {
    const language = el("select", { id: "wb-language" }, el("option", { value: "", text: "Identify it" }),
      ...[["ar", "Arabic"], ["ur", "Urdu"], ["hi", "Hindi"]].map(([value, text]) => el("option", { value, text })));
    const files = el("input", { id: "wb-files", type: "file", multiple: true, accept: ".txt,text/plain", onchange: () => this.upload(files, language.value) });
    const text = el("textarea", { id: "wb-paste", rows: 4, dir: "auto" });
    const told = this.told = el("ul", { class: "told", role: "status" });
    const paste = el("button", { type: "button", class: "button", text: "Add pasted text", onclick: () => this.paste(text, language.value) });
    return el("details", { class: "adding" }, el("summary", { text: "Add articles" }),
      el("label", { for: "wb-language", text: "Language" }), language,
      el("label", { for: "wb-files", text: "Text files" }), files,
      el("label", { for: "wb-paste", text: "Or paste an article" }), text, paste, told);
  }

  tell(messages) {
    this.told.replaceChildren(...messages.map(({ text, bad }) => el("li", { class: bad ? "bad" : "", text })));
  }

  async upload(input, language) {
    const form = new FormData();
    for (const file of input.files) form.append("files", file);
    try {
      const answers = await api.upload(form, language);
      this.tell(answers.map((a) => (a.error ? { text: a.error, bad: true } : { text: `${a.name} is read.` })));
      input.value = "";
      await this.added(answers.filter((a) => a.id).map((a) => a.id));
    } catch (error) { this.tell([{ text: error.message, bad: true }]); }
  }

  async paste(area, language) {
    try {
      const { id } = await api.paste({ text: area.value, name: area.value.trim().split("\n")[0].slice(0, 60), language: language || null });
      area.value = "";
      this.tell([{ text: "The article is read." }]);
      await this.added([id]);
    } catch (error) { this.tell([{ text: error.message, bad: true }]); }
  }

  async added(ids) {
    if (!ids.length) return;
    for (const id of ids) await api.translate(id);
    await this.refresh();
    this.hooks.open(ids[0]);
  }
}
