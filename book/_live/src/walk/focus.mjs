/**
 * Where the focus goes when what had it goes away.
 */

const FOCUSABLE =
  "a[href], button:not([disabled]), input:not([disabled]):not([type=hidden]), " +
  "select:not([disabled]), textarea:not([disabled]), summary, [tabindex]";

/**
 * Everything in an element that could be focused, in the order it has.
 *
 * @param {ParentNode} root
 */
export function focusable(root) {
  return [...root.querySelectorAll(FOCUSABLE)];
}

/**
 * Focus the nearest thing that can have it, for a button that is about to be hidden.
 *
 * @param {Element} button
 */
export function focusBeside(button) {
  const others = button.parentElement ? focusable(button.parentElement) : [];
  const other = others.find((each) => each !== button && !each.hasAttribute("hidden"));
  if (other instanceof HTMLElement) other.focus();
}

/**
 * Focus what stood closest before the element that is gone, or else closest after it: removing the
 * last row of a list leaves the reader in that list.
 *
 * @param {Element} gone
 * @param {Element[]} order everything that could be focused, in the order it had
 */
export function focusNear(gone, order) {
  const at = order.indexOf(gone);
  const nearest = [...order.slice(0, at).reverse(), ...order.slice(at + 1)];
  const survivor = nearest.find((element) => element.isConnected);
  if (survivor instanceof HTMLElement) survivor.focus();
}
