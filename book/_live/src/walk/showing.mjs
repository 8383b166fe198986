/**
 * What is shown in a walk, or not, without another answer.
 */

import { focusBeside } from "./focus.mjs";

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
