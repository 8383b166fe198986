// @ts-check
// What the pages cannot do in HTML and CSS alone. Without this script the contents fold and
// unfold by hand, the theme follows the reader's system, and there is no search.

/**
 * Unfold the lists of contents where there is room for them beside the page.
 * @param {HTMLDetailsElement} list
 */
function openWhereThereIsRoom(list) {
  const room = matchMedia(`(min-width: ${list.dataset.openFrom})`);
  const follow = () => { list.open = room.matches; };
  room.addEventListener("change", follow);
  follow();
}

/**
 * Offer the other theme; remember the choice if the browser lets us.
 * @param {HTMLButtonElement} button
 */
function offerOtherTheme(button) {
  const root = document.documentElement;
  const system = matchMedia("(prefers-color-scheme: dark)");
  const other = () => {
    const now = root.dataset.theme ?? (system.matches ? "dark" : "light");
    return now === "dark" ? "light" : "dark";
  };
  const name = () => { button.textContent = other() === "dark" ? "Dark theme" : "Light theme"; };

  button.addEventListener("click", () => {
    root.dataset.theme = other();
    try { localStorage.setItem("theme", root.dataset.theme); } catch { /* for this page only */ }
    name();
  });
  system.addEventListener("change", name);
  name();
  button.dataset.ready = "";
}

/**
 * Send the reader on to the search. The words go behind the #, which no host gets to see.
 * @param {HTMLFormElement} form
 */
function leadToTheSearch(form) {
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const words = form.querySelector("input")?.value.trim() ?? "";
    location.href = `${form.dataset.search}${words && `#${new URLSearchParams({ q: words })}`}`;
  });
  delete form.dataset.waiting;
  form.querySelector("[aria-live]")?.replaceChildren();
}

// Beside a walk or a wide table there is no room for the list of sections.
const besideThePage = ".site-nav, .page:not(.page--wide) .page-nav";
for (const list of document.querySelectorAll(besideThePage)) {
  openWhereThereIsRoom(/** @type {HTMLDetailsElement} */ (list));
}
for (const button of document.querySelectorAll(".theme-button")) {
  offerOtherTheme(/** @type {HTMLButtonElement} */ (button));
}
for (const form of document.querySelectorAll("form.site-search")) {
  leadToTheSearch(/** @type {HTMLFormElement} */ (form));
}
