/**
 * Going to a place of the page without giving up what the address says of a form: a phone that loads
 * the page again by itself would show something else, and so would an address that is passed on.
 */

/**
 * Go to the places that links on this page lead to, and leave the address as it is.
 *
 * @param {() => boolean} isTaken whether the address says something of a form
 */
export function leaveTheAddress(isTaken) {
  document.addEventListener("click", (event) => {
    const modified = event.ctrlKey || event.metaKey || event.shiftKey || event.altKey;
    if (event.defaultPrevented || event.button || modified || !isTaken()) return;
    const place = placeOf(event.target instanceof Element ? event.target.closest("a[href]") : null);
    if (!place) return;
    event.preventDefault();
    place.scrollIntoView();
    focus(place);
  });
}

/**
 * The place of this page to which a link leads; null for any other.
 *
 * @param {Element | null} link
 */
function placeOf(link) {
  if (!(link instanceof HTMLAnchorElement) || link.target || link.download) return null;
  const { origin, pathname, search } = location;
  const isHere = link.origin === origin && link.pathname === pathname && link.search === search;
  return isHere ? document.getElementById(link.hash.slice(1)) : null;
}

/**
 * Let the keys go on from a place, as they do from the one that an address names.
 *
 * @param {HTMLElement} place
 */
function focus(place) {
  const summary = place.querySelector(":scope > summary");
  const target = summary instanceof HTMLElement ? summary : place;
  if (target.tabIndex < 0 && !target.hasAttribute("tabindex")) target.tabIndex = -1;
  target.focus({ preventScroll: true });
}
