// @ts-check
// The search of the handbook. Sphinx's own index finds the pages; this adds what the glossary knows:
// a word is looked for by its other names as well, and what it means is said first. The rules are
// looked through one by one, since Sphinx's index ends at the page.

import { PAGES, RULES, TERMS } from "./search-words.mjs";

/** @typedef {{ id: string, names: string[], known_as: string[], stands_for: string, meaning: string }} Term */
/** @typedef {{ term: Term, from: number, to: number }} Mention words `from` to `to` of a query name a term */
/** @typedef {{ page: string, score: number, sections: Map<string, string> }} Found */

const PAGES_SHOWN = 10;
const RULES_SHOWN = 5;
const MEANINGS_SHOWN = 2;
const OTHER_WORDINGS = 8;

/** What a page scores for a title of just the words, beside Sphinx's 5 for a word in its text. */
const JUST_THE_TITLE = 40;
/** A page found by the reader's own words stands before one found by another name. */
const BY_OTHER_NAME = 0.8;

const stemmer = new Stemmer();
const form = /** @type {HTMLFormElement} */ (document.querySelector(".search-form"));
const box = /** @type {HTMLInputElement} */ (form.querySelector("input"));
const title = document.title;
// Sphinx's would keep the words on the device, for a highlighting that this site does without.
globalThis.SPHINX_HIGHLIGHT_ENABLED = false;

/** @param {string} text */
const wordsOf = (text) => splitQuery(text.toLowerCase());

/** @param {string} text */
const stemsOf = (text) => wordsOf(text).map((word) => stemmer.stemWord(word));

/**
 * The stems of words that say something, without "the" and its like.
 * @param {string} text
 */
const sayingStemsOf = (text) =>
  wordsOf(text).filter((word) => !stopwords.includes(word)).map((word) => stemmer.stemWord(word));

/**
 * Find the terms of the glossary that a query names. The longest name at a place counts.
 * @param {string[]} query its stems
 * @returns {Mention[]}
 */
function mentions(query) {
  const all = [];
  for (const term of TERMS) {
    for (const name of [...term.names, ...term.known_as]) {
      const stems = stemsOf(name);
      for (let from = 0; stems.length && from + stems.length <= query.length; from += 1) {
        if (stems.every((stem, at) => stem === query[from + at])) {
          all.push({ term, from, to: from + stems.length });
        }
      }
    }
  }
  all.sort((one, other) => other.to - other.from - (one.to - one.from));
  /** @type {Mention[]} */
  const kept = [];
  for (const mention of all) {
    const clashes = kept.some((other) =>
      other.term === mention.term
      || (mention.from < other.to && other.from < mention.to
        && (mention.from !== other.from || mention.to !== other.to)));
    if (!clashes) kept.push(mention);
  }
  return kept;
}

/**
 * Put the other names of the terms in their place.
 * @param {string} query
 * @param {Mention[]} named
 * @returns {string[]} further queries
 */
function otherWordings(query, named) {
  const words = wordsOf(query);
  const known = new Set([stemsOf(query).join(" ")]);
  const others = [];
  for (const { term, from, to } of named) {
    for (const name of term.names) {
      const other = [...words.slice(0, from), name, ...words.slice(to)].join(" ");
      const stems = stemsOf(other).join(" ");
      if (!known.has(stems)) others.push(other);
      known.add(stems);
    }
  }
  return others.slice(0, OTHER_WORDINGS);
}

/**
 * Ask Sphinx's index for every wording, and put together what it finds, best first.
 * @param {string[]} wordings the reader's own first
 * @returns {Found[]}
 */
function findPages(wordings) {
  /** @type {Map<string, Found>} */
  const found = new Map();
  const order = Object.keys(PAGES);
  wordings.forEach((wording, at) => {
    const stems = sayingStemsOf(wording);
    for (const [page, title, anchor, , score] of Search._performSearch(...Search._parseQuery(wording))) {
      if (!(page in PAGES)) continue;
      const ofTitle = sayingStemsOf(PAGES[page][0]);
      const inTitle = stems.length > 0 && stems.every((stem) => ofTitle.includes(stem));
      // A longer title is about more than what was asked for.
      const bonus = inTitle ? JUST_THE_TITLE * (1 + stems.length / ofTitle.length) / 2 : 0;
      const worth = (score + bonus) * (at === 0 ? 1 : BY_OTHER_NAME);
      const entry = found.get(page) ?? { page, score: 0, sections: new Map() };
      entry.score = Math.max(entry.score, worth);
      if (anchor) entry.sections.set(anchor, asText(title).split(" > ").pop() ?? "");
      found.set(page, entry);
    }
  });
  return [...found.values()].sort(
    (one, other) => other.score - one.score || order.indexOf(one.page) - order.indexOf(other.page));
}

/**
 * Find the rules that hold every word of one of the wordings.
 * @param {string[]} wordings
 * @returns {[id: string, text: string][]}
 */
function findRules(wordings) {
  const wanted = wordings.map(sayingStemsOf).filter((stems) => stems.length);
  return RULES.filter(([, text]) => {
    const stems = new Set(stemsOf(text));
    return wanted.some((wording) => wording.every((stem) => stems.has(stem)));
  });
}

/** @param {string} html as Sphinx keeps titles */
const asText = (html) =>
  new DOMParser().parseFromString(html, "text/html").body.textContent ?? "";

/**
 * @param {string} tag
 * @param {Record<string, string>} attributes
 * @param {...(Node | string)} children
 */
