// Who is signed in, what their role allows, and what to do when the session ends while the page is open. Without a login
// nobody is: the page asks for a name and everything is allowed.

import { el } from "./dom.js";
import { kept } from "./kept.js";
import { parts, t } from "./texts.js";

const LOOK_MS = 3000;
const EVERYBODY = { name: null, role: null, rights: ["review", "manage"] };

const TRIES = 4;

async function askWho() {
  for (let tries = 1; tries <= TRIES; tries++) {
    const answer = await fetch("/api/v1/me").catch(() => null);
    if (answer?.ok) return answer.json();
    if (answer?.status === 401) return location.reload(); // the session ended just now: the server leads to the login
    await new Promise((done) => setTimeout(done, LOOK_MS / TRIES));
  }
  return EVERYBODY; // the server decides anyway
}

const me = (await askWho()) ?? { name: null, role: null, rights: [] };

// Texts that wait in this browser are the user's own: who signs in next at the same machine must not save them.
if (me.name !== null) kept.signedIn(me.name);
// What a role may not do is not shown (page.css); the server refuses it anyway.
for (const right of EVERYBODY.rights) document.documentElement.classList.toggle(`no-${right}`, !me.rights.includes(right));

export const user = me.name;
export const role = me.role;
export const may = (right) => me.rights.includes(right);

// With every question the page says whom it takes itself to be: another tab may have signed somebody else in since.
export function headers() { return me.name === null ? {} : { "X-Workbench-User": encodeURIComponent(me.name) }; }

// --- when the session ends ---

const banner = el("div", { class: "signed-out", role: "alert" });
let looking;

export const ended = () => banner.isConnected;

// Nothing is lost: a row keeps what it could not save until the page hears that the user is back.
export async function look() {
  const answer = await fetch("/api/v1/me").catch(() => null);
  const now = answer?.ok ? (await answer.json()).name : null;
  if (answer?.status === 401) tell("out", parts("You were signed out: {link}. Your text is kept in this browser, and is saved once you are signed in.", { link: signInLink() }));
  else if (answer?.ok && me.name !== null && now !== me.name) {
    const [other, own] = [now, me.name].map((text) => el("bdi", { text }));
    tell(now, parts("This browser is signed in as {other} now, and this page was opened by {own}. To go on here, {link} with that name. Your text is kept in this browser.", { other, own, link: signInLink({ again: 1 }) }));
  } else if (answer?.ok) signedInAgain();
}

function signInLink(more = {}) {
  const next = location.pathname + location.search;
  return el("a", { href: `/login?${new URLSearchParams({ next, ...more })}${location.hash}`, target: "_blank", text: t("sign in again (new tab)") });
}

function tell(why, words) {
  if (ended() && banner.dataset.why === why) return;
  banner.dataset.why = why;
  banner.replaceChildren(...words);
  (document.getElementById("wb-main") ?? document.body).prepend(banner);
  clearInterval(looking);
  looking = setInterval(look, LOOK_MS);
}

function signedInAgain() {
  clearInterval(looking);
  if (!ended()) return;
  banner.remove();
  dispatchEvent(new Event("wb:signed-in"));
}

// A link to a download would take the page away to a refusal.
addEventListener("click", (event) => {
  if (!ended() || !event.target.closest?.('a[href^="/api/"]')) return;
  event.preventDefault();
  banner.querySelector("a").focus();
}, true);

export async function signOut() {
  const answer = await fetch("/logout", { method: "POST", headers: headers() }).catch(() => null);
  if (answer?.ok || answer?.status === 401) location.assign(`/login?${new URLSearchParams({ next: location.pathname + location.search })}`);
}
