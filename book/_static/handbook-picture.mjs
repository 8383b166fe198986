// @ts-check
// A large picture that can be made larger and smaller. Without this script it scrolls as it stands.
//
// Only the size of the picture changes: its region scrolls, so a finger, a wheel, a screen reader and
// the arrow keys move it as they move anything else. Nothing glides, so nobody is made to watch it.

const STEP = 1.3;
const MOST = 3;
const READABLE = 0.7;

/** @param {HTMLElement} viewer */
function enliven(viewer) {
  const region = viewer.querySelector("[role=region]");
  const picture = region?.querySelector("svg");
  const told = viewer.querySelector("output");
  if (!(region instanceof HTMLElement) || !picture || !told) return;
  const { width, height } = picture.viewBox.baseVal;
  let scale = 1;

  const least = () => Math.min(1, region.clientWidth / width, region.clientHeight / height);

  /**
   * Give the picture a size; what stands at a place of the region stays there.
   * @param {number} wanted
   * @param {number} [x] from the left edge of the region
   * @param {number} [y] from its upper edge
   */
  const zoom = (wanted, x = region.clientWidth / 2, y = region.clientHeight / 2) => {
    const before = scale;
    scale = Math.min(MOST, Math.max(least(), wanted));
    const across = (region.scrollLeft + x) / before;
    const down = (region.scrollTop + y) / before;
    picture.style.width = `${width * scale}px`;
    region.scrollLeft = across * scale - x;
    region.scrollTop = down * scale - y;
    told.textContent = `${Math.round(scale * 100)} %`;
  };

  /** @type {Record<string, () => void>} */
  const commands = {
    in: () => zoom(scale * STEP),
    out: () => zoom(scale / STEP),
    whole: () => zoom(0),
  };
  for (const button of viewer.querySelectorAll("button")) {
    button.addEventListener("click", () => commands[button.dataset.zoom ?? ""]?.());
  }
  viewer.querySelector("select")?.addEventListener("input", ({ target }) => {
    const { value } = /** @type {HTMLSelectElement} */ (target);
    const part = value && picture.querySelectorAll(".scc-graph__strand")[Number(value)];
    if (!part) return;
    // As much of the part as can be read, around the stage with which it begins.
    zoom(Math.max(READABLE, scale * region.clientWidth / part.getBoundingClientRect().width));
    zoom(Math.min(1, scale));
    const frame = part.getBoundingClientRect();
    const first = [...picture.querySelectorAll(".scc-graph__box")].map((box) => box.getBoundingClientRect())
      .find((box) => box.left > frame.left && box.right < frame.right && box.top > frame.top);
    const { left, top } = region.getBoundingClientRect();
    const middle = first ? (first.left + first.right) / 2 - region.clientWidth / 2 : frame.left;
    region.scrollBy(Math.max(frame.left, Math.min(middle, frame.right - region.clientWidth)) - left, frame.top - top);
  });

  /** @type {Record<string, string>} */
  const keys = { "+": "in", "=": "in", "-": "out", "0": "whole" };
  region.addEventListener("keydown", (event) => {
    const command = keys[event.key];
    if (!command || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    commands[command]();
  });
  region.addEventListener("wheel", (event) => {
    if (!event.ctrlKey) return; // the wheel alone scrolls; a pinch on a touchpad comes as this
    event.preventDefault();
    const { left, top } = region.getBoundingClientRect();
    zoom(scale * Math.exp(-event.deltaY / 200), event.clientX - left, event.clientY - top);
  }, { passive: false });

  drag(region);
  pinch(region, () => scale, zoom);
  viewer.dataset.ready = "";
}

/**
 * A mouse takes hold of the picture. A finger needs no help: the region scrolls.
 * @param {HTMLElement} region
 */
function drag(region) {
  region.addEventListener("pointerdown", (event) => {
    const { clientX, clientY, target } = event;
    // Beside the picture are the bars by which it scrolls.
    if (event.pointerType !== "mouse" || event.button !== 0 || target === region) return;
    event.preventDefault();
    region.focus({ preventScroll: true });
    const { scrollLeft, scrollTop } = region;
    const end = new AbortController();
    /** @param {PointerEvent} now */
    const follow = (now) => {
      region.scrollLeft = scrollLeft - now.clientX + clientX;
      region.scrollTop = scrollTop - now.clientY + clientY;
    };
    region.setPointerCapture(event.pointerId);
    region.addEventListener("pointermove", follow, end);
    for (const over of /** @type {const} */ (["pointerup", "pointercancel"])) {
      region.addEventListener(over, () => end.abort(), end);
    }
  });
}

/**
 * Two fingers change the size about the place between them.
 * @param {HTMLElement} region
 * @param {() => number} scale as it is now
 * @param {(wanted: number, x: number, y: number) => void} zoom
 */
function pinch(region, scale, zoom) {
  /** @type {{ apart: number, scale: number } | null} */
  let began = null;
  /** @param {TouchList} touches */
  const apart = ([one, other]) => Math.hypot(one.clientX - other.clientX, one.clientY - other.clientY);
  region.addEventListener("touchstart", ({ touches }) => {
    began = touches.length === 2 ? { apart: apart(touches), scale: scale() } : null;
  }, { passive: true });
  region.addEventListener("touchmove", (event) => {
    if (!began || event.touches.length !== 2) return;
    event.preventDefault();
    const [one, other] = event.touches;
    const { left, top } = region.getBoundingClientRect();
    zoom(began.scale * apart(event.touches) / began.apart,
      (one.clientX + other.clientX) / 2 - left, (one.clientY + other.clientY) / 2 - top);
  }, { passive: false });
}

for (const viewer of document.querySelectorAll("[data-picture]")) {
  if (viewer instanceof HTMLElement) enliven(viewer);
}
