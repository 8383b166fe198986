/**
 * Links to a walk: written so that they survive, and read although they were mangled on their way.
 *
 * A link is `#walk=ID&name=value...`, with names and values as in a query string. Programs that carry
 * mail and messages encode it again (all of it, a part, or only its "%"), write it as HTML or as
 * quoted-printable, break its lines, and take the full stop behind it for a part of it. All of that
 * leaves a mark that no link has which was written here, and is undone. What could be such a mark
 * and is none is closed by `&end`, and then taken as it stands.
 *
 * Some cut a link where it is long. So the first part of a state says that there is a last one. Links
 * that were written before there were those parts are taken for whole.
 */

/**
 * What a link says.
 * @typedef {object} Link
 * @property {string} id of the walk
 * @property {string} state
 * @property {boolean} mended whether it came other than it was written
 * @property {boolean} cut whether its end is missing; what it said last is left out then, since half
 *   of a date may be another date
 */

const BEGINS = "walk=";
const END = "&end";
const FIRST = "link=begins";
const LAST = "link=ends";

/** A link is mangled once or twice, not without end. */
const MOST_ROUNDS = 8;

/**
 * The address of another page of the handbook, whose walk opens with a state.
 *
 * @param {string} page
 * @param {string} id of that walk
 * @param {string} state empty where that page has it already
 */
export function elsewhere(page, id, state) {
  const address = new URL((document.documentElement.dataset.content_root ?? "") + page, location.href);
  if (state) address.hash = fragment(id, state);
  return address.href;
}

/**
 * The fragment that opens a walk with a state.
 *
 * @param {string} id
 * @param {string} state
 */
export function fragment(id, state) {
  const parts = state ? [FIRST, state, LAST] : [];
  const plain = [BEGINS + encodeURIComponent(id), ...parts].join("&");
  return `#${mend(plain) === plain ? plain : plain + END}`;
}

/**
 * Read an address.
 *
 * @param {{ hash: string, search: string }} address
 * @returns {Link | null} null where it is no link to a walk
 */
export function readLink({ hash, search }) {
  // A program that knows no "#" puts "?" in its place.
  const given = hash.slice(1) || search.slice(1);
  const text = mend(given);
  if (!text.startsWith(BEGINS)) return null;
  const [walk, ...parts] = (text.endsWith(END) ? text.slice(0, -END.length) : text).split("&");
  const id = decoded(walk.slice(BEGINS.length));
  return { id, ...between(parts), mended: text !== given };
}

/**
 * What stands between the first part and the last.
 *
 * @param {string[]} parts
 */
function between(parts) {
  const [first = "", ...others] = parts;
  if (first !== FIRST) {
    const cut = parts.length === 1 && first !== "" && FIRST.startsWith(first);
    return { state: cut ? "" : parts.join("&"), cut };
  }
  const end = others.lastIndexOf(LAST);
  const said = others.filter((_, at) => at !== (end < 0 ? others.length - 1 : end));
  return { state: said.join("&"), cut: end < 0 };
}

/**
 * Whether an address was meant to say something to a walk, though it cannot be read.
 *
 * @param {{ hash: string }} address
 */
export function isUnread({ hash }) {
  const text = hash.slice(1);
  return /walk|=|%3d/i.test(text) && !document.getElementById(decoded(text));
}

/**
 * Undo what was done to a link, as far as that can be known.
 *
 * @param {string} text
 */
function mend(text) {
  let mended = text;
  for (let round = 0; round < MOST_ROUNDS && !isWhole(mended); round += 1) {
    const before = mended;
    mended = [
      withoutBreaks, withoutFront, fromQuotedPrintable, fromEncoded, fromHtml, fromEncodedMarks,
      fromEncodedParts,
    ].reduce((given, undo) => undo(given), mended);
    if (mended === before) break;
  }
  return isWhole(mended) || !mended.startsWith(BEGINS) ? mended : withoutTail(mended);
}

/** @param {string} text */
function isWhole(text) {
  return text.startsWith(BEGINS) && text.endsWith(END);
}

/**
 * Broken lines, and characters that nobody sees: with "=" before it, a break is quoted-printable.
 *
 * @param {string} text
 */
