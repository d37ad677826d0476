// What Gradio's shell does around the page, where it costs too much.

const ASKED = /\.sidebar-parent:has\(\.sidebar\.open(\.right|:not\(\.right\))?\)/g;
const MARKS = { "": "beside-open", ":not(.right)": "beside-open-left", ".right": "beside-open-right" };

// By `:has()` Gradio's style asks whether the side bar is open, and the browser looks for it through all rows of the article
// after each change anywhere: some milliseconds a key with 500 sentences. Here the side bar is asked, when it changes.
export function askSidebar(sidebar) {
  const parent = sidebar?.closest(".sidebar-parent");
  if (!parent) return;
  const mark = () => {
    const [open, right] = ["open", "right"].map((name) => sidebar.classList.contains(name));
    parent.classList.toggle(MARKS[""], open);
    parent.classList.toggle(MARKS[":not(.right)"], open && !right);
    parent.classList.toggle(MARKS[".right"], open && right);
  };
  mark();
  new MutationObserver(mark).observe(sidebar, { attributeFilter: ["class"] });
  for (const sheet of document.styleSheets) for (const rule of everyRule(sheet)) {
    const plain = rule.selectorText?.replace(ASKED, (_, which = "") => `.sidebar-parent.${MARKS[which]}`);
    if (plain && plain !== rule.selectorText) rule.selectorText = plain;
  }
}

function everyRule(group) {
  return [...group.cssRules].flatMap((rule) => (rule.cssRules?.length ? [rule, ...everyRule(rule)] : [rule]));
}
