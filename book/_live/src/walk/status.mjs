/**
 * The status line of a walk, which screen readers read out.
 */

/** @typedef {{ label: string, act: () => void }} Offer a button beside a message */

/** Announcements wait for a pause in typing, so that a screen reader is not talked over. */
const ANNOUNCE_AFTER_MS = 700;

export class StatusLine {
  #line;
  /** @type {HTMLElement | null} */
  #posted = null;
  #announcing = 0;

  /** @param {HTMLElement} line */
  constructor(line) {
    this.#line = line;
  }

  /**
   * Say something now.
   *
   * @param {string} text
   * @param {Offer[]} offers what there is to do about it, as buttons
   */
  say(text, ...offers) {
    this.silence();
    fill(this.#line, text, offers);
  }

  /**
   * Say what went wrong.
   *
   * @param {unknown} error whose message is for the reader
   */
  sayFailure(error) {
    const { message, offers = [] } = /** @type {Error & { offers?: Offer[] }} */ (error);
    this.say(message, ...offers);
  }

  /**
   * Say something once the reader pauses.
   *
   * @param {string} text
   */
  announce(text) {
    this.silence();
    this.#announcing = setTimeout(() => {
      // Said only when it changes: screen readers repeat what is set again.
      if (this.#line.textContent !== text) this.say(text);
    }, ANNOUNCE_AFTER_MS);
  }

  /**
   * Say something that stays, beside what is said of each answer, until it is taken back.
   *
   * @param {string} text nothing to take it back
   * @param {Offer[]} offers what there is to do about it, as buttons
   */
  post(text, ...offers) {
    this.#posted?.remove();
    this.#posted = null;
    if (!text) return;
    this.#posted = document.createElement("p");
    this.#posted.className = "scc-walk__note";
    this.#posted.setAttribute("role", "alert");
    fill(this.#posted, text, offers);
    this.#line.before(this.#posted);
  }

  /** Take back what is about to be announced. */
  silence() {
    clearTimeout(this.#announcing);
  }
}

/**
 * @param {HTMLElement} line
 * @param {string} text
 * @param {Offer[]} offers
 */
function fill(line, text, offers) {
  line.textContent = text;
  for (const { label, act } of offers) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = label;
    button.addEventListener("click", act);
    line.append(" ", button);
  }
}
