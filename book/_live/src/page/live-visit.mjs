/**
 * What stands in the forms of a page, over a reload, on the way back to it, and when the page is
 * opened anew in this tab. It lies in the storage of the tab's session, under the entry of the tab's
 * history: a link is another entry, and shows what the link says. The browser drops it with the tab.
 *
 * Before this script has come, `begin.js` in the page itself keeps what is typed, by the names of the
 * fields, and puts it back after a reload.
 */

const ENTERED = "scc-entered:";
const LATEST = "latest";
const TYPED = "scc-typed:";

/**
 * @typedef {object} Entered
 * @property {string} state the form
 * @property {string} since which of what is kept on the device it goes on from; empty where none
 */

/**
 * Remember a form as it stands.
 *
 * @param {string} walk
 * @param {Entered} entered
 */
export function remember(walk, entered) {
  try {
    const visit = history.state?.visit ?? Math.random().toString(36).slice(2);
    if (!history.state?.visit) history.replaceState({ ...history.state, visit }, "");
    const key = `${ENTERED}${visit}:${walk}`;
    const text = JSON.stringify(entered);
    try {
      sessionStorage.setItem(key, text);
    } catch {
      // There is no room: what stands on other entries of the history makes way.
      drop((other) => other !== key && other.startsWith(ENTERED));
      sessionStorage.setItem(key, text);
    }
    sessionStorage.setItem(`${ENTERED}${LATEST}:${walk}`, text);
  } catch {
    // A browser that keeps nothing, or not as much: then a reload shows what the address says.
  }
}

/**
 * The form as it stood here before; null where the reader has not been here.
 *
 * @param {string} walk
 * @returns {Entered | null}
 */
export function remembered(walk) {
  return entered(history.state?.visit, walk);
}

/**
 * The form as it stood last in this tab, on whatever entry of the history; null where it never was.
 *
 * @param {string} walk
 * @returns {Entered | null}
 */
export function latest(walk) {
  return entered(LATEST, walk);
}

/**
 * @param {string | undefined} visit
 * @param {string} walk
 * @returns {Entered | null}
 */
function entered(visit, walk) {
  try {
    return visit ? JSON.parse(sessionStorage.getItem(`${ENTERED}${visit}:${walk}`) ?? "null") : null;
  } catch {
    return null;
  }
}

/**
 * Forget what was typed before the form was ready, since it is in the form now.
 *
 * @param {string} walk
 */
export function forgetTyped(walk) {
  drop((key) => key === `${TYPED}${history.state?.visit}:${walk}`);
}

/**
 * Forget a form on every entry of the history.
 *
 * @param {string} walk
 */
export function forgetVisits(walk) {
  drop((key) => key.startsWith(ENTERED) && key.endsWith(`:${walk}`));
}

/** @param {(key: string) => boolean} which */
function drop(which) {
  try {
    for (const key of Object.keys(sessionStorage)) if (which(key)) sessionStorage.removeItem(key);
  } catch {
    // What cannot be looked at was not kept either.
  }
}
