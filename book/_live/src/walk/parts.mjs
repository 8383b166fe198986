/**
 * The parts of an answer: elements with an id and without controls, between two `<!--part-->`. While
 * the markup of a part stays the same it is left as it stands on the page, and not even read: where
 * it would come, the answer is given an empty stand-in.
 */

/** Stands on both sides of a part. */
const MARK = "<!--part-->";

/**
 * The parts of an answer, by their markup, and the elements that show them.
 * @typedef {Map<string, Element>} Parts
 *
 * The elements of the page that stand-ins stand for.
 * @typedef {Map<Node, Element>} Standing
 */

/** An answer that has been read as far as it is new. */
export class Answer {
  #pieces;

  /**
   * @param {string} html
   * @param {Parts} parts those on the page
   */
  constructor(html, parts) {
    this.#pieces = html.split(MARK);
    const template = document.createElement("template");
    template.innerHTML = this.#pieces
      .map((piece, at) => (isKnown(at, piece, parts) ? "<template></template>" : piece))
      .join("");
    this.content = template.content;
    this.standing = this.#standing(parts);
  }

  /**
   * What each stand-in stands for. It also gets an id by which its surroundings are found.
   *
   * @param {Parts} parts
   * @returns {Standing}
   */
  #standing(parts) {
    const standIns = this.content.querySelectorAll("template");
    const known = this.#pieces.filter((piece, at) => isKnown(at, piece, parts));
    return new Map(
      known.map((piece, at) => {
        const element = /** @type {Element} */ (parts.get(piece));
        standIns[at].id = element.id;
        return [/** @type {Node} */ (standIns[at]), element];
      }),
    );
  }

  /**
   * Its parts, once it is on the page.
   *
   * @param {HTMLElement} body where it is
   * @returns {Parts}
   */
  partsIn(body) {
    /** @type {Parts} */
    const parts = new Map();
    for (let at = 1; at < this.#pieces.length; at += 2) {
      const id = /^<[^>]* id="([^"]*)"/.exec(this.#pieces[at])?.[1] ?? "";
      const element = body.querySelector(`#${CSS.escape(id)}`);
      if (element) parts.set(this.#pieces[at], element);
    }
    return parts;
  }
}

/**
 * Whether a piece of an answer, every second of which is a part, is on the page.
 *
 * @param {number} at
 * @param {string} piece
 * @param {Parts} parts
 */
function isKnown(at, piece, parts) {
  return at % 2 === 1 && parts.has(piece);
}
