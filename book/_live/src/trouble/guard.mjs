/**
 * Watches over the forms of a page, whatever else does not come. Made into one small classic script
 * that every page loads, `_static/handbook-guard.js`, which imports nothing and stays where it is when the
 * handbook is published anew.
 *
 * A form that a script has to bring to life stands in an element with `data-waiting`, which names
 * it for the reader ("This form", "The search") and holds a line with `role="status"` or `aria-live`. The script
 * takes the attribute away, and empties the line. When the page has loaded all its scripts, those elements that still
 * wait are dead: they say why.
 */

import { KEPT, inWords } from "./causes.mjs";
import { diagnose } from "./diagnosis.mjs";
import { reloadWithTyped, restoreTyped } from "./typed.mjs";

/** @typedef {import("./causes.mjs").Trouble} Trouble */

const WAITING = "[data-waiting]";

/** @type {Promise<Trouble> | undefined} */
let trouble;

document.documentElement.dataset.guarded = ""; // and so the few lines in the page keep silent
if (document.readyState === "loading") addEventListener("DOMContentLoaded", restoreTyped);
else restoreTyped();
// Scripts of a page have run by the first, if they could; this one may come later than that.
if (document.readyState === "complete") void tell();
else for (const event of ["DOMContentLoaded", "load"]) addEventListener(event, () => void tell());

/** Tell of each form that waits that it waits in vain. */
async function tell() {
  if (!document.querySelector(WAITING)) return;
  trouble ??= whatIsWrong();
  const found = await trouble;
  for (const form of document.querySelectorAll(WAITING)) {
    const line = form.querySelector("[role=status], [aria-live]");
    if (!line) continue;
    const what = form.getAttribute("data-waiting") ?? "";
    const reload = document.createElement("button");
    Object.assign(reload, { type: "button", textContent: "Reload the page" });
    reload.addEventListener("click", reloadWithTyped);
    line.replaceChildren(`${inWords(what, found)} ${KEPT} `, reload);
    form.setAttribute("data-dead", found.cause);
  }
}

/**
 * What is wrong with the scripts of this page.
 *
 * @returns {Promise<Trouble>}
 */
async function whatIsWrong() {
  const scripts = [.../** @type {NodeListOf<HTMLScriptElement>} */ (
    document.querySelectorAll("script[src]"))];
  const addresses = scripts.map(({ src }) => src);
  const found = await Promise.all(addresses.map((address) => diagnose(address, "broken")));
  const certain = found.find(({ cause }) => cause !== "broken");
  if (certain) return certain;
  const modules = scripts.filter(({ type }) => type === "module").map(({ src }) => src);
  return whatThrew(addresses) ?? (await whatDidNotRun(modules)) ?? { cause: "broken" };
}

/**
 * The script that came, and could not be read or did not run to its end: half of it, or one that is
 * too new for the browser.
 *
 * @param {string[]} addresses
 * @returns {Trouble | undefined}
 */
function whatThrew(addresses) {
  /** @type {ErrorEvent[]} */
  const errors = /** @type {any} */ (globalThis).handbookErrors ?? [];
  for (const { filename = "", error } of errors) {
    if (addresses.includes(filename)) return ofError(filename, error);
  }
}

/**
 * The same, of modules alone, where nobody listened from the beginning: imported again, a module
 * gives the error that it gave before.
 *
 * @param {string[]} modules
 * @returns {Promise<Trouble | undefined>}
 */
async function whatDidNotRun(modules) {
  for (const address of modules) {
    try {
      await import(address);
    } catch (error) {
      return ofError(address, error);
    }
  }
}

/**
 * @param {string} address
 * @param {unknown} error
 * @returns {Trouble}
 */
function ofError(address, error) {
  const file = new URL(address).pathname.split("/").pop();
  return { cause: error instanceof SyntaxError ? "damaged" : "broken", file };
}
