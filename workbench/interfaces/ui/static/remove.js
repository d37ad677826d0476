// Taking an article out of the workspace, after a question that says what becomes of it.

import { api } from "./api.js";
import { openDialog } from "./dialog.js";
import { el } from "./dom.js";
import { kept } from "./kept.js";
import { t } from "./texts.js";

export function openRemoval(article) {
  if (!article.nameOrAsk()) return;
  const failed = el("p", { class: "failed", dir: "auto", role: "alert" });
  const go = el("button", { type: "button", class: "button", text: t("Remove the article") });
  const dialog = openDialog(t("Remove this article?"), "remove",
    el("p", { lang: article.data.language, dir: article.data.direction, text: article.data.title }),
    el("p", { text: t("It leaves the list, the exports and the translation memory. Nothing is deleted: what was done on it stays in the workspace, and this command brings it back:") }),
    el("p", {}, el("code", { dir: "ltr", text: `workbench restore ${article.id}` })),
    failed, el("div", { class: "line" }, go));
  go.addEventListener("click", async () => {
    go.disabled = true;
    try {
      await article.settle();
      await api.remove(article.id, kept.name());
      dialog.close();
      await article.hooks.removed();
    } catch (error) {
      failed.textContent = error.message;
      go.disabled = false;
    }
  });
}
