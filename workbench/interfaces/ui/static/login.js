// The login page in the reader's language and colours. It works without this script, in English.

import { kept } from "./kept.js";
import { direction, language, t } from "./texts.js";

const root = document.documentElement;
root.classList.add(kept.dark() ? "dark" : "light");
root.lang = language;
root.dir = direction;

const say = (id, text) => { document.getElementById(id).textContent = text; };

document.title = `${t("Sign in")} – ${t("Translation workbench")}`;
say("brand", t("Translation workbench"));
say("heading", t("Sign in"));
say("name-label", t("Your name"));
say("password-label", t("Password"));
say("go", t("Sign in"));
say("hint", t("Whoever keeps this workbench gives out names and passwords."));
const { told: what, wait } = document.getElementById("told").dataset;
if (what === "wrong") say("told", t("The name or the password is not right."));
if (what === "old") say("told", t("This page had been open for too long: enter your name and password again."));
if (what === "wait") say("told", t("Too many attempts: wait {wait} seconds, then try again.", { wait }));

const name = document.getElementById("name");
(name.value ? document.getElementById("password") : name).focus();
