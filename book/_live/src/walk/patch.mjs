/**
 * Puts an answer on the page in place of the last one, changing no more than differs.
 */

import { focusNear, focusable } from "./focus.mjs";
import { CONTROLS, isChoice } from "./form.mjs";
import { Answer } from "./parts.mjs";

/** @typedef {import("./parts.mjs").Parts} Parts */

/**
 * Make `body` show `html`.
 *
 * @param {HTMLElement} body
 * @param {string} html
 * @param {object} options
 * @param {Parts} options.parts those of the last answer
 * @param {boolean} options.followAutofocus whether the focus goes where the answer wants it
 * @param {(content: DocumentFragment) => void} [options.prepare] what is done to the answer first
 * @returns {Parts} those of this one
 */
export function patch(body, html, { parts, followAutofocus, prepare }) {
  const focused = body.contains(document.activeElement) ? document.activeElement : null;
  const known = new Set(followAutofocus ? body.querySelectorAll("[autofocus]") : []);
  const answer = new Answer(html, parts);
  prepare?.(answer.content);
  const patching = new Patching(answer.standing, body, focused);
  patching.matchChildren(body, answer.content);
  const asksForFocus = followAutofocus
    ? [...body.querySelectorAll("[autofocus]")].find((element) => !known.has(element))
    : undefined;
  if (asksForFocus instanceof HTMLElement) {
    const closed = asksForFocus.closest("details");
    if (closed) closed.open = true;
    asksForFocus.focus();
  } else if (focused && !focused.isConnected) focusNear(focused, patching.order);
  // A part that came to another table was taken out of its own, and lost the focus on the way.
  else if (focused instanceof HTMLElement && focused !== document.activeElement) focused.focus();
  return answer.partsIn(body);
}

/** One change of the page into an answer. */
class Patching {
  #standing;
  #body;
  #focused;
  /**
   * The ids inside elements that have none: they are asked for again and again.
   * @type {WeakMap<Element, string[]>}
   */
  #idsInside = new WeakMap();

  /**
   * Everything that could be focused when what has the focus was about to go.
   * @type {Element[]}
   */
  order = [];

  /**
   * @param {import("./parts.mjs").Standing} standing
   * @param {HTMLElement} body
   * @param {Element | null} focused what has the focus in it
   */
  constructor(standing, body, focused) {
    this.#standing = standing;
    this.#body = body;
    this.#focused = focused;
  }

