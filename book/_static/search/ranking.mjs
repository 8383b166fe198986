// @ts-check
// Finds the sentences that answer. A word counts most in the heading above a sentence and in the sentence
// itself, less in the title of the page, or beside it in the same paragraph; a rare word counts more than a
// common one, and what has all that is asked for more than what has a part of it.

import { readQuery, saysSomething } from "./query.mjs";

/** @typedef {import("./index.mjs").Index} Index */
/** @typedef {import("./index.mjs").Unit} Unit */
/** @typedef {import("./query.mjs").Wanted} Wanted */
/**
 * @typedef {{ page: number, section: number, anchor: string, lead: string, sentence: string }} Found
 * a section of -1 is the page itself
 */
/**
 * @typedef {{
 *   found: Found[], well: boolean, single: boolean, terms: number[], corrected: [string, string][], stems: Set<string>,
 * }} Answer `single` where no more than one thing is asked for
 */
/** @typedef {{ needed: boolean, weight: number, strength: Float32Array, within: Float32Array, above: Float32Array }} Strengths */
/** @typedef {[score: number, share: number, unit: Unit]} Scored `share` is how much it has of what is asked for */

const IN_LEAD = 0.95;
const IN_HEADING = 1.1;
const IN_UPPER_HEADING = 0.6;
const IN_TITLE = 0.9;
/** Its title says more of a page than of its sections. */
const THE_PAGE_ITSELF = 1.3;
const BESIDE = 0.45;
/** What a word that only adds is worth beside one that is asked for. */
const ADDS = 0.2;
/** A heading or title of just what is asked for, beside a score of at most 1. */
const JUST_THIS = 0.3;
/** A title says less of a sentence than its heading does. */
const OF_TITLE = 0.8;
/** What a place without most of what is asked for keeps of its score. */
const NOT_ALL = 0.25;
/** How much better all of it in one sentence is, or in the headings above it. */
const TOGETHER = 0.25;
/** How much of what is asked for an answer has to hold, by weight. */
const WELL = 0.62;
const MOST = 40;
const MOST_OF_A_PAGE = 3;
const LONGEST_QUESTION = 300;
/** Beside the best score. */
const WORTH_A_LOOK = 0.3;

/**
 * Answer what is asked.
 * @param {Index} index
 * @param {string} asked
 * @returns {Answer}
 */
export function ask(index, asked) {
  const { reading, vocabulary, words } = index;
  const text = asked.slice(0, LONGEST_QUESTION);
  const { wanted, terms, corrected } = readQuery(text, reading, index.sayings, vocabulary, words);
  const stems = new Set(wanted.flatMap(({ wordings }) => wordings).flatMap((wording) => wording.stems)
    .flatMap((stem) => stem.split(" ")).filter((stem) => saysSomething(stem)));
  const best = score(index, wanted.map((one) => strengths(index, one)), stems);
  return {
    found: choose(index, best), well: best.some(([, share]) => share >= WELL),
    single: wanted.length <= 1, terms, corrected, stems,
  };
}

/**
 * How strongly each unit has one of the things that are asked for, and how much that says.
 * @param {Index} index
 * @param {Wanted} wanted
 * @returns {Strengths}
 */
function strengths(index, { wordings, needed }) {
  const { known, units, said } = index;
  const sentences = new Float32Array(said.length);
  const texts = new Float32Array(known.TEXTS.length);
  const headings = new Float32Array(known.SECTIONS.length);
  const pages = new Float32Array(known.PAGES.length);
  let places = 0;
  for (const { stems, worth } of wordings) {
    for (const at of index.sentences.with(stems)) {
      if (!sentences[at]) places += 1;
      sentences[at] = Math.max(sentences[at], worth);
      const text = index.texts[at];
      if (text >= 0) texts[text] = Math.max(texts[text], worth * BESIDE);
    }
    for (const at of index.headings.with(stems)) headings[at] = Math.max(headings[at], worth * IN_HEADING);
    for (const at of index.upper.with(stems)) headings[at] = Math.max(headings[at], worth * IN_UPPER_HEADING);
    for (const at of index.titles.with(stems)) pages[at] = Math.max(pages[at], worth * IN_TITLE);
  }
  const weight = Math.log(1 + said.length / (1 + places));
  const strength = new Float32Array(units.length);
  const within = new Float32Array(units.length);
  const above = new Float32Array(units.length);
  units.forEach(({ page, section, lead, text, sentence }, at) => {
    within[at] = Math.max(sentences[sentence], lead >= 0 ? sentences[lead] * IN_LEAD : 0);
    above[at] = section < 0 ? pages[page] * THE_PAGE_ITSELF : Math.max(pages[page], headings[section]);
    strength[at] = Math.max(within[at], above[at], text < 0 ? 0 : texts[text]);
  });
  return { needed, weight, strength, within, above };
}

