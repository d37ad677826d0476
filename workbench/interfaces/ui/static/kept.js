// What this browser remembers: the reviewer's name, light or dark, the page's language, and texts that the server has not confirmed yet.

// Where the browser keeps nothing (private mode, no space), as long as the page is open: rows are drawn anew from it.
const passing = new Map();
const read = (key) => {
  try { return passing.get(key) ?? JSON.parse(localStorage.getItem(key)); } catch { return null; }
};
const write = (key, value) => {
  passing.delete(key);
  try { value === null ? localStorage.removeItem(key) : localStorage.setItem(key, JSON.stringify(value)); } catch { passing.set(key, value); }
};
const draftKey = (article, segment, user = owner) => `workbench.draft.${user === null ? "" : `${encodeURIComponent(user)}/`}${article}.${segment}`;
let owner = null; // who is signed in

// A text from before there was a login belongs to the first who signs in, in this browser, and may change it.
function adopt(article, segment) {
  const before = owner === null ? null : read(draftKey(article, segment, null));
  if (!before || read(draftKey(article, segment))) return;
  write(draftKey(article, segment), before);
  write(draftKey(article, segment, null), null);
}

// One tab, over its reloads.
const TAB = (() => {
  try { return (sessionStorage["workbench.tab"] ||= crypto.randomUUID()); } catch { return "tab"; }
})();

export const kept = {
  signedIn: (name) => { owner = name; },
  name: () => owner ?? (read("workbench.name") || ""),
  setName: (name) => write("workbench.name", name || null),
  dark: () => read("workbench.dark") ?? matchMedia("(prefers-color-scheme: dark)").matches,
  setDark: (dark) => write("workbench.dark", dark),
  language: () => read("workbench.language") || "en",
  setLanguage: (language) => write("workbench.language", language),
  // A draft carries the version it was typed on, so it can never replace a newer saved text unseen.
  draft: (article, segment) => {
    adopt(article, segment);
    return read(draftKey(article, segment));
  },
  setDraft: (article, segment, draft) => write(draftKey(article, segment), { ...draft, tab: TAB }),
  removeDraft: (article, segment) => write(draftKey(article, segment), null),
  // Another tab's unsaved text of the same sentence is not ours to forget.
  forgetDraft: (article, segment) => {
    const draft = read(draftKey(article, segment));
    if (draft && draft.tab === TAB) write(draftKey(article, segment), null);
  },
};
