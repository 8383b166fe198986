/**
 * The states of a form that one more choice leads to: what a reader is likely to ask next.
 */

import { isChoice } from "./form.mjs";

/** Of a long list, no more than these, nearest first: the keys step through it one by one. */
const OPTIONS = 4;

/** No more than these in all. */
const STATES = 24;

/** @typedef {HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement} Control */
/** @typedef {{ name: string, value: string }} Own */

/**
 * The states that one choice leads to from where the form stands, likeliest first: a form is filled
 * in downwards, so what stands below the last change comes before what stands above it.
 *
 * @param {Element} body
 * @param {Element | null} changed what was changed last
 * @param {Own | null} own what the form will be given with that choice
 * @returns {string[]} query strings, as `serialise` would write them
 */
export function nextStates(body, changed, own) {
  const form = body.querySelector("form");
  if (!form) return [];
  const controls = /** @type {Control[]} */ (
    [...form.elements].filter((element) => element.matches("input, select, textarea"))
  );
  const at = controls.findIndex((control) => control === changed);
  const states = new Set();
  for (const control of [...controls.slice(at + 1), ...controls.slice(0, at + 1)]) {
    if (control.disabled || !control.name) continue;
    for (const value of otherValues(control)) states.add(written(controls, control, value, own));
    if (states.size >= STATES) break;
  }
  return [...states].slice(0, STATES);
}

/**
 * What a control would send if it were chosen otherwise; null is nothing.
 *
 * @param {Control} control
 * @returns {(string | null)[]}
 */
function otherValues(control) {
  if (control instanceof HTMLSelectElement) {
    const { selectedIndex: now, options } = control;
    return [...options]
      .map((option, index) => ({ option, away: Math.abs(index - now), before: index < now }))
      .filter(({ option, away }) => away > 0 && !option.disabled)
      .sort((one, other) => one.away - other.away || Number(one.before) - Number(other.before))
      .slice(0, OPTIONS)
      .map(({ option }) => option.value);
  }
  if (!(control instanceof HTMLInputElement) || !isChoice(control)) return [];
  if (!control.checked) return [control.value];
  return control.type === "checkbox" ? [null] : [];
}

/**
 * The form as it would be sent with one control set to something else.
 *
 * @param {Control[]} controls
 * @param {Control} changed
 * @param {string | null} value
 * @param {Own | null} own
 */
function written(controls, changed, value, own) {
  const query = new URLSearchParams();
  for (const control of controls) {
    const sent = control === changed ? value : sentBy(control, changed);
    if (sent !== null) query.append(control.name, sent);
  }
  if (own) query.set(own.name, own.value);
  return query.toString();
}

/**
 * @param {Control} control
 * @param {Control} changed
 */
function sentBy(control, changed) {
  if (control.disabled || !control.name) return null;
  if (control instanceof HTMLInputElement) {
    if (isChoice(control)) {
      const ousted = changed.type === "radio" && changed.name === control.name;
      return control.checked && !(ousted && control.type === "radio") ? control.value : null;
    }
    // What these hold is sent in no state.
    if (["file", "submit", "button", "image", "reset"].includes(control.type)) return null;
  }
  return control.value;
}
