// What the bench of the page measures from inside a tab, in milliseconds. `now` is one clock for all tabs of a browser.

window.bench = (() => {
  const now = () => performance.timeOrigin + performance.now();
  const nextFrame = () => new Promise((done) => requestAnimationFrame(done));
  const field = (number) => document.querySelector(`#n${number} textarea.target`);

  // When the next frame is drawn and the page takes input again.
  const drawn = () => nextFrame().then(() => new Promise((done) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => done(performance.now());
    port2.postMessage(null);
  }));

  const until = async (test, limit = 60_000) => {
    const latest = performance.now() + limit;
    while (!test()) {
      if (performance.now() > latest) throw new Error("what the bench waits for does not come");
      await nextFrame();
    }
  };

  // --- opening: from the navigation until somebody could type ---

  const opened = until(() => field(1)?.getClientRects().length).then(drawn);

  // --- keys ---

  let keys = []; // { frame: from the press to the frame that shows it, work: what of that the page kept the browser busy }
  let pressed = null;
  const press = (event) => { pressed = { at: event.timeStamp, from: performance.now() }; };
  const typed = async () => {
    const { at, from } = pressed;
    const handled = performance.now() - from;
    const frame = await nextFrame().then(() => performance.now());
    await new Promise((done) => { const { port1, port2 } = new MessageChannel(); port1.onmessage = done; port2.postMessage(null); });
    keys.push({ frame: performance.now() - at, work: handled + performance.now() - frame });
  };
  const watchKeys = () => {
    keys = [];
    addEventListener("keydown", press, true);
    addEventListener("input", typed); // last of all: the page's own listeners have run
  };
  const keysSeen = () => keys;

  // --- saves ---

  // As a person edits a sentence and leaves it: how long until the page says that it is saved.
  const save = async (number, text) => {
    await until(() => field(number)); // of a long article the last sentences are drawn after the first
    const area = field(number);
    const told = document.querySelector(`#n${number} .saved`);
    area.focus();
    area.value = text;
    area.dispatchEvent(new InputEvent("input", { bubbles: true, inputType: "insertReplacementText" }));
    const began = now();
    area.blur();
    await new Promise((done, fail) => {
      const limit = setTimeout(() => fail(new Error(`sentence ${number} is not saved: ${told.textContent}`)), 60_000);
      const look = () => {
        if (!told.textContent.startsWith("Saved ")) return;
        clearTimeout(limit);
        watching.disconnect();
        done();
      };
      const watching = new MutationObserver(look);
      watching.observe(told, { childList: true, characterData: true, subtree: true });
    });
    return { began, took: now() - began };
  };

  // --- another person's save ---

  let seen;
  const watch = (number, text) => { seen = until(() => field(number)?.value === text).then(now); };
  const seenAt = () => seen;

  return { opened: () => opened, watchKeys, keysSeen, save, watch, seenAt };
})();
