// The page as a whole: which article is open stands in the address, so that a reload and a link lead back to it.

import { Article } from "./article.js";
import { el } from "./dom.js";
import { Sidebar } from "./sidebar.js";

let sidebar, article, live;

export function mountSidebar(element) {
  const root = element.querySelector("#wb-sidebar");
  sidebar = new Sidebar(root, { open, named: () => article.settle() });
  document.documentElement.lang = "en";
  // On a narrow screen the open side bar lies over the article.
  if (innerWidth < 800) document.querySelector(".sidebar.open .toggle-button")?.click();
  start();
}

export function mountMain(element) {
  const root = element.querySelector("#wb-main");
  live = el("div", { class: "live", role: "status", "aria-live": "polite" });
  const body = el("div", { class: "workbench" }, el("p", { class: "hint", text: "Opening…" }));
  root.replaceChildren(live, body);
  article = new Article(body, {
    announce: (text) => { live.textContent = ""; requestAnimationFrame(() => { live.textContent = text; }); },
    nameOrAsk: () => sidebar.nameOrAsk(),
    changed: () => { clearTimeout(article.listTimer); article.listTimer = setTimeout(() => sidebar.refresh(), 400); },
  });
  start();
}

async function start() {
  if (!sidebar || !article) return;
  addEventListener("popstate", async () => { await article.settle(); await openFromAddress(); });
  addEventListener("keydown", (event) => { if (event.key === "Escape") closeMenus(null, true); });
  addEventListener("click", (event) => closeMenus(event.target));
  addEventListener("beforeunload", (event) => { if (article.unsaved()) event.preventDefault(); });
  await openFromAddress();
}

async function openFromAddress() {
  const wanted = new URLSearchParams(location.search).get("article");
  try {
    const articles = await sidebar.refresh();
    if (wanted || articles.length) await show(wanted || articles[0].id);
    else article.root.replaceChildren(el("h1", { text: "No articles yet" }), el("p", { text: "Add articles in the side bar, or run “workbench run” in a terminal." }));
  } catch (error) {
    article.root.replaceChildren(
      el("p", { class: "failed", role: "alert", text: error.message }),
      el("button", { type: "button", class: "button", text: "Try again", onclick: () => openFromAddress() }));
  }
}

function closeMenus(target, refocus = false) {
  for (const menu of document.querySelectorAll(".menu[open]")) {
    if (menu.contains(target)) continue;
    menu.open = false;
    if (refocus) menu.querySelector("summary").focus();
  }
}

async function open(id) {
  await article.settle();
  history.pushState(null, "", `?article=${encodeURIComponent(id)}`);
  await openFromAddress();
}

async function show(id) {
  await article.open(id);
  await sidebar.refresh(article.id);
}