  /**
   * @param {Element} target
   * @param {Element | DocumentFragment} source
   */
  matchChildren(target, source) {
    /** @type {ChildNode | null} */
    let cursor = target.firstChild;
    for (const wanted of [...source.childNodes]) {
      const match = this.#counterpart(cursor, wanted);
      if (!match) {
        target.insertBefore(wanted, cursor);
        this.#fill(wanted);
      } else {
        if (match.parentNode === target && match.contains(document.activeElement)) {
          // Moving an element takes its focus away, so the others move out of its way.
          for (let other = cursor; other && other !== match; ) {
            const next = other.nextSibling;
            target.insertBefore(other, match.nextSibling);
            other = next;
          }
        } else if (match !== cursor) target.insertBefore(match, cursor);
        this.#matchNode(match, wanted);
      }
      cursor = (match ?? wanted).nextSibling;
    }
    while (cursor) {
      const next = cursor.nextSibling;
      if (cursor.contains(this.#focused)) this.order = focusable(this.#body);
      cursor.remove();
      cursor = next;
    }
  }

  /**
   * Put the parts that are on the page already into a node that is new to it.
   *
   * @param {ChildNode} node
   */
  #fill(node) {
    if (this.#standing.size === 0 || !(node instanceof Element)) return;
    for (const standIn of node.querySelectorAll("template")) {
      standIn.replaceWith(/** @type {Element} */ (this.#standing.get(standIn)));
    }
  }

  /**
   * The node, at the cursor or after it, that is to become `wanted`: what a stand-in stands for,
   * wherever on the page that is; or else the one of the same id; without
   * an id, the one that holds an element of an id that `wanted` holds too; and where there are no ids
   * at all, the one at the cursor.
   *
   * @param {ChildNode | null} cursor
   * @param {ChildNode} wanted
   * @returns {ChildNode | null}
   */
  #counterpart(cursor, wanted) {
    const part = this.#standing.get(wanted);
    if (part) return part;
    if (alike(cursor, wanted) && firstId(cursor) === firstId(wanted)) return cursor;
    const ids = this.#idsOf(wanted);
    if (ids.length === 0) return null;
    for (let node = cursor; node; node = node.nextSibling) {
      if (alike(node, wanted) && this.#idsOf(node).some((id) => ids.includes(id))) return node;
    }
    return null;
  }

  /**
   * The id that a node goes by, or, where it has none, the ids inside it.
   *
   * @param {Node} node
   */
  #idsOf(node) {
    if (!(node instanceof Element)) return [];
    if (node.id) return [node.id];
    let ids = this.#idsInside.get(node);
    if (!ids) {
      ids = Array.from(node.querySelectorAll("[id]"), ({ id }) => id);
      this.#idsInside.set(node, ids);
    }
    return ids;
  }

  /**
   * @param {ChildNode} node
   * @param {ChildNode} wanted
   */
  #matchNode(node, wanted) {
    if (this.#standing.has(wanted)) return;
    if (node instanceof Element && wanted instanceof Element) this.#matchElement(node, wanted);
    else if (node.nodeValue !== wanted.nodeValue) node.nodeValue = wanted.nodeValue;
  }

  /**
   * @param {Element} element
   * @param {Element} wanted
   */
  #matchElement(element, wanted) {
    // Most of an answer is as it was. A control is looked at all the same: what it holds may differ
    // from what its markup says.
    if (
      element.isEqualNode(wanted) && !wanted.matches(CONTROLS) && !wanted.querySelector(CONTROLS)
    ) return;
    const beingTyped = element === document.activeElement;
    const keeps = (/** @type {string} */ name) =>
      // Whether details stand open is the reader's to say; so is what they are typing.
      (name === "open" && element instanceof HTMLDetailsElement) ||
      (name === "value" && beingTyped);
    for (const { name } of [...element.attributes]) {
      if (!wanted.hasAttribute(name) && !keeps(name)) element.removeAttribute(name);
    }
    for (const { name, value } of wanted.attributes) {
      if (element.getAttribute(name) !== value && !keeps(name)) element.setAttribute(name, value);
    }
    this.matchChildren(element, wanted);
    if (!beingTyped || (element instanceof HTMLInputElement && isChoice(element))) {
      matchEntry(element, wanted);
    }
  }
}

/**
 * @param {ChildNode | null} node
 * @param {ChildNode} wanted
 * @returns {node is ChildNode}
 */
function alike(node, wanted) {
  return node?.nodeName === wanted.nodeName;
}

/**
 * The id that a node goes by, or, where it has none, the first inside it; none where there is none.
 *
 * @param {Node} node
 */
function firstId(node) {
  return node instanceof Element ? node.id || node.querySelector("[id]")?.id : undefined;
}

/**
 * What a control holds is a matter of its properties, not of its attributes. Each is set only where
 * it differs: setting a date again, even to the same, clears what is half typed.
 *
 * @param {Element} element
 * @param {Element} wanted
 */
function matchEntry(element, wanted) {
  if (element instanceof HTMLInputElement && wanted instanceof HTMLInputElement) {
    if (isChoice(element)) element.checked = wanted.checked;
    else if (element.value !== wanted.value) element.value = wanted.value;
  } else if (
    (element instanceof HTMLSelectElement && wanted instanceof HTMLSelectElement) ||
    (element instanceof HTMLTextAreaElement && wanted instanceof HTMLTextAreaElement)
  ) {
    if (element.value !== wanted.value) element.value = wanted.value;
  }
}
