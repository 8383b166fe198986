/**
 * That an answer is an example's, said beside a walk until nothing of the example is left in it.
 */

import { same } from "./live-keeping.mjs";

const STILL_THE_EXAMPLES =
  "Some of these days are still the example's. Put in your own, or clear them.";

/**
 * Say that an example is one, until all of its days are the reader's own.
 *
 * @param {HTMLElement} section of a walk
 * @param {string} example its state
 * @param {string} state what is shown
 */
export function showsExample(section, example, state) {
  const note = section.querySelector(".scc-walk__example");
  if (!note) return;
  const whole = same(state, example);
  const own = new URLSearchParams(state);
  const left = [...new URLSearchParams(example)].some(
    ([name, value]) => /^\d{4}-\d\d-\d\d$/.test(value) && own.getAll(name).includes(value),
  );
  if (!whole && left) note.textContent = STILL_THE_EXAMPLES;
  note.toggleAttribute("hidden", !whole && !left);
}