function withoutBreaks(text) {
  const joined = text.split("&").map((part) => {
    const plain = part.replace(/=(?:%0D)?%0A/gi, "");
    return plain.includes("=") ? plain : part; // its only "=" stood at the end of a line
  });
  return joined
    .join("&")
    .replace(/[\t\r\n]|%0[9AD]|%E2%80%8B|%E2%81%A0|%EF%BB%BF|%C2%AD/gi, "")
    .replace(/(^|&)(?: |\+|%20|%C2%A0)+/gi, "$1");
}

/** @param {string} text */
function withoutFront(text) {
  return text.replace(/^(?:[#!/?&]|%(?:25)*23|&?(?:#|%23)?35;)+(?=walk|wal=|wa=|w=|3D)/i, "");
}

/**
 * Of quoted-printable, which writes "=" as "=3D" and ends a broken line with "=".
 *
 * @param {string} text
 */
function fromQuotedPrintable(text) {
  if (text.startsWith(BEGINS) && !/^walk=(?:(?:%20)*=)?3D/i.test(text)) return text;
  const plain = text.replace(/=(3D)?(?:%20)*/gi, (_, sign) => (sign ? "=" : ""));
  return text.includes("=") && /^walk=[^=]/.test(plain) ? plain : text;
}

/**
 * Of a link that was encoded as if it were a value itself, or of which only each "=" was.
 *
 * @param {string} text
 */
function fromEncoded(text) {
  if (!/^walk%(?:25)*3D/i.test(text) || text.includes("=")) return text;
  if (!text.includes("&")) return decoded(text);
  return text.split("&").map((part) => part.replace(/%(?:25)*3D/i, "=")).join("&");
}

/**
 * Of HTML, where "&" stands as "&amp;".
 *
 * @param {string} text
 */
function fromHtml(text) {
  return text
    .replace(/&(?:amp|#0*38|#x0*26)(?:;|%3B)/gi, "&")
    .replace(/&(?:equals|#0*61|#x0*3D)(?:;|%3B)/gi, "=");
}

/**
 * Of a link whose "%" were encoded, each of them, and nothing else.
 *
 * @param {string} text
 */
function fromEncodedMarks(text) {
  const marks = text.match(/%(?:25[0-9A-F]{2})?/gi) ?? [];
  const every = marks.length > 0 && marks.every((mark) => mark.length > 1);
  return every ? text.replace(/%25/g, "%") : text;
}

/**
 * Of parts that were encoded again: a name holds no "=", an id no "&", and a value no bare "=".
 *
 * @param {string} text
 */
function fromEncodedParts(text) {
  if (!/^walk(?:=|%3D)/i.test(text)) return text;
  return text
    .split("&")
    .map((part, at) => {
      const signs = part.split("=").length - 1;
      if (signs > 1) {
        // "&not" is "¬" where HTML reads it, as in "&notice".
        return part.replace(/%26(?=[\w-]+=)/g, "&").replace(/(?:¬|%C2%AC)(?=[\w-]+=)/gi, "&not");
      }
      if (at === 0 && signs === 1 && !part.startsWith(BEGINS)) {
        // Its beginning alone: behind its "=" stands a value as it was written, maybe a whole state.
        return part.replace(/^[^=]*/, decoded);
      }
      const encoded = at === 0 ? part.includes("%") : signs === 0 && /%3D/i.test(part);
      return encoded ? decoded(part) : part;
    })
    .join("&");
}

/**
 * What stood behind a link in a sentence, or around it. None of it ends a link that was written here.
 *
 * @param {string} text
 */
function withoutTail(text) {
  return text.replace(
    /(?:[.,;:!?'"’”»›…)>\]}|*_~\\]|%(?:20|22|3C|3E|5C|5D|60|7C|7D|E2%80%(?:99|9D|A6|BA)|C2%BB)|\+|&)+$/i,
    "",
  );
}

/**
 * Decode what is encoded, once; what cannot be decoded stays.
 *
 * @param {string} text
 */
function decoded(text) {
  return text.replace(/(?:%[0-9A-F]{2})+/gi, (run) => {
    try {
      return decodeURIComponent(run);
    } catch {
      return run;
    }
  });
}
