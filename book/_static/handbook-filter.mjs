// @ts-check
// Filters a long list on a page. Without this script all of it is shown, in both orders.
//
// The page of a role holds its rules twice, by procedure and in the order of time; the choice between
// the two is one of the controls. Other lists have one order, and fewer controls. What is chosen stands in the address, so that a link reopens it, and
// behind the #, so that no host gets to see it.

const KEYS = /** @type {const} */ (["procedure", "sort", "order", "words"]);

/** What is shown or hidden: a rule, which can stand there twice, or another thing. */
const ROW = "[data-rule], [data-thing]";

/** @typedef {Record<typeof KEYS[number], string>} Choice */

/** Nothing chosen: everything is shown, by procedure. */
const EVERYTHING = /** @type {Choice} */ ({ procedure: "", sort: "", order: "procedure", words: "" });

/** @param {string} text */
const plain = (text) => text.toLowerCase().replaceAll("’", "'").replace(/\s+/g, " ").trim();

/**
 * Whether a text says what is looked for: each word of it, or something that means the same.
 * @param {string} text
 * @param {string} wanted
 * @param {string[][]} synonyms words for the same, group by group
 * @returns {boolean}
 */
function says(text, wanted, synonyms) {
  if (text.includes(wanted)) return true;
  const meant = synonyms.filter((group) => group.includes(wanted)).flat();
  if (meant.some((word) => text.includes(word))) return true;
  const words = wanted.split(" ");
  return words.length > 1 && words.every((word) => says(text, word, synonyms));
}

/**
 * The choice that an address asks for, and what in it cannot be had.
 * @param {URLSearchParams} asked
 * @param {HTMLFormElement} form
 * @returns {{ choice: Choice, refused: string[] }}
 */
function read(asked, form) {
  const choice = { ...EVERYTHING };
  const refused = [];
  for (const key of KEYS) {
    const value = asked.get(key);
    if (value === null) continue;
    if (possible(form, key, value)) choice[key] = value;
    else refused.push(key);
  }
  return refused.length ? { choice: { ...EVERYTHING }, refused } : { choice, refused };
}

/**
 * @param {HTMLFormElement} form
 * @param {string} key
 * @param {string} value
 */
function possible(form, key, value) {
  const control = form.elements.namedItem(key);
  if (control instanceof HTMLSelectElement) {
    return [...control.options].some((option) => option.value === value);
  }
  if (control instanceof RadioNodeList) {
    return [...control].some((one) => one instanceof HTMLInputElement && one.value === value);
  }
  return control instanceof HTMLInputElement && value.length <= control.maxLength;
}

/**
 * @param {HTMLFormElement} form
 * @returns {Choice}
 */
function chosen(form) {
  const data = new FormData(form);
  const value = (/** @type {keyof Choice} */ key) => String(data.get(key) ?? EVERYTHING[key]);
  return { procedure: value("procedure"), sort: value("sort"), order: value("order"), words: value("words") };
}

/**
 * Put a choice into the controls.
 * @param {HTMLFormElement} form
 * @param {Choice} choice
 */
function set(form, choice) {
  for (const key of KEYS) {
    const control = form.elements.namedItem(key);
    if (control instanceof RadioNodeList || control instanceof HTMLSelectElement
        || control instanceof HTMLInputElement) control.value = choice[key];
  }
}

/**
 * The address of the page with a choice in it; only what differs from everything stands there.
 * @param {Choice} choice
 */
function addressOf(choice) {
  const address = new URL(location.href);
  const differing = KEYS.filter((key) => choice[key] !== EVERYTHING[key]);
  address.hash = new URLSearchParams(differing.map((key) => [key, choice[key]])).toString();
  for (const key of KEYS) address.searchParams.delete(key);
  return address.href;
}

/**
 * What the address asks for; null where it leads to a place on the page instead. Older links have
 * before the # what stands behind it now.
 * @returns {URLSearchParams | null}
 */
function asked() {
  const fragment = new URLSearchParams(location.hash.slice(1));
  if (KEYS.some((key) => fragment.has(key))) return fragment;
  const query = new URLSearchParams(location.search);
  if (KEYS.some((key) => query.has(key))) return query;
  return location.hash ? null : fragment;
}

/**
 * Show what fits a choice, and hide the rest.
 * @param {HTMLElement} block
 * @param {Choice} choice
 * @param {string[][]} synonyms
 * @returns {{ shown: number, all: number }}
 */