function element(tag, attributes, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}

/**
 * @param {string} page
 * @param {string} anchor
 * @param {string} words
 */
const link = (page, anchor, words) =>
  element("a", { href: page + DOCUMENTATION_OPTIONS.LINK_SUFFIX + anchor }, words);

/** @param {Term} term */
function meaning({ id, names, stands_for, meaning }) {
  const name = element("strong", {}, stands_for ? `${names[0]}: ${stands_for}` : names[0]);
  return element("div", { class: "meaning" },
    element("p", {}, name),
    element("p", {}, meaning),
    element("p", {}, link("book/reference/glossary", `#term-${id}`, `“${names[0]}” in the glossary`)));
}

/** @param {Found} found */
function pageItem({ page, sections }) {
  const [title, part, about] = PAGES[page];
  const item = element("li", {}, element("p", {}, element("span", { class: "found" }, link(page, "", title))));
  if (about) item.append(element("p", {}, about));
  if (part) item.append(element("p", { class: "found-in" }, part));
  const places = [...sections].filter(([, section]) => section !== title).slice(0, 3);
  if (places.length) {
    const links = places.flatMap(([anchor, section], at) =>
      at ? [", ", link(page, anchor, section)] : [link(page, anchor, section)]);
    item.append(element("p", {}, "On this page: ", ...links));
  }
  return item;
}

/** @param {[string, string]} rule */
const ruleItem = ([id, text]) =>
  element("li", {}, element("p", {}, link("book/reference/rules", `#rule-${id}`, text)));

/**
 * A heading and a list that shows its first items; a button shows the others.
 * @param {string} heading
 * @param {HTMLElement[]} items
 * @param {number} shown
 * @param {string} what
 */
function list(heading, items, shown, what) {
  const place = element("ul", {}, ...items.slice(0, shown));
  const made = element("section", {}, element("h2", {}, heading), place);
  if (items.length > shown) {
    const more = element("button", { type: "button", class: "scc-button" }, `Show all ${items.length} ${what}`);
    more.addEventListener("click", () => {
      place.append(...items.slice(shown));
      more.remove();
      items[shown].querySelector("a")?.focus();
    });
    made.append(more);
  }
  return made;
}

function advice() {
  return element("section", {},
    element("p", {}, "What you can try:"),
    element("ul", { class: "advice" },
      element("li", {}, "fewer words, or one word only;"),
      element("li", {}, "another spelling, or the word the procedures use: “headteacher”, “warning notice”;"),
      element("li", {}, "the ", link("book/reference/glossary", "", "glossary"), ", which has every term and abbreviation;"),
      element("li", {}, link("book/reference/trace", "", "the places of the procedures"), ", if you know the section;"),
      element("li", {}, "the ", link("book/index", "", "start page"), ".")));
}

/**
 * @param {number} count
 * @param {string} one
 */
const counted = (count, one) => `${count === 0 ? "no" : count} ${one}${count === 1 ? "" : "s"}`;

/** @param {string} query */
function show(query) {
  const named = mentions(stemsOf(query));
  const others = otherWordings(query, named);
  const wordings = [query, ...others];
  const pages = findPages(wordings);
  const rules = findRules(wordings);

  const results = [];
  if (others.length) results.push(element("p", {}, `Also searched for: ${others.join(", ")}.`));
  const meanings = named.slice(0, MEANINGS_SHOWN).map(({ term }) => meaning(term));
  if (meanings.length) results.push(element("section", {}, element("h2", {}, "In the glossary"), ...meanings));
  if (pages.length) results.push(list("Pages", pages.map(pageItem), PAGES_SHOWN, "pages"));
  if (rules.length) results.push(list("Rules", rules.map(ruleItem), RULES_SHOWN, "rules"));
  const nothing = !pages.length && !rules.length && !meanings.length;
  if (nothing) results.push(advice());
  document.getElementById("search-results")?.replaceChildren(...results);

  say(nothing
    ? `Nothing was found for “${query}”.`
    : `For “${query}”: ${counted(pages.length, "page")} and ${counted(rules.length, "rule")}.`);
  document.title = `${query} – ${title}`;
}

/** @param {string} words */
function say(words) {
  const status = document.getElementById("search-status");
  if (status) status.textContent = words;
}

/** Search for what the address asks for, if it asks for anything. */
function follow() {
  const words = new URLSearchParams(location.hash.slice(1)).get("q")?.trim();
  if (!words) return;
  box.value = words;
  show(words);
}

/** Search for what is in the box. The words stand behind the #, which no host gets to see. */
function search() {
  const words = box.value.trim();
  const fragment = words && `#${new URLSearchParams({ q: words })}`;
  if (location.hash === fragment) follow();
  else location.hash = fragment;
}

/** Links from before the words went behind the # have them before it. */
function moveOldWords() {
  const words = new URLSearchParams(location.search).get("q");
  if (words === null) return;
  history.replaceState(history.state, "", `${location.pathname}#${new URLSearchParams({ q: words })}`);
}

moveOldWords();
// Fails where a part of Sphinx's search has not come, and then the page says that it waits in vain.
findPages(["school"]).slice(0, 1).forEach(pageItem);
form.addEventListener("submit", (event) => {
  event.preventDefault();
  search();
});
addEventListener("hashchange", follow);
form.closest("[data-waiting]")?.removeAttribute("data-waiting");
say("");
const typed = box.value;
follow();
if (typed) box.value = typed; // before this script was there
