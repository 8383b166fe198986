// @ts-check
// What is asked, read word by word: which words say something, which name what the glossary or the
// everyday words know by other names, and which were a slip of the pen.

/**
 * A thing that is asked for, and the wordings by which it can be found.
 * @typedef {{ wordings: Wording[], needed: boolean }} Wanted
 */
/** @typedef {{ stems: string[], worth: number }} Wording stems in a row */
/** @typedef {{ text: string, stem: string, at: number }} Word a word of a text and where it begins */
/** @typedef {{ names: string[][], needed: boolean, finds: Wording[], term?: number }} Saying */
/** @typedef {{ wanted: Wanted[], terms: number[], corrected: [string, string][] }} Query */

/** What another name is worth beside the reader's own word. */
const OTHER_NAME = 0.85;
const EVERYDAY = 0.8;
/** Words that a word begins, while it is being typed. */
const BEGUN = 0.75;
const MOST_BEGUN = 30;
/** All words of a name, but not in a row. */
const SCATTERED = 0.65;
/** All of a long name but its first word. */
const IN_PART = 0.6;
const CORRECTED = 0.9;

/** From how many letters on one slip, and two, are forgiven. */
const ONE_SLIP = 4;
const TWO_SLIPS = 8;

/** Words that say nothing by themselves. */
const SAYS_LITTLE = new Set(`a about actually am an and any anyone anything anywhere are as at be because been being but by
can could did do does doing each ever for from get gets getting go goes got had happen happened happens has have having he her
here him his how i if in into is it its just like made make many may me mean meaning means might much must my need no not of on or other our ours
own please put really said say see she should so some somebody someone something still such supposed than that the their them
then there these they this those to too up us was we were what when where which who whom whose why will with without would yet
you your`.split(/\s+/));

/** Words that are no form of the word to which their stem belongs. */
const BY_THEMSELVES = new Set(["heading", "headings"]);

