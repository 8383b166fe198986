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
