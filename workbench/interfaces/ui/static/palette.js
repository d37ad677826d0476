// Windows that lead to commands: the list of keys, the command palette, and going to a sentence by its number.

import { openDialog } from "./dialog.js";
import { el } from "./dom.js";
import { COMMANDS, isAllowed, keyName } from "./keys.js";
import { count, t } from "./texts.js";

const keysOf = (command) => command.keys.flatMap((key, i) => [i ? ` ${t("or")} ` : "", el("kbd", { text: keyName(key) })]);

export function openKeys() {
  const rows = COMMANDS.filter((command) => command.keys.length && isAllowed(command)).map((command) => el("tr", {},
    el("th", { scope: "row" }, ...keysOf(command)), el("td", { text: command.what })));
  openDialog(t("Keys"), "keys", el("table", {}, el("thead", {}, el("tr", {}, el("th", { scope: "col", text: t("Key") }), el("th", { scope: "col", text: t("What it does") }))), el("tbody", {}, ...rows)));
}

// --- the palette: a combobox over a list of commands, as the ARIA practices describe it ---

export function openPalette(article, row) { new Palette(article, row); }

class Palette {
  constructor(article, row) {
    this.article = article;
    this.row = row;
    this.list = el("ul", { id: "wb-commands", role: "listbox", "aria-label": t("Commands") });
    this.told = el("p", { class: "hint", role: "status" });
    this.input = el("input", {
      type: "text", role: "combobox", "aria-label": t("Find a command"), "aria-autocomplete": "list", "aria-controls": "wb-commands",
      autocomplete: "off", spellcheck: "false", autofocus: true, placeholder: t("Type a part of its name"),
      oninput: () => this.filter(), onkeydown: (event) => this.key(event),
    });
    this.filter();
    this.dialog = openDialog(t("Commands"), "palette", this.input, this.list, this.told);
  }

  filter() {
    const words = this.input.value.toLowerCase().split(/\s+/).filter(Boolean);
    const has = (text) => words.every((word) => text.toLowerCase().includes(word));
    const offered = COMMANDS.filter((command) => command.name !== "palette" && isAllowed(command));
    const named = offered.filter((command) => has(command.label));
    const said = offered.filter((command) => !named.includes(command) && has(`${command.label} ${command.what}`));
    this.found = [...named, ...said];
    this.list.replaceChildren(...this.found.map((command, i) => this.option(command, i)));
    this.input.setAttribute("aria-expanded", String(this.found.length > 0));
    this.told.textContent = this.found.length ? count(this.found.length, "{n} command", "{n} commands") : t("No command is called so: type another word.");
    this.choose(0);
  }

  option(command, i) {
    return el("li", { id: `wb-command-${command.name}`, role: "option", onclick: () => this.run(i), onmousedown: (event) => event.preventDefault() },
      el("span", {}, el("span", { class: "label", text: command.label }), el("span", { class: "hint", text: command.what })),
      el("span", {}, ...keysOf(command)));
  }

  choose(at) {
    this.at = this.found.length ? (at + this.found.length) % this.found.length : 0;
    [...this.list.children].forEach((option, i) => option.setAttribute("aria-selected", String(i === this.at)));
    const chosen = this.list.children[this.at];
    if (chosen) this.input.setAttribute("aria-activedescendant", chosen.id);
    else this.input.removeAttribute("aria-activedescendant");
    chosen?.scrollIntoView({ block: "nearest" });
  }

  key(event) {
    const step = { ArrowDown: () => this.choose(this.at + 1), ArrowUp: () => this.choose(this.at - 1), Enter: () => this.run(this.at) }[event.key];
    if (!step || event.isComposing) return;
    event.preventDefault();
    event.stopPropagation(); // the Enter that runs a command is not for what the command opens
    step();
  }

  run(i) {
    if (!this.found[i]) return;
    this.dialog.close();
    this.article.run(this.found[i], this.row);
  }
}

// --- going to a sentence by its number ---

export function openNumber(article) {
  const last = Math.max(0, ...article.rows.map((row) => row.data.number));
  const told = el("p", { class: "bad", role: "alert" });
  const input = el("input", { type: "text", inputmode: "numeric", id: "wb-number", autocomplete: "off", autofocus: true });
  const form = el("form", { novalidate: true, onsubmit: (event) => { event.preventDefault(); go(); } },
    el("label", { for: "wb-number", text: t("Sentence, from 1 to {last}", { last }) }),
    el("div", { class: "line" }, input, el("button", { class: "button", text: t("Go") })), told);
  const dialog = openDialog(t("Go to a sentence"), "number", form);
  const go = () => {
    const row = article.rows.find((r) => String(r.data.number) === input.value.trim());
    if (!row) {
      told.textContent = t("There is no sentence “{number}” here: type a number from 1 to {last}.", { number: input.value.trim(), last });
      return input.select();
    }
    dialog.close();
    return article.goTo(row);
  };
}
