// The list of articles, the reviewer's name, and the ways to add articles.

import { api } from "./api.js";
import { el } from "./dom.js";
import { kept } from "./kept.js";
import { role, signOut, user } from "./session.js";
import { count, language, LANGUAGES, parts, t } from "./texts.js";

const ROLES = { reader: t("reader"), reviewer: t("reviewer"), chief: t("chief") };

export class Sidebar {
  constructor(root, hooks) {
    this.hooks = hooks; // { open(id), go(address), named(), settle(), speak(language) }
    this.list = el("ul", { class: "articles" });
    this.name = el("input", { id: "wb-name", type: "text", maxlength: 100, autocomplete: "name", value: kept.name(), oninput: (e) => kept.setName(e.target.value.trim()), onchange: () => this.hooks.named() });
    this.nameHint = el("p", { class: "hint bad", hidden: true, role: "alert", text: t("Type your name first: it is kept with every edit.") });
    this.dashboard = el("a", { href: "?view=dashboard", class: "article-link", text: t("Dashboard"), onclick: (event) => {
      if (!event.ctrlKey && !event.metaKey && !event.shiftKey) { event.preventDefault(); this.hooks.go("?view=dashboard"); }
    } });
    this.theme = el("button", { type: "button", class: "button", onclick: () => this.toggleTheme() });
    this.language = el("select", { id: "wb-page-language", onchange: () => this.hooks.speak(this.language.value) },
      ...Object.entries(LANGUAGES).map(([tag, name]) => el("option", { value: tag, lang: tag, text: name, selected: tag === language })));
    root.replaceChildren(
      el("div", { class: "brand" }, el("span", { class: "brand-name", text: t("Translation workbench") }), this.theme),
      ...(user === null ? [el("label", { for: "wb-name", text: t("Your name") }), this.name, this.nameHint] : [this.signedIn()]),
      this.dashboard, el("h2", { text: t("Articles") }), el("nav", { "aria-label": t("Articles") }, this.list), this.adding(),
      el("label", { for: "wb-page-language", text: t("Language of this page") }), this.language);
    this.showTheme();
  }

  signedIn() {
    return el("div", { class: "signed-in" },
      el("p", {}, ...parts("Signed in as {name}, {role}", { name: el("bdi", { class: "user", text: user }), role: el("span", { class: "role", text: ROLES[role] ?? role }) })),
      el("button", { type: "button", class: "button sign-out", text: t("Sign out"), onclick: () => this.hooks.settle().then(signOut) }));
  }

  // `current` is the open article's id, empty for the dashboard; without it, what was open still is.
  async refresh(current) {
    this.current = current ?? this.current;
    if (this.current === "") this.dashboard.setAttribute("aria-current", "page");
    else this.dashboard.removeAttribute("aria-current");
    const articles = await api.articles();
    this.list.replaceChildren(...(articles.length ? articles.map((a) => this.item(a)) : [el("li", { class: "hint", text: t("None yet: add one below.") })]));
    return articles;
  }

  item(a) {
    const here = a.id === this.current;
    return el("li", {}, el("a", {
      href: `?article=${encodeURIComponent(a.id)}`, class: "article-link", "aria-current": here ? "page" : null,
      onclick: (event) => { if (!event.ctrlKey && !event.metaKey && !event.shiftKey) { event.preventDefault(); this.hooks.open(a.id); } },
    },
    el("span", { class: "article-title", lang: a.language, dir: "auto", text: a.title }),
    el("span", { class: "article-facts" }, t("{language}, {n} of {all} approved", { language: a.language.toUpperCase(), n: a.reviewed, all: a.segments }), a.errors ? el("span", { class: "errors", text: ` ${count(a.errors, "{n} error", "{n} errors")}` }) : null),
    el("progress", { max: a.segments || 1, value: a.reviewed, "aria-label": t("Sentences approved") })));
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
    this.theme.textContent = dark ? t("Light") : t("Dark");
    this.theme.setAttribute("aria-label", dark ? t("Use light colours") : t("Use dark colours"));
  }

  // --- adding articles ---

  adding() {
    const spoken = el("select", { id: "wb-language" }, el("option", { value: "", text: t("Identify it") }),
      ...[["ar", t("Arabic")], ["ur", t("Urdu")], ["hi", t("Hindi")]].map(([value, text]) => el("option", { value, text })));
    const files = el("input", { id: "wb-files", type: "file", multiple: true, accept: ".txt,text/plain", onchange: () => this.upload(files, spoken.value) });
    const text = el("textarea", { id: "wb-paste", rows: 4, dir: "auto" });
    const told = this.told = el("ul", { class: "told", role: "status" });
    const paste = el("button", { type: "button", class: "button", text: t("Add pasted text"), onclick: () => this.paste(text, spoken.value) });
    return el("details", { class: "adding needs-review" }, el("summary", { text: t("Add articles") }),
      el("label", { for: "wb-language", text: t("Language") }), spoken,
      el("label", { for: "wb-files", text: t("Text files") }), files,
      el("label", { for: "wb-paste", text: t("Or paste an article") }), text, paste, told);
  }

  tell(messages) {
    this.told.replaceChildren(...messages.map(({ text, bad }) => el("li", { class: bad ? "bad" : "", text })));
  }

  async upload(input, language) {
    const form = new FormData();
    for (const file of input.files) form.append("files", file);
    try {
      const answers = await api.upload(form, language);
      this.tell(answers.map((a) => (a.error ? { text: a.error, bad: true } : { text: t("{name} is read.", a) })));
      input.value = "";
      await this.added(answers.filter((a) => a.id).map((a) => a.id));
    } catch (error) { this.tell([{ text: error.message, bad: true }]); }
  }

  async paste(area, language) {
    try {
      const { id } = await api.paste({ text: area.value, name: area.value.trim().split("\n")[0].slice(0, 60), language: language || null });
      area.value = "";
      this.tell([{ text: t("The article is read.") }]);
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
