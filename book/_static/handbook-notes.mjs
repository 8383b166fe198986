// @ts-check
// Shows what a word of the glossary means, or what a rule says, where it stands in the text: when
// it is pointed at, reached by keyboard, or tapped. The texts are in the page already. Without
// this script, or in a browser without popovers, the links lead to the same texts.

const OPEN_AFTER = 200; // ms; passing over a word shows nothing
const CLOSE_AFTER = 350; // ms; enough to move from the word into the note
const MARGIN = 8; // px between the note and the edges of the window
const GAP = 4; // px between the word and its note

/** What the link in a note says, by the first word of its name. */
const ONWARDS = /** @type {Record<string, string>} */ ({
  rule: "Open the rule",
  definition: "Open the definition",
  decision: "Open the decision",
  term: "Open the glossary",
});

const box = document.createElement("div");
box.className = "note";
box.id = "note-shown";
box.popover = "manual";
box.setAttribute("role", "group");
box.setAttribute("aria-labelledby", "note-shown-title");

/** The link whose note is shown. @type {HTMLAnchorElement | null} */
let shown = null;
/** Runs out when a note is to open or close. */
let timer = 0;
/** Whether the finger came down on a link whose note was shown. @type {boolean | null} */
let wasShown = null;
/** Focus comes back to a link whose note was just closed. */
let dismissing = false;

/**
 * The link with a note at which something happens.
 * @param {EventTarget | null} target
 */
function linkAt(target) {
  return target instanceof Element
    ? /** @type {HTMLAnchorElement | null} */ (target.closest("a[data-note]"))
    : null;
}

/** @param {EventTarget | null} target */
const inBox = (target) => target instanceof Node && box.contains(target);

/**
 * A paragraph of the note.
 * @param {string} className
 * @param {string | Node} content
 */
function paragraph(className, content) {
  const made = document.createElement("p");
  made.className = className;
  made.append(content);
  return made;
}

/**
 * Fill the note from the text in the page.
 * @param {HTMLAnchorElement} link
 * @returns {boolean} whether the page has one
 */
function fill(link) {
  const name = link.dataset.note ?? "";
  const text = document.getElementById(`note-${name}`);
  if (!text) return false;
  /** @param {string} part */
  const said = (part) => text.querySelector(`.note-${part}`)?.textContent ?? "";

  const title = paragraph("note-title", said("title"));
  title.id = "note-shown-title";
  const onwards = document.createElement("a");
  onwards.href = link.href;
  onwards.textContent = ONWARDS[name.split("-", 1)[0]] ?? "Open";
  box.replaceChildren(title, paragraph("note-text", said("text")));
  if (said("source")) box.append(paragraph("note-source", `Source: ${said("source")}`));
  box.append(paragraph("note-onwards", onwards));
  return true;
}

/** Put the note below its link, or above where there is more room; never past the edges. */
function place() {
  if (!shown) return;
  const { clientWidth: width, clientHeight: height } = document.documentElement;
  const link = shown.getBoundingClientRect();
  box.style.maxHeight = "";
  const below = height - link.bottom - GAP - MARGIN;
  const above = link.top - GAP - MARGIN;
  const goesBelow = box.offsetHeight <= below || below >= above;
  const room = Math.max(goesBelow ? below : above, 96);
  if (box.offsetHeight > room) box.style.maxHeight = `${room}px`;
  const top = goesBelow ? link.bottom + GAP : link.top - GAP - box.offsetHeight;
  const left = Math.min(link.left, width - MARGIN - box.offsetWidth);
  box.style.top = `${Math.max(top, MARGIN)}px`;
  box.style.left = `${Math.max(left, MARGIN)}px`;
}

/** @param {HTMLAnchorElement} link */
function show(link) {
  clearTimeout(timer);
  if (shown === link) return;
  hide();
  if (!fill(link)) return;
  link.after(box); // the next stop of the Tab key
  box.showPopover();
  shown = link;
  place();
}

function hide() {
  clearTimeout(timer);
  if (!shown) return;
  shown = null;
  box.hidePopover();
  box.remove();
}

/** Escape closes the note; the focus does not get lost with it. */
function dismiss() {
  const link = shown;
  const inside = inBox(document.activeElement);
  hide();
  if (!inside) return;
  dismissing = true;
  link?.focus();
  dismissing = false;
}

/** @param {PointerEvent} event */
function pointed(event) {
  if (event.pointerType !== "mouse") return;
  const link = linkAt(event.target);
  if (inBox(event.target)) {
    clearTimeout(timer);
  } else if (link) {
    clearTimeout(timer);
    if (link !== shown) timer = setTimeout(() => show(link), OPEN_AFTER);
  }
}

/** @param {PointerEvent} event */
function left(event) {
  if (event.pointerType !== "mouse" || !(linkAt(event.target) || inBox(event.target))) return;
  clearTimeout(timer);
  const focused = document.activeElement;
  // What the keyboard has opened, the keyboard closes.
  if (shown && focused?.matches(":focus-visible") && (focused === shown || inBox(focused))) return;
  timer = setTimeout(hide, CLOSE_AFTER);
}

/** @param {PointerEvent} event */
function pressed(event) {
  const link = linkAt(event.target);
  wasShown = link && event.pointerType !== "mouse" ? link === shown : null;
  if (!link && !inBox(event.target)) hide();
}

/** @param {MouseEvent} event */
function clicked(event) {
  const link = linkAt(event.target);
  if (!link || wasShown === null) return; // a mouse or a keyboard follows the link
  event.preventDefault();
  if (wasShown) hide(); else show(link);
  wasShown = null;
}

/** @param {FocusEvent} event */
function focused(event) {
  if (dismissing || inBox(event.target)) return;
  const link = linkAt(event.target);
  if (!link) hide();
  else if (link.matches(":focus-visible")) show(link);
}

if ("popover" in HTMLElement.prototype) {
  document.addEventListener("pointerover", pointed);
  document.addEventListener("pointerout", left);
  document.addEventListener("pointerdown", pressed);
  document.addEventListener("click", clicked);
  document.addEventListener("focusin", focused);
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") dismiss(); });
  document.addEventListener("scroll", place, { capture: true, passive: true });
  addEventListener("resize", place);
}
