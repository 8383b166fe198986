/**
 * The page's side of what the worker works out before it is asked.
 */

/** Answers to what is likely to be asked next: those to the states that were expected last. */
export class Foreseen {
  /** @type {Map<string, string | undefined>} */
  #replies = new Map();

  /**
   * @param {string} walk
   * @param {string[]} states
   * @returns {string[]} those to which there is no answer yet
   */
  expect(walk, states) {
    const before = this.#replies;
    this.#replies = new Map(states.map((state) => {
      const key = keyOf(walk, state);
      return [key, before.get(key)];
    }));
    return states.filter((state) => this.reply([walk, state]) === undefined);
  }

  /** @param {{ walk: string, state: string, reply: string }} foreseen */
  take({ walk, state, reply }) {
    const key = keyOf(walk, state);
    if (this.#replies.has(key)) this.#replies.set(key, reply);
  }

  /** @param {string[]} question a walk and a state */
  reply([walk, state]) {
    return this.#replies.get(keyOf(walk, state));
  }
}

/**
 * @param {string} walk
 * @param {string} state
 */
function keyOf(walk, state) {
  return `${walk}?${state}`;
}
