// What was typed in sentences that somebody split or merged away goes on in those that stand for them now. It is kept as
// every unsaved text is (kept.js), under the new sentence, where the row that is drawn finds it.

import { kept } from "./kept.js";

const joined = (texts) => texts.map((text) => text.trim()).filter(Boolean).join(" ");

// `rows` are those on the screen, `data` is the article as it is now.
export function handOn(rows, data) {
  const there = new Map(data.rows.map((row) => [row.id, row]));
  for (const [heir, parents] of parentsOf(rows, there, data.heirs)) {
    if (parents.some((row) => row.unsaved() || row.inConflict())) give(data.id, there.get(heir), parents);
  }
  for (const [gone, heir] of Object.entries(data.heirs)) {
    move(data.id, gone, heir);
    move(data.id, `${gone}.comment`, `${heir}.comment`);
    move(data.id, `summary:${gone}`, `summary:${heir}`);
  }
}

function parentsOf(rows, there, heirs) {
  const found = new Map();
  for (const row of [...rows].sort((a, b) => a.data.number - b.data.number)) {
    const heir = heirs[row.data.id];
    if (!there.has(row.data.id) && there.has(heir)) found.set(heir, [...(found.get(heir) || []), row]);
  }
  return found;
}

// Where nothing but the cut happened, what was typed is simply a newer text of the new sentence. Else both are shown.
function give(article, heir, parents) {
  const begun = joined(parents.map((row) => row.data.target));
  const text = joined(parents.map((row) => row.text.value));
  kept.setDraft(article, heir.id, { text, base: heir.target === begun ? heir.version : 0, begun });
  for (const row of parents) kept.removeDraft(article, row.data.id);
}

// Of a page that was closed meanwhile. What the new sentence has of its own goes first.
function move(article, gone, heir) {
  const draft = kept.draft(article, gone);
  if (!draft || kept.draft(article, heir)) return;
  kept.setDraft(article, heir, { text: draft.text, base: 0 });
  kept.removeDraft(article, gone);
}
