// @ts-check
// What was found, as it stands on the page: each place with its sentence, and what to do where nothing was.

/** @typedef {import("./index.mjs").Index} Index */
/** @typedef {import("./ranking.mjs").Answer} Answer */
/** @typedef {import("./names.mjs").Named} Named */
/** @typedef {{ page: number, section: number, anchor: string, lead: string, sentence: string }} Place */

const SHOWN = 8;
const NEAREST_SHOWN = 3;
const MEANINGS_SHOWN = 2;
/** So much of a long sentence is shown, and so much of it before the first word that was found. */
const LONGEST = 260;
const BEFORE = 80;
/** So many words of a sentence are looked for on its page: fewer stand in lists of titles too. */
const WORDS_TO_FIND = 8;

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
 * @param {...(Node | string)} words
 */
const link = (page, anchor, ...words) => element("a", { href: `${page}.html${anchor && `#${anchor}`}` }, ...words);

export class Results {
  /** @param {Index} index */
  constructor(index) {
    this.index = index;
    this.known = index.known;
    /** @type {Set<number>[]} the sentences of each page */
    this.ofPage = this.known.PAGES.map(() => new Set());
    for (const { page, sentence } of index.units) this.ofPage[page].add(sentence);
  }

  /**
   * What is shown for an answer, and how many places there are in it.
   * @param {Answer} answer
   * @param {Named[]} named what has the id that was asked for
   * @returns {{ shown: HTMLElement[], count: number }}
   */
  of(answer, named) {
    const shownAlready = new Set([...named.map(({ anchor }) => anchor),
      ...answer.single ? answer.terms.slice(0, MEANINGS_SHOWN).map((term) => `term-${this.known.TERMS[term].id}`) : []]);
    const places = [...this.#byName(named), ...answer.found.filter(({ anchor }) => !shownAlready.has(anchor))];
    const well = answer.well || named.length > 0;
    const meanings = answer.terms.slice(0, MEANINGS_SHOWN).map((term) => this.#meaning(term));
    const listed = well ? places : places.slice(0, NEAREST_SHOWN);
    const list = this.#list(listed, answer.stems, well);
    const explained = meanings.length ? [element("section", {}, element("h2", {}, "In the glossary"), ...meanings)] : [];
    const shown = [];
    if (answer.corrected.length) shown.push(this.#taken(answer.corrected));
    // Whoever asks for a word wants to know what it means; whoever asks a question wants the answer.
    shown.push(...answer.single ? [...explained, ...list] : [...list, ...explained]);
    if (!well) shown.push(this.#advice());
    // Where the meaning is all there is, it is what was found.
    return { shown, count: listed.length || meanings.length };
  }

  /**
   * @param {Named[]} named
   * @returns {Place[]}
   */
  #byName(named) {
    return named.map(({ section, anchor, says }) =>
      ({ page: this.known.SECTIONS[section][0], section, anchor, lead: "", sentence: says }));
  }

  /**
   * A heading and a list that shows its first items; a button shows the others.
   * @param {Place[]} places
   * @param {Set<string>} stems
   * @param {boolean} well
   */
  #list(places, stems, well) {
    if (!places.length) return [];
    const items = places.map((place) => this.#item(place, stems));
    const list = element("ol", { class: "found-places" }, ...items.slice(0, SHOWN));
    const made = element("section", {}, element("h2", {}, well ? "What was found" : "The nearest"), list);
    if (items.length > SHOWN) {
      const more = element("button", { type: "button", class: "scc-button" }, `Show all ${items.length} places`);
      more.addEventListener("click", () => {
        list.append(...items.slice(SHOWN));
        more.remove();
        items[SHOWN].querySelector("a")?.focus();
      });
      made.append(more);
    }
    return [made];
  }

  /**
   * @param {Place} place
   * @param {Set<string>} stems
   */
  #item({ page, section, anchor, lead, sentence }, stems) {
    const [name, title, part] = this.known.PAGES[page];
    const headings = section >= 0 ? this.known.SECTIONS[section][2] : [];
    const words = headings.length ? `${title}: ${headings[headings.length - 1]}` : title;
    const item = element("li", {}, element("p", { class: "found" }, link(name, anchor && `${anchor}${this.#sentenceItself(page, sentence)}`, words)));
    const said = lead ? `${lead}${/[.?!]$/.test(lead) ? "" : ":"} ${sentence}` : sentence;
    item.append(element("p", { class: "found-sentence" }, ...this.#marked(said, stems)));
    const way = [part, ...headings.slice(0, -1)].filter(Boolean).join(" › ");
    if (way) item.append(element("p", { class: "found-in" }, way));
    return item;
  }

  /**
   * What has a browser show the sentence itself, beyond the anchor above it: where the browser can do so, and
   * the words stand once on the page, since it goes to the first place that has them.
   * @param {number} page
   * @param {string} sentence
   */
  #sentenceItself(page, sentence) {
    const words = sentence.split(" ").slice(0, WORDS_TO_FIND);
    if (!("fragmentDirective" in document) || words.length < WORDS_TO_FIND) return "";
    const begins = words.join(" ");
    const times = [...this.ofPage[page]].filter((at) => this.index.said[at].includes(begins)).length;
    return times === 1 ? `:~:text=${encodeURIComponent(begins).replaceAll("-", "%2D")}` : "";
  }

  /**
   * A sentence with the words marked that were found; of a long one the part around the first.
   * @param {string} said
   * @param {Set<string>} stems
   */
  #marked(said, stems) {
    const words = this.index.reading.words(said).filter(({ stem }) => stems.has(stem));
    let from = 0;
    if (said.length > LONGEST && words.length && words[0].at > BEFORE) {
      from = said.indexOf(" ", words[0].at - BEFORE) + 1;
    }
    const to = said.length - from > LONGEST ? said.lastIndexOf(" ", from + LONGEST) : said.length;
    /** @type {(Node | string)[]} */
    const parts = [from ? "… " : ""];
    let at = from;
    for (const word of words) {
      const ends = word.at + word.text.length;
      if (word.at < at || ends > to) continue;
      parts.push(said.slice(at, word.at), element("mark", {}, word.text));
      at = ends;
    }
    parts.push(said.slice(at, to), to < said.length ? " …" : "");
    return parts.filter(Boolean);
  }

  /** @param {number} term */
  #meaning(term) {
    const { id, names, stands_for, meaning } = this.known.TERMS[term];
    const name = element("strong", {}, stands_for ? `${names[0]}: ${stands_for}` : names[0]);
    return element("div", { class: "meaning" },
      element("p", {}, name),
      element("p", {}, meaning),
      element("p", {}, link("book/reference/glossary", `term-${id}`, `“${names[0]}” in the glossary`)));
  }

  /** @param {[string, string][]} corrected */
  #taken(corrected) {
    const words = corrected.map(([word, meant]) => `“${word}” as “${meant}”`).join(", ");
    return element("p", { class: "found-taken" }, `Read ${words}.`);
  }

  /** What to try where nothing matches well, and all the pages. */
  #advice() {
    /** @type {Map<string, HTMLElement[]>} */
    const parts = new Map();
    for (const [name, title, part] of this.known.PAGES) {
      if (part) parts.set(part, [...parts.get(part) ?? [], element("li", {}, link(name, "", title))]);
    }
    const contents = [...parts].map(([part, pages]) =>
      element("details", {}, element("summary", {}, part), element("ul", {}, ...pages)));
    return element("section", {},
      element("p", {}, "What you can try:"),
      element("ul", { class: "advice" },
        element("li", {}, "fewer words, or the word the procedures use: “headteacher”, “warning notice”;"),
        element("li", {}, "the ", link("book/reference/glossary", "", "glossary"), ", which has every term and abbreviation;"),
        element("li", {}, link("book/reference/trace", "", "the places of the procedures"), ", if you know the section;"),
        element("li", {}, "the ", link("book/index", "", "start page"), ", or the contents:")),
      ...contents);
  }
}
