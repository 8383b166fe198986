// @ts-check
// What the handbook says, ready to be searched: every sentence with its place, and where each word stands.

import { Reading, sayings } from "./query.mjs";

/** @typedef {[page: string, title: string, part: string, about: string, weight: number]} Page */
/** @typedef {number | [text: number, anchor: string, lead?: number]} Block the anchor is the section's where none is said */
/** @typedef {[page: number, id: string, headings: string[], blocks: Block[]]} Section */
/**
 * @typedef {{
 *   TERMS: { id: string, names: string[], known_as: string[], stands_for: string, meaning: string }[],
 *   EVERYDAY: [say: string[], find: string[], onlyAdds: number][],
 *   PAGES: Page[], SECTIONS: Section[], TEXTS: string[],
 * }} Known
 */
/** @typedef {{ page: number, section: number, anchor: string, lead: number, text: number, sentence: number }} Unit */

/** A page of which only the title counts. */
const OF_A_TITLE = 0.5;
/** In words: from where on a sentence is long, and what is hardly one. */
const LONG = 30;
const VERY_SHORT = 4;
/** In letters: what says little by itself. */
const SHORT = 50;

/** A text as its stems, in which a row of stems can be found. */
class Texts {
  /** @param {Reading} reading */
  constructor(reading) {
    this.reading = reading;
    /** @type {string[]} */
    this.rows = [];
    /** @type {Map<string, number[]>} */
    this.having = new Map();
  }

  /** @param {string} text */
  add(text) {
    const at = this.rows.length;
    const stems = this.reading.stemsOf(text);
    this.rows.push(` ${stems.join(" ")} `);
    for (const stem of new Set(stems)) {
      const having = this.having.get(stem);
      if (having) having.push(at);
      else this.having.set(stem, [at]);
    }
    return at;
  }

  /**
   * The texts that hold stems in a row; those of one name with spaces in any order.
   * @param {string[]} stems
   */
  with(stems) {
    const each = stems.length === 1 ? stems[0].split(" ") : stems;
    const lists = each.map((stem) => this.having.get(stem) ?? []);
    const rarest = lists.reduce((least, list) => list.length < least.length ? list : least);
    if (each.length === 1) return rarest;
    const wanted = stems.length === 1 ? each.map((stem) => ` ${stem} `) : [` ${stems.join(" ")} `];
    return rarest.filter((at) => wanted.every((row) => this.rows[at].includes(row)));
  }
}

export class Index {
  /**
   * @param {Known} known
   * @param {(word: string) => string} stem
   */
  constructor(known, stem) {
    this.known = known;
    this.reading = new Reading(stem);
    this.sayings = sayings(this.reading, known.TERMS, known.EVERYDAY);
    this.sentences = new Texts(this.reading);
    this.titles = new Texts(this.reading);
    this.headings = new Texts(this.reading);
    this.upper = new Texts(this.reading);
    /** @type {string[]} */
    this.said = [];
    /** @type {Map<string, string[]>} */
    this.told = new Map();
    for (const page of known.PAGES) this.titles.add(page[1]);
    for (const [, , headings] of known.SECTIONS) {
      this.headings.add(headings.at(-1) ?? "");
      this.upper.add(headings.slice(0, -1).join(" "));
    }
    /** @type {Unit[]} */
    this.units = [];
    /** @type {number[]} the text of each sentence, or -1 */
    this.texts = [];
    /** @type {Map<string, number>} how often each stem stands in the handbook */
    this.vocabulary = new Map();
    /** @type {string[]} every word, in alphabetical order */
    this.words = [];
    this.#addPages();
    this.#addBlocks();
    /** How much each unit counts. */
    this.weights = Float32Array.from(this.units, (unit) => this.#weight(unit));
    this.#listWords();
  }

  /**
   * @param {string} sentence
   * @param {number} text the one it stands in
   */
  #say(sentence, text = -1) {
    this.said.push(sentence);
    this.texts.push(text);
    return this.sentences.add(sentence);
  }

  /** The pages themselves, each with what it says of itself. */
  #addPages() {
    this.known.PAGES.forEach(([, title, , about], page) => {
      const sentence = this.#say(about || title);
      this.units.push({ page, section: -1, anchor: "", lead: -1, text: -1, sentence });
    });
  }

  #addBlocks() {
    const { TEXTS, SECTIONS } = this.known;
    const numbered = TEXTS.map((text, at) => text.split("\n").map((sentence) => this.#say(sentence, at)));
    SECTIONS.forEach(([page, id, , blocks], section) => {
      for (const block of blocks) {
        const [text, anchor, led] = typeof block === "number" ? [block, id, -1] : block;
        const lead = led === undefined || led < 0 ? -1 : numbered[led][0];
        for (const sentence of numbered[text]) this.units.push({ page, section, anchor, lead, text, sentence });
      }
    });
  }

  /** Every word, for what is begun and for slips of the pen. */
  #listWords() {
    for (const texts of [this.sentences, this.titles, this.headings]) {
      for (const [stem, having] of texts.having) {
        this.vocabulary.set(stem, (this.vocabulary.get(stem) ?? 0) + having.length);
      }
    }
    for (const { names, known_as } of this.known.TERMS) {
      for (const name of [...names, ...known_as]) this.reading.stemsOf(name);
    }
    const every = new Set([...this.reading.stems.keys()].map((word) => word.toLowerCase()));
    this.words = [...every].filter((word) => /^\p{L}+$/u.test(word)).sort();
  }

  /** @param {Unit} unit */
  #weight({ page, sentence }) {
    const length = this.said[sentence].split(" ").length;
    const fits = (length <= VERY_SHORT ? 0.97 : 1) / (1 + Math.max(0, length - LONG) / 100);
    return (this.known.PAGES[page][4] || OF_A_TITLE) * fits;
  }

  /**
   * A sentence, and after a short one those that follow: "The headteacher." says little by itself.
   * @param {number} sentence
   */
  whole(sentence) {
    let said = this.said[sentence];
    const text = this.texts[sentence];
    for (let next = sentence + 1; said.length < SHORT && text >= 0 && this.texts[next] === text; next += 1) {
      said += ` ${this.said[next]}`;
    }
    return said;
  }

  /**
   * The stems of a heading that say something.
   * @param {string} text
   */
  telling(text) {
    let telling = this.told.get(text);
    if (!telling) this.told.set(text, telling = text ? this.reading.telling(text) : []);
    return telling;
  }
}
