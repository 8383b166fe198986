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
 * Whether something else is in a control than the page came with.
 *
 * @param {Element} body
 */
export function hasTyped(body) {
  return [...body.querySelectorAll("input:not([type=hidden]), select, textarea")].some(isTyped);
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
 * can change its answers before Python has said anything: the form then says what the state says.
 * What no control shows is held by hidden ones, so that such a change loses nothing of it.
 *
 * @param {Element} body
 * @param {string} state
 * @param {{ leaveTyped: boolean }} options whether controls that hold something else than they came
 *   with are left as they are
 * @returns {"all of it" | "but for what was typed"} what of the state was put there
 */
export function fillIn(body, state, { leaveTyped }) {
  const query = new URLSearchParams(state);
  const controls = /** @type {HTMLInputElement[]} */ (
    [...body.querySelectorAll("input:not([type=hidden]), select, textarea")]
  );
  const typed = new Set(leaveTyped ? controls.filter(isTyped).map(({ name }) => name) : []);
  /** @type {Map<string, string[]>} values that no control has taken */
  const left = new Map([...new Set(query.keys())].map((name) => [name, query.getAll(name)]));
  for (const control of controls) {
    // Of several controls of one name, each takes the next value.
    const value = isChoice(control) ? "" : (left.get(control.name)?.shift() ?? "");
    if (isChoice(control)) left.delete(control.name);
    if (typed.has(control.name) || control === document.activeElement) continue;
    if (isChoice(control)) control.checked = query.has(control.name, control.value);
    else control.value = value;
  }
  const form = body.querySelector("form");
  for (const hidden of form?.querySelectorAll("input[type=hidden]") ?? []) hidden.remove();
  for (const [name, values] of left) {
    for (const value of values) {
      const hidden = document.createElement("input");
      Object.assign(hidden, { type: "hidden", name, value });
      form?.append(hidden);
    }
  }
  return typed.size ? "but for what was typed" : "all of it";
}

/** @param {HTMLInputElement} control */
export function isChoice(control) {
  return control.type === "checkbox" || control.type === "radio";
}

/**
 * Whether something else is in a control than the page, or the last answer, put there.
 *
 * @param {Element} control
 */
export function isTyped(control) {
  if (control instanceof HTMLSelectElement) {
    const given = [...control.options].findIndex((option) => option.defaultSelected);
    return control.selectedIndex !== Math.max(given, 0);
  }
  const { value, defaultValue, checked, defaultChecked } =
    /** @type {HTMLInputElement} */ (control);
  return isChoice(/** @type {HTMLInputElement} */ (control))
    ? checked !== defaultChecked
    : value !== defaultValue;
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
