// @ts-check
// Finds what is asked for by its id: a rule, a reading such as N-WN-4, or a place of the procedures
// such as 4.7, which the handbook numbers S4.7.

/** @typedef {import("./index.mjs").Index} Index */
/** @typedef {{ name: string, section: number, anchor: string, says: string }} Named */

const MOST = 8;
/** The beginning of an id, such as N-WN or statement-of. */
const BEGUN = /^[a-z]{1,3}-?[a-z]{0,3}-?\d*[a-z]?$|-/;
const NUMBER = /^(?:section|paragraph|para|§|s)?\s*(\d+(?:\.\d+)+)$/i;
const ANCHOR = /^(rule|definition|term|document|place|reading)-(.+)$/;
const REFERENCE = /\(([A-Z][A-Z0-9-]*\d[a-z]?)\)$/;
const PLACE = "place-";

/** @param {string} text */
const bare = (text) => text.toLowerCase().replace(/[\s_]+/g, "-").replace(/^(?:rule|reading)-/, "");

/** @param {string} text */
const wordsOf = (text) => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];

/**
 * All that has a name: by its id, and a reading by its number too.
 * @param {Index} index
 * @returns {Named[]}
 */
export function listNamed({ known, units, said }) {
  const named = [];
  const seen = new Set();
  for (const { section, anchor, lead, sentence } of units) {
    const [, , name] = ANCHOR.exec(anchor) ?? [];
    if (!name || seen.has(anchor)) continue;
    seen.add(anchor);
    const heading = known.SECTIONS[section][2].at(-1) ?? "";
    const reference = anchor.startsWith("reading-") ? REFERENCE.exec(heading)?.[1] : undefined;
    const says = lead >= 0 ? `${said[lead]}${/[.?!]$/.test(said[lead]) ? "" : ":"} ${said[sentence]}` : said[sentence];
    for (const one of [reference, name]) {
      if (one) named.push({ name: one.toLowerCase(), section, anchor, says });
    }
  }
  return named;
}

/**
 * Find by id, number or the name of a place: just that first, then what begins so.
 * @param {string} text
 * @param {Named[]} named
 */
export function findNamed(text, named) {
  const number = NUMBER.exec(text.trim());
  const asked = number ? `s${number[1]}` : bare(text.trim());
  // A word alone is a word; an id has a hyphen or a figure.
  if (asked.length < 2 || !/[-\d]/.test(text)) return [];
  const just = named.filter(({ name }) => name === asked);
  const loose = asked.replaceAll("-", "");
  const alike = just.length || !/\d/.test(loose) ? [] : named.filter(({ name }) => name.replaceAll("-", "") === loose);
  const begun = asked.length > 2 && BEGUN.test(asked)
    ? named.filter(({ name }) => name !== asked && name.startsWith(asked))
    : [];
  const found = [...just, ...alike, ...just.length ? [] : placesCalled(text, named), ...begun];
  return found.slice(0, MOST);
}

/**
 * Places of the procedures by their words: "Section 3, academies, paragraph 2".
 * @param {string} text
 * @param {Named[]} named
 */
function placesCalled(text, named) {
  const asked = wordsOf(text).join(" ");
  if (!/^(?:section|introduction|annex)\b.*\d/.test(asked)) return [];
  return named.filter(({ anchor, says }) =>
    anchor.startsWith(PLACE) && wordsOf(says.slice(says.indexOf(":") + 1)).join(" ") === asked);
}
