// @ts-check
// What the pages cannot do in HTML and CSS alone. Without this script the contents fold and
// unfold by hand, the theme follows the reader's system, and there is no search.

/**
 * Unfold what is to be open where there is room for it, as the contents beside the page.
 * @param {HTMLDetailsElement} list
 */
function openWhereThereIsRoom(list) {
  const room = matchMedia(`(min-width: ${list.dataset.openFrom})`);
  const follow = () => { list.open = room.matches; };
  room.addEventListener("change", follow);
  if (room.matches) follow(); // else it stays as it is: an address may lead into it
  list.dataset.followed = "";
}

/**
 * Open the folds in which the place stands that the address names, or the form that it fills in.
 * Not every browser does, and none for what is filled in.
 */
function openWhatIsAskedFor() {
  const asked = location.hash.slice(1);
  const name = new URLSearchParams(asked).get("walk") ?? decodeURIComponent(asked);
  const place = name && document.getElementById(name);
  if (!place) return;
  const fold = place.querySelector(":scope > details.fold");
  let folded = fold instanceof HTMLDetailsElement && !fold.open;
  if (fold) fold.setAttribute("open", "");
  for (let outer = place.closest("details"); outer; outer = outer.parentElement?.closest("details") ?? null) {
    folded ||= !outer.open;
    outer.open = true;
  }
  if (folded) place.scrollIntoView();
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

addEventListener("hashchange", openWhatIsAskedFor);
openWhatIsAskedFor();
addEventListener("beforeprint", () => {
  for (const fold of document.querySelectorAll("details.fold:not([open])")) {
    fold.setAttribute("open", "print");
  }
});
addEventListener("afterprint", () => {
  for (const fold of document.querySelectorAll("details.fold[open=print]")) {
    fold.removeAttribute("open");
  }
});
for (const list of document.querySelectorAll("details[data-open-from]")) {
  openWhereThereIsRoom(/** @type {HTMLDetailsElement} */ (list));
}
for (const button of document.querySelectorAll(".theme-button")) {
  offerOtherTheme(/** @type {HTMLButtonElement} */ (button));
}
for (const form of document.querySelectorAll("form.site-search")) {
  leadToTheSearch(/** @type {HTMLFormElement} */ (form));
}
