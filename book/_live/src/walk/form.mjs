/**
 * A walk's form and its state: a query string, which is read from the controls and put into them.
 */

/** Everything in a form that holds something of the reader's. */
export const CONTROLS = "input, select, textarea";

/**
 * What a button adds to one question.
 * @typedef {[name: string, value: string]} Action
 */

/**
 * The form as a query string; null where the body has no form.
 *
 * @param {Element} body
 */
export function serialise(body) {
  const form = body.querySelector("form");
  if (!form) return null;
  const query = new URLSearchParams();
  for (const [name, value] of new FormData(form)) {
    if (typeof value === "string") query.append(name, value);
  }
  return query.toString();
}

/**
 * @param {string} state
 * @param {Action | null} action
 */
export function withAction(state, action) {
  if (!action) return state;
  const query = new URLSearchParams(state);
  query.set(...action);
  return query.toString();
}

/**
 * Put a state into the controls that are there already, so that a reader who opens a link sees and
 * can change its answers before Python has said anything. What no control shows is held by hidden
 * ones, so that such a change loses nothing of it.
 *
 * @param {Element} body
 * @param {string} state
 */
export function fillIn(body, state) {
  const query = new URLSearchParams(state);
  /** @type {Set<string>} */
  const shown = new Set();
  for (const field of body.querySelectorAll("input:not([type=hidden]), select, textarea")) {
    const control = /** @type {HTMLInputElement} */ (field);
    const values = query.getAll(control.name);
    shown.add(control.name);
    if (values.length === 0 || control === document.activeElement) continue;
    if (isChoice(control)) control.checked = values.includes(control.value);
    else if (values.length === 1) control.value = values[0];
  }
  const form = body.querySelector("form");
  if (!form) return;
  for (const hidden of form.querySelectorAll("input[type=hidden]")) hidden.remove();
  for (const [name, value] of query) {
    if (shown.has(name)) continue;
    const hidden = document.createElement("input");
    Object.assign(hidden, { type: "hidden", name, value });
    form.append(hidden);
  }
}

/** @param {HTMLInputElement} control */
export function isChoice(control) {
  return control.type === "checkbox" || control.type === "radio";
}

/**
 * Whether a date lies before those that are accepted, as it does while its year is typed: 2, 20 and
 * 201 come before 2014. An answer to each would be an error, read out over the next key.
 *
 * @param {EventTarget | null} target
 */
export function isHalfTyped(target) {
  return (
    target instanceof HTMLInputElement && target.type === "date" &&
    target.value !== "" && target.value < target.min
  );
}

/**
 * @param {Element | null} element
 * @param {Element} within
 */
export function isField(element, within) {
  return element !== null && within.contains(element) && element.matches(CONTROLS);
}
