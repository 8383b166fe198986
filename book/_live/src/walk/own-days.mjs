/**
 * The days that a page knows and Python does not: today, and the last visit. A walk whose form says
 * so is given them with every question, and nothing of them is kept or stands in a link.
 */

/**
 * A state with the days that its form asks the page for.
 *
 * @param {Element} body of a walk; its form says in `data-today` and `data-last-visit` under which
 *   names it wants them
 * @param {string} state
 * @param {string} lastVisit empty where there was none
 */
export function withDays(body, state, lastVisit) {
  const { today, lastVisit: last } = body.querySelector("form")?.dataset ?? {};
  if (!today && !last) return state;
  const query = new URLSearchParams(state);
  if (today) query.set(today, dayOf(new Date().toISOString()));
  if (last && lastVisit) query.set(last, lastVisit);
  return query.toString();
}

/**
 * The day of a moment, where the reader is; empty for none.
 *
 * @param {string | undefined} moment in ISO form
 */
export function dayOf(moment) {
  if (!moment) return "";
  const day = new Date(moment);
  const two = (/** @type {number} */ number) => String(number).padStart(2, "0");
  return `${day.getFullYear()}-${two(day.getMonth() + 1)}-${two(day.getDate())}`;
}
