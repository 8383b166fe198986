/**
 * What a reader asks to have kept on this device: the state of a walk, in the browser's own storage.
 * Nothing is kept unasked, and nothing of it leaves the browser.
 */

/** The key in the storage is this and the walk's id. */
const KEY = "scc-kept:";

/** @typedef {{ state: string, since: string }} Kept a walk's state, and when it was kept (ISO) */

/**
 * What is kept of a walk; null where nothing is, or where the browser lets nobody look.
 *
 * @param {string} walk
 * @returns {Kept | null}
 */
export function kept(walk) {
  try {
    const { state, since } = JSON.parse(localStorage.getItem(KEY + walk) ?? "null") ?? {};
    return typeof state === "string" && typeof since === "string" ? { state, since } : null;
  } catch {
    return null;
  }
}

/**
 * Keep a walk as it stands.
 *
 * @param {string} walk
 * @param {string} state
 * @returns {boolean} whether the browser kept it
 */
export function keep(walk, state) {
  try {
    const since = new Date().toISOString();
    localStorage.setItem(KEY + walk, JSON.stringify({ state, since }));
    return true;
  } catch {
    return false;
  }
}

/** @param {string} walk */
export function forget(walk) {
  try {
    localStorage.removeItem(KEY + walk);
  } catch {
    // What cannot be looked at was not kept either.
  }
}