function show(block, choice, synonyms) {
  const wanted = plain(choice.words);
  let shown = 0;
  let all = 0;
  const orders = /** @type {NodeListOf<HTMLElement>} */ (block.querySelectorAll("[data-order]"));
  for (const view of orders.length ? orders : [block]) {
    view.hidden = orders.length > 0 && view.dataset.order !== choice.order;
    // A row in the order of time says less than the same rule by procedure: one answer for both.
    for (const row of /** @type {NodeListOf<HTMLElement>} */ (view.querySelectorAll(ROW))) {
      const home = /** @type {HTMLElement | null} */ (row.closest("[data-procedure]"));
      const fits = (!choice.procedure || home?.dataset.procedure === choice.procedure)
        && (!choice.sort || row.dataset.sort === choice.sort)
        && (!wanted || says(textOf(block, row), wanted, synonyms));
      row.hidden = !fits;
      if (!view.hidden) { all += 1; shown += Number(fits); }
    }
    for (const group of /** @type {NodeListOf<HTMLElement>} */ (view.querySelectorAll("[data-group]"))) {
      group.hidden = ![...group.querySelectorAll(ROW)].some((row) => !row.hasAttribute("hidden"));
    }
  }
  const everything = !wanted && !choice.procedure && !choice.sort;
  for (const fold of block.querySelectorAll("details.fold")) {
    // What is looked for is shown, and what was opened for that folds again.
    if (!everything) fold.setAttribute("open", "filter");
    else if (fold.getAttribute("open") === "filter") fold.removeAttribute("open");
  }
  return { shown, all };
}

/** @type {Map<string | HTMLElement, string>} */
const texts = new Map();

/**
 * Everything that the page says of a rule, in both orders, or of another thing.
 * @param {HTMLElement} block
 * @param {HTMLElement} row
 */
function textOf(block, row) {
  const { rule } = row.dataset;
  let text = texts.get(rule ?? row);
  if (text === undefined) {
    const rows = rule === undefined ? [row] : [...block.querySelectorAll(`[data-rule="${CSS.escape(rule)}"]`)];
    text = plain(rows.map((one) => [...one.children].map((cell) => cell.textContent).join(" ")).join(" "));
    texts.set(rule ?? row, text);
  }
  return text;
}

/**
 * @param {HTMLFormElement} form
 * @param {Choice} choice
 * @param {{ shown: number, all: number }} counted
 */
function told(form, choice, { shown, all }) {
  const things = all === 1 ? `1 ${form.dataset.one}` : `${all} ${form.dataset.many}`;
  if (shown === all) return `All of ${things} shown.`;
  if (shown) return `${shown} of ${things} shown.`;
  const looked = choice.words.trim() ? ` Nothing says “${choice.words.trim()}” among them.` : "";
  return `None of ${things} fits all of this.${looked} Take something away, or show everything.`;
}

/** @param {HTMLElement} block */
function enliven(block) {
  const form = block.querySelector("form");
  const status = block.querySelector("[data-filter-status]");
  if (!form || !(status instanceof HTMLElement)) return;
  /** @type {string[][]} */
  const synonyms = JSON.parse(form.dataset.synonyms ?? "[]");

  /** @param {string} news what to say before the number */
  const refresh = (news = "") => {
    const choice = chosen(form);
    const text = `${news}${told(form, choice, show(block, choice, synonyms))}`;
    if (status.textContent !== text) status.textContent = text;
  };
  const change = () => {
    refresh();
    try {
      history.replaceState(history.state, "", addressOf(chosen(form)));
    } catch { /* a browser limits how often; the next change brings the address up to date */ }
  };
  const follow = () => {
    const wanted = asked();
    const { choice, refused } =
      wanted ? read(wanted, form) : { choice: chosen(form), refused: [] };
    const orders = block.querySelectorAll("[data-order]");
    const target = location.hash.length > 1 && document.getElementById(location.hash.slice(1));
    for (const view of orders) {
      if (target && view instanceof HTMLElement && view.contains(target)) {
        choice.order = view.dataset.order ?? choice.order;
      }
    }
    set(form, choice);
    refresh(refused.length
      ? `This page has no such ${refused.join(" or ")} as the address asks for, so everything is shown. `
      : "");
    return refused;
  };

  /** @type {Partial<Choice>} what was typed before this script was there */
  const typed = {};
  const before = chosen(form);
  for (const key of KEYS) if (before[key] !== EVERYTHING[key]) typed[key] = before[key];
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("input", change);
  form.addEventListener("reset", () => { setTimeout(change); }); // after the controls are reset
  addEventListener("popstate", () => { follow(); });
  // What the reader looks for in the page, and what is printed, is what is chosen: no more to do.
  block.dataset.filtering = "";
  delete form.dataset.waiting;
  const refused = follow();
  if (Object.keys(typed).length) {
    set(form, { ...chosen(form), ...typed });
    change();
  } else if (location.search && !refused.length) {
    history.replaceState(history.state, "", addressOf(chosen(form)));
  }
}

for (const block of document.querySelectorAll("[data-filtered]")) {
  if (block instanceof HTMLElement) enliven(block);
}
