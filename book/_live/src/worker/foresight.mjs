/**
 * Works out, while nobody asks for anything, the answers that are likely to be asked for next. Such an
 * answer is then on the page as soon as the choice is made; and the browser compiles Python's own code
 * better the more it is used, so that other answers come sooner too.
 */

/** By then the last answer is drawn, and a hand that followed it at once has found Python free. */
const PAUSE_MS = 60;

/** Before the first: what is drawn first takes longer. */
const FIRST_PAUSE_MS = 120;

/** Where one answer takes longer than this, a question that comes meanwhile would wait too long. */
const SLOW_MS = 60;

export class Foresight {
  #pause = FIRST_PAUSE_MS;
  #timer = 0;

  /** Make way for a question. What is being worked out already takes as long as an answer. */
  stop() {
    clearTimeout(this.#timer);
  }

  /**
   * Work states out one by one after a pause, between other tasks; not on, where that takes long. An
   * error is passed over: nobody has asked, and whoever does is told.
   *
   * @param {string[]} states
   * @param {(state: string) => unknown} workOut
   */
  begin(states, workOut) {
    this.stop();
    const waiting = [...states];
    const next = (/** @type {number} */ pause) => {
      this.#timer = setTimeout(() => {
        const state = waiting.shift();
        if (state === undefined) return;
        const began = performance.now();
        try {
          workOut(state);
        } catch (error) {
          console.warn(`An answer could not be foreseen: ${error}`);
        }
        if (performance.now() - began < SLOW_MS) next(0);
      }, pause);
    };
    next(this.#pause);
    this.#pause = PAUSE_MS;
  }
}
