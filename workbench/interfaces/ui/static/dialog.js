// A window over the page. Escape and its Close button end it; the browser gives the focus back to where it was.

import { el } from "./dom.js";
import { t } from "./texts.js";

let opened = 0;

export const dialogIsOpen = () => document.querySelector("dialog[open]") !== null;

export function openDialog(title, name, ...body) {
  const id = `wb-dialog-${++opened}`;
  const dialog = el("dialog", { class: `dialog ${name}`, "aria-labelledby": id },
    el("div", { class: "dialog-head" }, el("h2", { id, text: title }),
      el("button", { type: "button", class: "button dialog-close", text: t("Close"), onclick: () => dialog.close() })),
    ...body);
  dialog.addEventListener("close", () => dialog.remove());
  document.getElementById("wb-main").append(dialog);
  dialog.showModal();
  return dialog;
}