const WORD = /[\p{L}\p{N}]+(?:['’]\p{L}+)?/gu;

export class Reading {
  /** @param {(word: string) => string} stem */
  constructor(stem) {
    /** @type {Map<string, string>} */
    this.stems = new Map();
    this.stemmed = stem;
  }

  /**
   * The stem of a word, without its apostrophe.
   * @param {string} word
   */
  stem(word) {
    let stem = this.stems.get(word);
    if (stem === undefined) {
      const bare = word.toLowerCase().replace(/['’]\p{L}+$/u, "");
      stem = /^\p{L}{3,}$/u.test(bare) && !BY_THEMSELVES.has(bare) ? this.stemmed(bare) : bare;
      this.stems.set(word, stem);
    }
    return stem;
  }

  /**
   * The words of a text.
   * @param {string} text
   * @returns {Word[]}
   */
  words(text) {
    return [...text.matchAll(WORD)].map((found) =>
      ({ text: found[0], stem: this.stem(found[0]), at: found.index }));
  }

  /** @param {string} text */
  stemsOf(text) {
    return (text.match(WORD) ?? []).map((word) => this.stem(word));
  }

  /**
   * The stems of a text that say something; all of them where none does.
   * @param {string} text
   */
  telling(text) {
    const words = text.match(WORD) ?? [];
    const telling = words.filter((word) => saysSomething(word));
    return (telling.length ? telling : words).map((word) => this.stem(word));
  }
}

/** @param {string} word */
export const saysSomething = (word) => !SAYS_LITTLE.has(word.toLowerCase().replace(/['’]\p{L}+$/u, ""));

/**
 * What the glossary and the everyday words know, ready to be looked for.
 * @param {Reading} reading
 * @param {{ names: string[], known_as: string[] }[]} terms
 * @param {[say: string[], find: string[], onlyAdds: number][]} everyday
 * @returns {Map<string, Saying[]>} by the first stem
 */
export function sayings(reading, terms, everyday) {
  /** @type {Map<string, Saying[]>} */
  const known = new Map();
  /** @param {Saying} saying */
  const add = (saying) => {
    for (const first of new Set(saying.names.map(([stem]) => stem))) {
      known.set(first, [...known.get(first) ?? [], saying]);
    }
  };
  terms.forEach(({ names, known_as }, term) => {
    const own = names.map((name) => reading.stemsOf(name));
    add({
      term, needed: true,
      names: [...own, ...known_as.map((name) => reading.stemsOf(name))],
      finds: own.map((stems) => ({ stems, worth: OTHER_NAME })),
    });
  });
  for (const [say, find, onlyAdds] of everyday) {
    add({
      needed: !onlyAdds,
      names: say.map((words) => reading.stemsOf(words)),
      finds: find.map((words, at) => ({ stems: reading.stemsOf(words), worth: EVERYDAY - 0.03 * at })),
    });
  }
  return known;
}

/**
 * Read what is asked.
 * @param {string} text
 * @param {Reading} reading
 * @param {Map<string, Saying[]>} known
 * @param {Map<string, number>} vocabulary how often each stem stands in the handbook
 * @param {string[]} words every word of the handbook, in alphabetical order
 * @returns {Query}
 */
export function readQuery(text, reading, known, vocabulary, words) {
  const asked = reading.words(text);
  const typing = /[\p{L}\p{N}]$/u.test(text);
  /** @type {[string, string][]} */
  const corrected = [];
  const isKnown = (/** @type {string} */ stem) => vocabulary.has(stem) || known.has(stem);
  const begun = typing && asked.length ? begunBy(asked[asked.length - 1].text, words) : [];
  const stems = asked.map(({ text: word, stem }, at) => {
    if (isKnown(stem) || !saysSomething(word) || (begun.length && at === asked.length - 1)) return stem;
    const meant = nearest(word.toLowerCase(), words, vocabulary, reading);
    if (meant) corrected.push([word, meant]);
    return meant ? reading.stem(meant) : stem;
  });

  /** @type {Wanted[]} */
  const wanted = [];
  /** @type {number[]} */
  const terms = [];
  for (let at = 0; at < stems.length;) {
    const [length, named] = namedAt(stems, at, known);
    if (!length) {
      if (saysSomething(asked[at].text) || asked.length === 1) {
        const worth = corrected.some(([word]) => word === asked[at].text) ? CORRECTED : 1;
        const wordings = [{ stems: [stems[at]], worth }];
        if (begun.length && at === asked.length - 1) {
          const meant = isKnown(stems[at]) ? "" : nearest(asked[at].text.toLowerCase(), words, vocabulary, reading);
          if (meant) wordings.push({ stems: [reading.stem(meant)], worth: BEGUN });
          wordings.push(...begun.map((word) => ({ stems: [reading.stem(word)], worth: BEGUN })));
        }
        wanted.push({ wordings, needed: true });
      }
      at += 1;
      continue;
    }
    const own = stems.slice(at, at + length);
    const telling = own.filter((_, place) => saysSomething(asked[at + place].text));
    const wordings = [{ stems: own, worth: 1 }];
    // "Notice of warning" is a warning notice too.
    if (length > 1 && telling.length > 1) wordings.push({ stems: [telling.join(" ")], worth: SCATTERED });
    // A "national leader of education" is a leader of education.
    if (telling.length > 2) wordings.push({ stems: own.slice(1), worth: IN_PART });
    wordings.push(...named.flatMap(({ finds }) => finds));
    wanted.push({ wordings, needed: named.some(({ needed }) => needed) });
    terms.push(...named.flatMap(({ term }) => term === undefined ? [] : [term]));
    at += length;
  }
  return { wanted, terms: [...new Set(terms)], corrected };
}

/**
 * The longest name that begins at a word, and all that have it.
 * @param {string[]} stems
 * @param {number} at
 * @param {Map<string, Saying[]>} known
 * @returns {[length: number, named: Saying[]]}
 */
function namedAt(stems, at, known) {
  let longest = 0;
  /** @type {Saying[]} */
  let named = [];
  for (const saying of known.get(stems[at]) ?? []) {
    const fits = saying.names.filter((name) =>
      name[0] === stems[at] && name.every((stem, place) => stem === stems[at + place]));
    const length = Math.max(0, ...fits.map((name) => name.length));
    if (length > longest) [longest, named] = [length, []];
    if (length && length === longest) named.push(saying);
  }
  return [longest, named];
}

/**
 * The words that begin so, besides the word itself.
 * @param {string} begin
 * @param {string[]} words in alphabetical order
 */
function begunBy(begin, words) {
  const beginning = begin.toLowerCase();
  if (beginning.length < 2) return [];
  let [low, high] = [0, words.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (words[middle] < beginning) low = middle + 1;
    else high = middle;
  }
  const found = [];
  for (; low < words.length && found.length < MOST_BEGUN && words[low].startsWith(beginning); low += 1) {
    if (words[low] !== beginning) found.push(words[low]);
  }
  return found;
}

/**
 * The word of the handbook that a misspelt one is nearest to, or none.
 * @param {string} word
 * @param {string[]} words
 * @param {Map<string, number>} vocabulary
 * @param {Reading} reading
 */
function nearest(word, words, vocabulary, reading) {
  const slips = word.length >= TWO_SLIPS ? 2 : word.length >= ONE_SLIP ? 1 : 0;
  let best = "";
  let [least, most] = [slips + 1, 0];
  for (const other of words) {
    if (other[0] !== word[0] || Math.abs(other.length - word.length) > slips) continue;
    const apart = distance(word, other, Math.min(slips, least));
    const often = vocabulary.get(reading.stem(other)) ?? 0;
    if (apart < least || (apart === least && often > most)) [best, least, most] = [other, apart, often];
  }
  return least <= slips ? best : "";
}

/**
 * How many letters were left out, put in, changed, or swapped with the next; past `most` it does not matter.
 * @param {string} one
 * @param {string} other
 * @param {number} most
 */
function distance(one, other, most) {
  let before = /** @type {number[]} */ ([]);
  let row = Array.from({ length: other.length + 1 }, (_, at) => at);
  for (let i = 1; i <= one.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= other.length; j += 1) {
      const same = one[i - 1] === other[j - 1];
      next[j] = Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (same ? 0 : 1));
      const swapped = i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1];
      if (swapped) next[j] = Math.min(next[j], before[j - 2] + 1);
    }
    if (Math.min(...next) > most) return most + 1;
    [before, row] = [row, next];
  }
  return row[other.length];
}
