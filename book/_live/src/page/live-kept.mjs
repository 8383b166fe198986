/**
 * What a reader asks to have kept on this device: the state of a walk, in the browser's own storage,
 * which all tabs share. Nothing is kept unasked, and nothing of it leaves the browser.
 *
 * Each tab knows what was kept when it last looked. It writes over that and nothing else: what
 * another tab has kept since, or forgotten, stays as it is, and the reader is told.
 */

/** The key in the storage is this and the walk's id. */
const KEY = "scc-kept:";

/** @typedef {{ state: string, since: string }} Record a walk's state, and when it was kept (ISO) */

/** What is kept of one walk, as one tab knows it. */
export class Kept {
  #key;
  /** What was kept when this tab last looked, as it lies in the storage. */
  #known;

  /** @param {string} walk */
  constructor(walk) {
    this.#key = KEY + walk;
    this.#known = this.#stored();
  }

  /** What this tab knows to be kept; null where nothing is. */
  get record() {
    return parsed(this.#known);
  }

  /** Look again, and say whether another tab has changed it meanwhile. */
  look() {
    const stored = this.#stored();
    const changed = stored !== this.#known;
    this.#known = stored;
    return changed;
  }

  /**
   * Keep a state in place of what this tab knows of.
   *
   * @param {string} state
   * @returns {"kept" | "changed" | "impossible"} `changed`: another tab was quicker, nothing was done
   */
  keep(state) {
    if (this.look()) return "changed";
    const text = JSON.stringify({ state, since: new Date().toISOString() });
    try {
      localStorage.setItem(this.#key, text);
    } catch {
      return "impossible";
    }
    this.#known = text;
    return "kept";
  }

  /**
   * Forget what this tab knows of.
   *
   * @returns {boolean} whether it was; not where another tab was quicker
   */
  forget() {
    if (this.look()) return false;
    try {
      localStorage.removeItem(this.#key);
    } catch {
      // What cannot be looked at was not kept either.
    }
    this.#known = null;
    return true;
  }

  #stored() {
    try {
      return localStorage.getItem(this.#key);
    } catch {
      return null;
    }
  }
}

/**
 * What is kept of a walk that is not on this page.
 *
 * @param {string} walk
 */
export function kept(walk) {
  return new Kept(walk).record;
}

/**
 * Call back when another tab may have changed what is kept: when the browser tells, and when this
 * tab wakes, since one that sleeps is told nothing.
 *
 * @param {() => void} look
 */
export function whenOthersMayHaveChanged(look) {
  addEventListener("storage", look);
  addEventListener("pageshow", look);
  addEventListener("focus", look);
  document.addEventListener("visibilitychange", look);
}

/**
 * @param {string | null} text
 * @returns {Record | null}
 */
function parsed(text) {
  try {
    const { state, since } = JSON.parse(text ?? "null") ?? {};
    return typeof state === "string" && typeof since === "string" ? { state, since } : null;
  } catch {
    return null;
  }
}
