// Names that the article, or others in the workspace, spell in more than one way: one is chosen, each place is changed by hand.

import { api } from "./api.js";
import { el } from "./dom.js";
import { t } from "./texts.js";

export class Spellings {
  constructor(article) {
    this.article = article;
    this.list = el("ul", {});
    this.node = el("section", { class: "spellings", hidden: true, "aria-label": t("Names spelled in several ways") },
      el("h2", { text: t("One name, several spellings") }), this.list);
    this.chosen = {};
  }

  async refresh() {
    const id = this.article.id;
    const found = await api.spellings(id).catch(() => null);
    if (!found || id !== this.article.id) return;
    const shown = found.filter((named) => named.spellings.some((s) => s.here.length));
    this.node.hidden = !shown.length;
    this.list.replaceChildren(...shown.map((named) => this.named(named)));
  }

  named(named) {
    const counted = (s) => t("{text}: {n} here", { text: s.text, n: s.here.length }) + (s.elsewhere ? t(", {n} elsewhere", { n: s.elsewhere }) : "");
    const places = el("ul", { class: "places" });
    const choose = (wanted) => {
      this.chosen[named.name] = wanted;
      const others = named.spellings.filter((s) => s.text !== wanted).flatMap((s) => s.here.map((place) => ({ ...place, text: s.text })));
      places.replaceChildren(...others.map((place) => this.place(place, wanted)));
    };
    const options = named.spellings.map((s) => el("label", {},
      el("input", { type: "radio", name: `spelling-${named.name}`, checked: s.text === this.chosen[named.name], onchange: () => choose(s.text) }), ` ${counted(s)}`));
    if (named.spellings.some((s) => s.text === this.chosen[named.name])) choose(this.chosen[named.name]);
    return el("li", {}, el("fieldset", {}, el("legend", {}, el("bdi", { text: named.name })), ...options), places);
  }

  // A place is changed in the sentence's field, where the reviewer sees it and can take it back.
  place(place, wanted) {
    const row = this.article.rows.find((r) => r.data.id === place.segment);
    if (!row) return "";
    return el("li", {}, `${t("Sentence {number}", row.data)}: `, el("del", { text: place.text }), " ", el("ins", { text: wanted }), " ",
      row.button(t("Change it"), () => { row.replaceWord(place.text, wanted); this.article.goTo(row); }, "small"));
  }
}
