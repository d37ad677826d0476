// The page as a whole: which article is open stands in the address, so that a reload and a link lead back to it.

import { Adding } from "./adding.js";
import { article as articlePath, askAhead } from "./api.js";
import { Article } from "./article.js";
import { Dashboard } from "./dashboard.js";
import { el } from "./dom.js";
import { Jobs } from "./jobs.js";
import { kept } from "./kept.js";
import { askSidebar } from "./shell.js";
import { Sidebar } from "./sidebar.js";
import { direction, language, t } from "./texts.js";

const NOTICE_MS = 5000;
const FACES = { ar: "Noto Naskh Arabic", hi: "Noto Sans Devanagari", ur: "Noto Nastaliq Urdu" }; // as in fonts.css

// While the shell sets itself up.
const wanted = new URLSearchParams(location.search).get("article");
for (const path of ["/articles", "/formats"]) askAhead(path);
if (wanted) askAhead(articlePath(wanted)).then(({ language }) => document.fonts.load(`1em "${FACES[language]}"`), () => {});

let sidebar, article, dashboard, live;
const jobs = new Jobs({ open: (id) => open(id), announce: (text) => article.announce(text) });
const adding = new Adding({ added: () => sidebar.refresh(), open: (id) => open(id) });

export function mountSidebar(element) {
  const root = turned(element.querySelector("#wb-sidebar"));
  sidebar = new Sidebar(root, jobs, adding, { open, go, named: () => { article.live.place(); return article.settle(); }, settle: () => article.settle(), speak });
  document.documentElement.lang = language;
  document.body.classList.toggle("rtl", direction === "rtl"); // where Gradio's own parts stand
  askSidebar(element.closest(".sidebar"));
  uncover();
  start();
}

// An element in the direction of the page's language.
function turned(node) {
  node.dir = direction;
  return node;
}

// The page in another language: every text is drawn anew, after what was typed is saved.
async function speak(tag) {
  await article.settle();
  kept.setLanguage(tag);
  location.reload();
}

// On a narrow screen the open side bar lies over the article.
function uncover() {
  if (innerWidth < 800) document.querySelector(".sidebar.open .toggle-button")?.click();
}

export function mountMain(element) {
  const root = turned(element.querySelector("#wb-main"));
  live = el("div", { class: "live", role: "status", "aria-live": "polite" });
  const body = el("div", { class: "workbench" }, el("p", { class: "hint", text: t("Opening…") }));
  const figures = el("div", { class: "workbench", hidden: true });
  root.replaceChildren(live, body, figures);
  article = new Article(body, jobs, {
    announce: (text) => { live.textContent = ""; requestAnimationFrame(() => { live.textContent = text; }); },
    notice: (text) => notice(text),
    nameOrAsk: () => sidebar.nameOrAsk(),
    add: () => adding.focus(),
    removed: async () => { await go("?"); notice(t("The article is removed.")); },
    changed: () => { clearTimeout(article.listTimer); article.listTimer = setTimeout(() => sidebar.refresh().catch(() => {}), 400); },
  });
  dashboard = new Dashboard(figures, { go, announce: article.hooks.announce });
  start();
}

// What a command has to say is seen and heard; where nothing else on the page says it.
function notice(text) {
  article.announce(text);
  live.classList.add("shown");
  clearTimeout(live.timer);
  live.timer = setTimeout(() => live.classList.remove("shown"), NOTICE_MS);
}

async function start() {
  if (!sidebar || !article) return;
  addEventListener("popstate", async () => {
    if (article.isAt(location)) return article.followAddress();
    await article.settle();
    await openFromAddress();
  });
  addEventListener("keydown", (event) => { if (event.key === "Escape") closeMenus(null, true); });
  addEventListener("click", (event) => closeMenus(event.target));
  addEventListener("beforeunload", (event) => { if (article.unsaved()) event.preventDefault(); });
  await openFromAddress();
}

async function openFromAddress() {
  const wanted = new URLSearchParams(location.search).get("article");
  if (showDashboard(new URLSearchParams(location.search).get("view") === "dashboard")) {
    await sidebar.refresh("").catch(() => {}); // the dashboard says what is wrong
    jobs.refresh();
    return dashboard.open();
  }
  try {
    const listed = sidebar.refresh();
    listed.catch(() => {}); // the article says what is wrong
    const articles = wanted ? [] : await listed; // an article that is asked for need not wait for the list
    if (wanted || articles.length) await show(wanted || articles[0].id);
    else article.leave(el("h1", { text: t("No articles yet") }), el("p", { text: t("Add articles in the side bar, or run “workbench run” in a terminal.") }));
  } catch (error) {
    article.leave(
      el("h1", { text: t("This cannot be shown now") }),
      el("p", { class: "failed", dir: "auto", role: "alert", text: error.message }),
      el("button", { type: "button", class: "button", text: t("Try again"), onclick: () => openFromAddress() }));
  }
}

function closeMenus(target, refocus = false) {
  for (const menu of document.querySelectorAll(".menu[open]")) {
    if (menu.contains(target)) continue;
    menu.open = false;
    if (refocus) menu.querySelector("summary").focus();
  }
}

// Shows the dashboard in place of the article, or puts that back; returns which.
function showDashboard(wanted) {
  if (wanted) article.live.stop();
  article.root.hidden = wanted;
  dashboard.root.hidden = !wanted;
  return wanted;
}

// To an address of this page, and there to the sentence it names or to the top.
async function go(address) {
  await article.settle();
  history.pushState(null, "", address);
  const opened = openFromAddress();
  uncover();
  if (!dashboard.root.hidden) {
    scrollTo(0, 0);
    dashboard.heading.focus();
  }
  await opened;
  const row = location.hash && article.rows.find((each) => `#${each.node.id}` === location.hash);
  if (row) article.goTo(row);
}

async function open(id) {
  await article.settle();
  history.pushState(null, "", `?article=${encodeURIComponent(id)}`);
  await openFromAddress();
}

async function show(id) {
  await article.open(id);
  await sidebar.refresh(article.id).catch(() => {}); // a list that does not come must not take the article away
}
