/**
 * What is asked of Python: one question at a time, the newest next.
 */

/** @typedef {import("./form.mjs").Action} Action */

/**
 * A question, and when it arose.
 * @typedef {object} Question
 * @property {string} state the form
 * @property {Action | null} action what a button adds to it
 * @property {boolean} quiet whether its answer is one that the reader has not asked for
 * @property {number} since
 */

/**
 * @template Answer
 * @typedef {object} Answering
 * @property {(question: Question) => Promise<Answer>} answer
 * @property {(answer: Answer, question: Question) => void} show
 * @property {(error: unknown) => void} fail
 */

/** @template Answer */
export class Questions {
  /** @type {Question | null} */
  #wanted = null;
  #asking = false;
  #answering;
  /** Whether the newest question got its answer. */
  #shown = true;
  /** @type {Promise<void>} */
  #all = Promise.resolve();

  /** @param {Answering<Answer>} answering */
  constructor(answering) {
    this.#answering = answering;
  }

  /** @param {{ state: string, action?: Action | null, quiet?: boolean }} question */
  ask({ state, action = null, quiet = false }) {
    // A newer question replaces one that has not gone out, but never the press of a button.
    const kept = action ?? this.#wanted?.action ?? null;
    this.#wanted = { state, action: kept, quiet, since: performance.now() };
    if (!this.#asking) this.#all = this.#answerAll();
  }

  /** Whether a question waits for its answer. */
  get open() {
    return this.#asking;
  }

  /**
   * Wait until no question is open.
   *
   * @returns {Promise<boolean>} whether the newest got its answer
   */
  async answered() {
    await this.#all;
    return this.#shown;
  }

  async #answerAll() {
    const { answer, show, fail } = this.#answering;
    this.#asking = true;
    while (this.#wanted) {
      const question = this.#wanted;
      this.#wanted = null;
      try {
        const reply = await answer(question);
        const newer = /** @type {Question | null} */ (this.#wanted);
        if (newer) newer.action ??= question.action;
        else show(reply, question);
        this.#shown = true;
      } catch (error) {
        this.#shown = false;
        if (!this.#wanted) fail(error);
      }
    }
    this.#asking = false;
  }
}
