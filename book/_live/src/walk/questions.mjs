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

  /** @param {Answering<Answer>} answering */
  constructor(answering) {
    this.#answering = answering;
  }

  /** @param {{ state: string, action?: Action | null, quiet?: boolean }} question */
  ask({ state, action = null, quiet = false }) {
    // A newer question replaces one that has not gone out, but never the press of a button.
    const kept = action ?? this.#wanted?.action ?? null;
    this.#wanted = { state, action: kept, quiet, since: performance.now() };
    if (!this.#asking) void this.#answerAll();
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
      } catch (error) {
        if (!this.#wanted) fail(error);
      }
    }
    this.#asking = false;
  }
}
