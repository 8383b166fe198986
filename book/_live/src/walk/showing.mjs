/**
 * What is shown in a walk, or not, without another answer.
 */

import { focusBeside } from "./focus.mjs";
import { keepAsCaseInWords, keepInWords, keptInWords } from "./keeping.mjs";

/**
 * Say something in elements that do not say it already.
 *
 * @param {ParentNode} root
 * @param {string} elements
 * @param {string} words
 */
export function word(root, elements, words) {
  for (const element of root.querySelectorAll(elements)) {
    if (element.textContent !== words) element.textContent = words;
  }
}

/**
 * Show buttons, or hide them.
 *
 * @param {ParentNode} root
 * @param {string} buttons
 * @param {boolean} possible
 */
export function reveal(root, buttons, possible) {
  for (const button of root.querySelectorAll(buttons)) {
    if (!possible && button === document.activeElement) focusBeside(button);
    button.toggleAttribute("hidden", !possible);
  }
}

/**
 * The state in which another walk holds what this one says, where it is kept as that.
 *
 * @param {ParentNode} root
 * @returns {string | undefined}
 */
export function asCase(root) {
  return /** @type {HTMLElement | null} */ (root.querySelector("[data-as-case]"))?.dataset.asCase;
}

/**
 * Have links lead to a page whose walk goes on from here; one that leads nowhere is not shown.
 *
 * @param {ParentNode} root
 * @param {(page: string, plain: boolean) => string | undefined} address without a state, if plain
 */
export function leadElsewhere(root, address) {
  for (const link of /** @type {NodeListOf<HTMLAnchorElement>} */ (root.querySelectorAll("a[data-page]"))) {
    const { page = "", plain } = link.dataset;
    const href = address(page, plain !== undefined);
    if (href && link.getAttribute("href") !== href) link.href = href;
    link.hidden = !href;
  }
}

/**
 * Show the buttons that do something here, and say what is kept. Only what differs is touched, so
 * that an answer which was prepared has to be laid out only once.
 *
 * @param {ParentNode} root
 * @param {import("./surroundings.d.ts").Surroundings} surroundings
 */
export function showWhatCanBeDone(root, { address, elsewhere, keeper }) {
  const kept = keeper?.kept() ?? null;
  reveal(root, "[data-copy-link]", address !== undefined);
  reveal(root, "[data-copy-code]", "clipboard" in navigator);
  reveal(root, "[data-share]", address !== undefined && "share" in navigator);
  reveal(root, "[data-keep]", keeper !== undefined && !kept?.shown);
  reveal(root, "[data-open-kept]", kept !== null && !kept.shown);
  reveal(root, "[data-forget]", kept !== null);
  const state = asCase(root);
  word(root, "[data-keep]", state === undefined ? keepInWords(kept) : keepAsCaseInWords(kept));
  leadElsewhere(root, (page, plain) => elsewhere?.(page, plain ? "" : (state ?? "")));
  word(root, "[data-kept]", keptInWords(kept));
}

/**
 * Follow the link to a page in the way it was followed before, if there is one still. An answer that
 * came meanwhile may have made another link of the one that was pressed.
 *
 * @param {ParentNode} root
 * @param {string} page
 * @param {Event} click
 */
export function followAgain(root, page, click) {
  const link = root.querySelector(`a[data-page="${CSS.escape(page)}"]:not([hidden])`);
  link?.dispatchEvent(new MouseEvent("click", click));
}

/**
 * Say beside a button what came of it, until something else is said so; the status line, which
 * tells those who listen, may be out of sight.
 *
 * @param {HTMLElement | null} button
 * @param {string} text
 */
export function sayBeside(button, text) {
  document.querySelector(".scc-said")?.remove();
  const row = button?.closest(".scc-buttons");
  if (!row) return;
  const said = document.createElement("p");
  said.className = "scc-said";
  said.setAttribute("aria-hidden", "true"); // the status line says it
  said.textContent = text;
  row.after(said);
}

/**
 * Unfold what a link leads to.
 *
 * @param {string | null | undefined} href
 */
export function unfold(href) {
  const place = href ? document.getElementById(href.slice(1)) : null;
  for (let fold = place?.closest("details"); fold; fold = fold.parentElement?.closest("details")) fold.open = true;
}
