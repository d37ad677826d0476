// The list of articles, the reviewer's name, and beside them the translations and the ways to add articles.

import { api } from "./api.js";
import { el } from "./dom.js";
import { kept } from "./kept.js";
import { role, signOut, user } from "./session.js";
import { count, language, LANGUAGES, parts, t } from "./texts.js";

const ROLES = { reader: t("reader"), reviewer: t("reviewer"), chief: t("chief") };

export class Sidebar {
  constructor(root, jobs, adding, hooks) {
    this.jobs = jobs;
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
      this.dashboard, el("h2", { text: t("Articles") }), el("nav", { "aria-label": t("Articles") }, this.list), jobs.node, adding.node,
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
    this.jobs.named(articles);
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
}
