/**
 * Rehearses answers while nobody asks for one. The browser compiles Python's own code better the more
 * it is used, so without this a reader's first clicks would take twice as long as the later ones.
 */

/** How often: more would do little. */
const REHEARSALS = 10;

/** By then the last answer is drawn, and a hand that followed it at once has found Python free. */
const PAUSE_MS = 120;

export class Rehearsals {
  #done = 0;
  #timer = 0;

  /** Make way for a question. One rehearsal, once begun, takes as long as an answer. */
  stop() {
    clearTimeout(this.#timer);
  }

  /**
   * Go on after a pause, between other tasks, until there have been enough.
   *
   * @param {(turn: number) => unknown} rehearse
   */
  goOn(rehearse) {
    this.stop();
    const next = (/** @type {number} */ pause) => {
      if (this.#done >= REHEARSALS) return;
      this.#timer = setTimeout(() => {
        rehearse(this.#done++);
        next(0);
      }, pause);
    };
    next(PAUSE_MS);
  }
}
