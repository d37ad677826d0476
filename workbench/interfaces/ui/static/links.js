// Which sentence is meant: its source, its English and its place in the summary light up together, wherever the pointer or
// the focus is on one of them.

const LINKED = "li.row, .summary-sentences > li, .sentence";
const SHOWN_MS = 2000;

export class Links {
  constructor(root) {
    this.root = root;
    this.at = {}; // what points → the sentence's id
    for (const [what, over, out] of [["pointer", "pointerover", "pointerout"], ["focus", "focusin", "focusout"]]) {
      root.addEventListener(over, (event) => this.point(what, event.target));
      root.addEventListener(out, (event) => this.point(what, event.relatedTarget));
    }
  }

  point(what, node) {
    const origin = node?.closest?.(LINKED);
    const id = this.root.contains(origin) ? origin.dataset.id : null;
    if (this.at[what]?.id === id && this.at[what]?.origin === origin) return;
    this.at[what] = id ? { id, origin } : null;
    this.draw();
  }

  // Lights a sentence for a moment: somebody was led to it.
  flash(id) {
    clearTimeout(this.timer);
    this.at.led = { id, origin: null };
    this.draw();
    this.timer = setTimeout(() => { this.at.led = null; this.draw(); }, SHOWN_MS);
  }

  // Also after nodes were drawn anew.
  draw() {
    for (const node of this.root.querySelectorAll(".lit")) node.classList.remove("lit", "origin");
    for (const { id, origin } of Object.values(this.at).filter(Boolean)) {
      const linked = [...this.root.querySelectorAll(`:is(${LINKED})[data-id="${CSS.escape(id)}"]`)];
      if (linked.length < 2 && origin) continue; // nothing belongs to it
      for (const node of linked) node.classList.add("lit");
      origin?.classList.add("origin");
    }
  }
}
