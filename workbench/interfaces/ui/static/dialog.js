// A window over the page. Escape and its Close button end it; the browser gives the focus back to where it was.

import { el } from "./dom.js";
import { t } from "./texts.js";

let opened = 0;
const open = new Set(); // asked for at every key: to look for one through a long article takes milliseconds

export const dialogIsOpen = () => open.size > 0;

export function openDialog(title, name, ...body) {
  const id = `wb-dialog-${++opened}`;
  const dialog = el("dialog", { class: `dialog ${name}`, "aria-labelledby": id },
    el("div", { class: "dialog-head" }, el("h2", { id, text: title }),
      el("button", { type: "button", class: "button dialog-close", text: t("Close"), onclick: () => dialog.close() })),
    ...body);
  dialog.addEventListener("close", () => { open.delete(dialog); dialog.remove(); });
  document.getElementById("wb-main").append(dialog);
  dialog.showModal();
  open.add(dialog);
  return dialog;
}