/**
 * Put all that is asked for together.
 * @param {Index} index
 * @param {Strengths[]} asked
 * @param {Set<string>} stems
 * @returns {Scored[]} the best first
 */
function score(index, asked, stems) {
  const { units, weights } = index;
  const needed = asked.filter((one) => one.needed);
  const adding = asked.filter((one) => !one.needed);
  const whole = needed.reduce((sum, { weight }) => sum + weight, 0);
  const scores = new Float32Array(units.length);
  const shares = new Float32Array(units.length);
  let most = 0;
  for (let at = 0; at < units.length; at += 1) {
    let [sum, share, together, over] = [0, 0, 0, 0];
    for (const { weight, strength, within, above } of needed) {
      if (!strength[at]) continue;
      const part = weight / whole;
      sum += strength[at] * part;
      share += part;
      together += within[at] * part;
      over += above[at] * part;
    }
    if (!share) continue;
    for (const { strength } of adding) sum += ADDS * strength[at];
    const all = NOT_ALL + (1 - NOT_ALL) * share ** 2;
    shares[at] = share;
    scores[at] = sum * all * (1 + TOGETHER * Math.max(together, over) ** 2) * weights[at];
    most = Math.max(most, scores[at]);
  }
  /** @type {Scored[]} */
  const best = [];
  units.forEach((unit, at) => {
    if (!shares[at] || scores[at] < most * WORTH_A_LOOK) return;
    best.push([scores[at] + JUST_THIS * shares[at] * justThis(index, unit, stems), shares[at], unit]);
  });
  return best.sort(([one], [other]) => other - one);
}

/**
 * How much of a heading, of a title, or of what a row is about, is what was asked for.
 * @param {Index} index
 * @param {Unit} unit
 * @param {Set<string>} stems
 */
function justThis(index, { page, section, lead }, stems) {
  const heading = section >= 0 ? index.known.SECTIONS[section][2].at(-1) ?? "" : "";
  const title = index.known.PAGES[page][1];
  /** @param {string} text */
  const share = (text) => {
    const telling = index.telling(text);
    return telling.length ? telling.filter((stem) => stems.has(stem)).length / telling.length : 0;
  };
  const ofTitle = Math.max(share(title), share(title.split(":")[0])) * (section < 0 ? THE_PAGE_ITSELF : OF_TITLE);
  return Math.max(share(heading), lead < 0 ? 0 : share(index.said[lead]), ofTitle);
}

/**
 * The best of each section, few of a page, and no sentence twice.
 * @param {Index} index
 * @param {Scored[]} best
 * @returns {Found[]}
 */
function choose(index, best) {
  const [sections, sentences, words, ofPage] = [new Set(), new Set(), new Set(), new Map()];
  const found = [];
  for (const [, , { page, section, anchor, lead, sentence }] of best) {
    const place = section < 0 ? `page ${page}` : section;
    const times = ofPage.get(page) ?? 0;
    if (sections.has(place) || sentences.has(sentence) || times >= MOST_OF_A_PAGE) continue;
    const said = lead >= 0 ? index.said[lead] : "";
    const whole = index.whole(sentence);
    const shown = said ? `${said}: ${whole}` : whole; // what one page says in two parts, another may in one
    if (words.has(shown)) continue;
    sections.add(place);
    sentences.add(sentence);
    words.add(shown);
    ofPage.set(page, times + 1);
    found.push({ page, section, anchor, lead: said, sentence: whole });
    if (found.length === MOST) break;
  }
  return found;
}
