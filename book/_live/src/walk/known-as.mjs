/**
 * What tells the school of a form from every other, whatever it is called, so that a calendar knows
 * its entries again. Python cannot make it: the same question has the same answer everywhere.
 */

/**
 * What the calendar files hold that were saved of a school since the page was loaded, if all were: a
 * file cancels nothing else then. Nothing of it is kept.
 *
 * @type {Map<string, Set<string>>}
 */
const held = new Map();

/**
 * A state for a calendar file, with what the earlier ones hold where the page knows it.
 *
 * @param {Element} body of a walk; its form says in `data-calendar-held` under which name
 * @param {string} state
 * @param {string} school what it is known by
 */
export function withHeld(body, state, school) {
  const name = body.querySelector("form")?.dataset.calendarHeld;
  const uids = held.get(school);
  return name && uids ? `${state}&${name}=${encodeURIComponent([...uids].join(" "))}` : state;
}

/**
 * Say in the form that a calendar file of its school was saved: only then does the next one cancel
 * what no longer holds.
 *
 * @param {Element} body of a walk; its form says in `data-calendar-before` under which name
 * @param {string} school what it is known by
 * @param {string} text of the file
 * @returns {boolean} whether the form changed by it
 */
export function calendarSaved(body, school, text) {
  const form = body.querySelector("form");
  const name = form?.dataset.calendarBefore;
  const box = form && name ? fieldOf(form, name) : null;
  if (!box) return false;
  const before = held.get(school) ?? (box.checked ? null : new Set());
  if (before) held.set(school, new Set([...before, ...uidsOf(text)]));
  if (box.checked) return false;
  box.checked = true;
  return true;
}

/** The UIDs in a calendar file, whose lines may be folded. @param {string} text */
function uidsOf(text) {
  return [...text.replaceAll(/\r?\n[ \t]/g, "").matchAll(/^UID:(\S+)/gm)].map(([, uid]) => uid);
}

/**
 * Give the form what its school is known by, if it has nothing yet.
 *
 * @param {Element} body of a walk; its form says in `data-known-as` under which name
 * @param {string} before what this form was given before, if an answer was on its way meanwhile
 * @returns {string} what it is known by now; nothing for a form that does not ask
 */
export function knownAs(body, before) {
  const form = body.querySelector("form");
  const own = willBeKnownAs(body, before);
  if (!form || !own) return "";
  (fieldOf(form, own.name) ?? hidden(form, own.name)).value = own.value;
  return own.value;
}

/**
 * What the school of a form will be known by once something is entered.
 *
 * @param {Element} body of a walk
 * @param {string} before what this form was given before
 * @returns {{ name: string, value: string } | null} null for a form that does not ask
 */
export function willBeKnownAs(body, before) {
  const form = body.querySelector("form");
  const name = form?.dataset.knownAs;
  if (!form || !name) return null;
  return { name, value: fieldOf(form, name)?.value || before || random() };
}

/**
 * @param {HTMLFormElement} form
 * @param {string} name
 */
function fieldOf(form, name) {
  return /** @type {HTMLInputElement | null} */ (form.querySelector(`input[name="${name}"]`));
}

/**
 * @param {HTMLFormElement} form
 * @param {string} name
 */
function hidden(form, name) {
  const control = document.createElement("input");
  Object.assign(control, { type: "hidden", name });
  form.append(control);
  return control;
}

/** Sixteen digits that nobody else has; a page that is not served securely can make them too. */
function random() {
  const bytes = crypto.getRandomValues(new Uint8Array(8));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
