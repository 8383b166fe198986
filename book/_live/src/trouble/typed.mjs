/**
 * What a reader has typed into the forms of a page that is loaded again: it goes along with the
 * page's place in the browser's history, which no other page and no host sees.
 */

import { isChoice, isTyped } from "../walk/form.mjs";

/** @typedef {{ id: string, value: string, checked: boolean }} Typed a control, and what is in it */

const CONTROLS = "input:not([type=hidden]), select, textarea";

/** Load the page again, and leave for it what has been typed. */
export function reloadWithTyped() {
  const typed = [...document.querySelectorAll(CONTROLS)]
    .filter((control) => control.id && isTyped(control))
    .map((control) => {
      const { id, value, checked = false } = /** @type {HTMLInputElement} */ (control);
      return { id, value, checked };
    });
  try {
    history.replaceState({ ...history.state, typed }, "");
  } catch {
    // Too much for it, or too often: the browser may still restore the fields by itself.
  }
  location.reload();
}

/** Put back what was typed before the page was loaded again. */
export function restoreTyped() {
  const { typed, ...state } = history.state ?? {};
  if (!Array.isArray(typed)) return;
  history.replaceState(Object.keys(state).length ? state : null, "");
  for (const { id, value, checked } of /** @type {Typed[]} */ (typed)) {
    const control = /** @type {HTMLInputElement | null} */ (document.getElementById(id));
    if (!control?.matches(CONTROLS)) continue;
    if (isChoice(control)) control.checked = checked;
    else control.value = value;
    // Whoever listens already takes it as typed now.
    for (const event of ["input", "change"]) {
      control.dispatchEvent(new Event(event, { bubbles: true }));
    }
  }
}
