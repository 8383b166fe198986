/**
 * "Keep this handbook on this device": what is kept, and the two buttons, for all of it and for
 * nothing.
 */

import { arrived, isOff, isPossible, register, registered, setOff, tell } from "./talk.mjs";

/** @typedef {import("../messages.d.ts").Kept} Kept */
/** @typedef {import("../messages.d.ts").Outcome} Outcome */

/** As many bytes are asked for at once: enough to be quick, few enough to see it go on. */
const PORTION = 500_000;

const WHY = {
  full: "Your device has no room for more. Free some, then go on.",
  changed: "The handbook has just been published anew. Reload the page, then go on.",
  unreachable: "The handbook could not be reached. What has come is kept. Go on when you have a network.",
};

for (const place of document.querySelectorAll("[data-offline]")) enliven(/** @type {HTMLElement} */ (place));

/** @param {number} bytes */
const megabytes = (bytes) => `${Math.max(bytes / 1e6, 0.1).toFixed(1)} MB`;

/** @param {HTMLElement} place */
function enliven(place) {
  const status = element("p", { role: "status", tabindex: "-1" });
  const bar = /** @type {HTMLProgressElement} */ (element("progress", { "aria-label": "Kept so far", max: "1" }));
  const keep = button("Keep this handbook on this device", () => void keepEverything());
  const stop = button("Stop", () => { stopped = true; });
  const remove = button("Remove it from this device", () => void removeEverything());
  let stopped = false;
  place.replaceChildren(status, bar, keep, stop, remove);
  show({ bar: false, keep: false, stop: false, remove: false });
  if (!isPossible) {
    status.textContent = "This browser cannot keep the handbook: private windows, old browsers and "
      + "addresses without https cannot. Everything works while you have a network.";
    return;
  }
  void refresh();

  /** @param {Partial<Record<"bar" | "keep" | "stop" | "remove", boolean>>} shown */
  function show(shown) {
    for (const [name, part] of Object.entries({ bar, keep, stop, remove })) {
      const hidden = !shown[/** @type {keyof typeof shown} */ (name)];
      // The focus is never left on a button that goes.
      if (hidden && part === document.activeElement) status.focus();
      part.hidden = hidden;
    }
  }

  /** Say what is kept. @param {string} [news] what to say first */
  async function refresh(news = "") {
    const worker = isOff() ? null : (await registered())?.active;
    if (!worker) {
      status.textContent = `${news}Nothing of the handbook is kept on this device.`;
      show({ keep: true });
      return;
    }
    const kept = /** @type {Kept} */ (await tell(worker, { about: "kept" }));
    if (kept.everything && !kept.missing.length) {
      status.textContent = `${news}The whole handbook is kept on this device: ${kept.pages.all} pages `
        + `and the forms, ${megabytes(kept.bytes.all)}.`;
      show({ remove: true });
      return;
    }
    const left = kept.bytes.all - kept.bytes.kept;
    status.textContent = `${news}What you have opened is kept: ${kept.pages.kept} of ${kept.pages.all} `
      + `pages. The rest is ${megabytes(left)}.`;
    show({ keep: true, remove: true });
  }

  async function keepEverything() {
    stopped = false;
    bar.removeAttribute("value");
    show({ bar: true, stop: true });
    stop.focus();
    status.textContent = "Keeping the handbook.";
    let said = 0;
    try {
      setOff(false);
      const worker = await arrived(await register());
      // Without it a browser may clear what is kept when the device runs out of room.
      await navigator.storage?.persist?.();
      const kept = /** @type {Kept} */ (await tell(worker, { about: "kept" }));
      let done = kept.bytes.kept;
      for (const portion of portions(kept.missing)) {
        if (stopped) return void refresh("Stopped. ");
        const outcome = /** @type {Outcome} */ (await tell(worker, { about: "keep", paths: portion.paths }));
        if (!outcome.done) return void refresh(`${WHY[outcome.why]} `);
        done += portion.bytes;
        bar.value = done / kept.bytes.all;
        const quarter = Math.floor(4 * bar.value);
        if (quarter > said) {
          // Every quarter is often enough for those who hear it.
          said = quarter;
          status.textContent = `${megabytes(done)} of ${megabytes(kept.bytes.all)} kept.`;
        }
      }
      await tell(worker, { about: "everything" });
    } catch {
      return void refresh("Your browser does not keep it. ");
    }
    await refresh();
    remove.focus();
  }

  async function removeEverything() {
    setOff(true);
    const worker = (await registered())?.active;
    if (worker) await tell(worker, { about: "remove" });
    await refresh("Removed. ");
    keep.focus();
  }
}

/** @param {[path: string, bytes: number][]} files */
function* portions(files) {
  let portion = { paths: /** @type {string[]} */ ([]), bytes: 0 };
  for (const [path, bytes] of files) {
    portion.paths.push(path);
    portion.bytes += bytes;
    if (portion.bytes < PORTION) continue;
    yield portion;
    portion = { paths: [], bytes: 0 };
  }
  if (portion.paths.length) yield portion;
}

/**
 * @param {string} tag
 * @param {Record<string, string>} attributes
 */
function element(tag, attributes) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  return made;
}

/**
 * @param {string} label
 * @param {() => void} act
 */
function button(label, act) {
  const control = element("button", { type: "button", class: "scc-button" });
  control.textContent = label;
  control.addEventListener("click", act);
  return control;
}
