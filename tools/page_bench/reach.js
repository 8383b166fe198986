// What of a page is measured as it stands: how long it is, and how far its reader has to reach.
// Evaluated in the page; the value is this function.
() => {
  const root = document.documentElement;
  const main = document.querySelector("main") ?? document.body;
  const seen = (element) => element.checkVisibility({ visibilityProperty: true });

  const REACHED = "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex]";
  const oneOfItsGroup = (element) => {
    if (element.type !== "radio") return true;
    const group = [...document.getElementsByName(element.name)]
      .filter((other) => other.type === "radio" && other.form === element.form && !other.disabled);
    return element === (group.find((other) => other.checked) ?? group[0]);
  };
  const stops = [...document.querySelectorAll(REACHED)].filter((element) =>
    element.tabIndex >= 0 && !element.matches(":disabled") && !element.closest("[inert]")
    && (element.localName !== "summary" || element.matches("details > summary:first-of-type"))
    && seen(element) && oneOfItsGroup(element));

  const CONTROL = "button, input, select, textarea, a.scc-button";
  const inMain = stops.filter((element) => main.contains(element) && !element.closest(".breadcrumbs"));
  // A form in a closed fold is reached by opening the fold.
  const form = [...main.querySelectorAll("form")].find((one) => one.querySelector(CONTROL));
  const folded = form && !seen(form);
  let fold = folded ? form.closest("details:not([open])") : null;
  while (fold && !seen(fold)) fold = fold.parentElement.closest("details:not([open])");
  // The first thing to do is the first control, wherever a page has a form.
  const first = (fold && inMain.find((element) => element === fold.querySelector("summary")))
    ?? (form && !folded && inMain.find((element) => element.matches(CONTROL)))
    ?? inMain.find((element) => element.closest("article")) ?? null;

  // A link that skips to a place, an opened fold's included, is a way there too.
  const ways = first ? [stops.indexOf(first) + 1] : [];
  for (const [number, link] of stops.entries()) {
    const place = link.matches(".skip-link") ? document.getElementById(link.hash.slice(1)) : null;
    if (!place || !first) continue;
    const after = (element) => place.contains(element)
      || place.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_FOLLOWING;
    const opened = place.closest("details:not([open])");
    if (opened?.contains(form)) ways.push(number + 2);
    else if (after(first)) ways.push(number + 2 + stops.filter(after).indexOf(first));
  }

  // What can be tapped: with its label, if it has one. A link in the midst of a sentence is as high
  // as its line, and what has 24 pixels to itself may be smaller (WCAG 2.5.8).
  const ROOM = 24;
  const inSentence = (element) => {
    if (element.localName !== "a") return false;
    let line = element;
    while (getComputedStyle(line).display === "inline" && line !== main) line = line.parentElement;
    if (line === element) return false;
    const texts = document.createTreeWalker(line, NodeFilter.SHOW_TEXT);
    for (let text = texts.nextNode(); text; text = texts.nextNode()) {
      if (/\w/.test(text.data) && !text.parentElement.closest("a, button, label, summary")) return true;
    }
    return false;
  };
  const areaOf = (element) => {
    const areas = [element, ...(element.labels ?? [])].map((one) => one.getBoundingClientRect());
    return areas.reduce((best, one) =>
      Math.min(one.width, one.height) > Math.min(best.width, best.height) ? one : best);
  };
  const tapped = [...document.querySelectorAll(REACHED)]
    .filter((element) => element.tabIndex >= 0 && !element.matches(":disabled, [role=region], main, .skip-link")
      && element.checkVisibility({ visibilityProperty: true, opacityProperty: true }))
    .map((element) => ({ element, area: areaOf(element) }))
    .filter(({ area }) => area.width > 1 && area.height > 1);
  const near = (one, other) => {
    const x = (one.left + one.right) / 2, y = (one.top + one.bottom) / 2;
    const dx = Math.max(other.left - x, 0, x - other.right);
    const dy = Math.max(other.top - y, 0, y - other.bottom);
    return Math.hypot(dx, dy) < ROOM / 2;
  };
  const sizeOf = ({ element, area }) => {
    const size = Math.min(area.width, area.height);
    if (size >= ROOM) return size;
    const crowded = tapped.some((other) => other.element !== element
      && !other.element.contains(element) && !element.contains(other.element) && near(area, other.area));
    return crowded ? size : ROOM;
  };
  const named = (element) => element
    ? `${element.localName} “${(element.textContent.trim() || element.name || element.id).replace(/\s+/g, " ").slice(0, 40)}”`
    : "";
  const smallest = (some) => some.reduce(
    (least, one) => (one.size < least.size ? one : least), { size: Infinity, element: null });
  const targets = tapped.filter(({ element }) => !inSentence(element))
    .map((one) => ({ element: one.element, size: sizeOf(one) }));
  const ACTION = `${CONTROL}, .fold > summary`;
  const actions = tapped.filter(({ element }) => main.contains(element) && element.matches(ACTION))
    .map(({ element, area }) => ({ element, size: Math.min(area.width, area.height) }));
  const target = smallest(targets), action = smallest(actions);
  const rounded = ({ size }) => (size === Infinity ? null : Math.round(size * 10) / 10);
  const title = main.querySelector("h1");
  return {
    height: root.scrollHeight,
    title: title ? Math.round(title.getBoundingClientRect().top + scrollY) : null,
    stops: ways.length ? Math.min(...ways) : null,
    target: rounded(target),
    action: rounded(action),
    named: { stops: named(first), target: named(target.element), action: named(action.element) },
  };
}
