// Asks the search of the built site, without a page: JSON of questions in, JSON of what was found out.
//
//     node ask.mjs INDEX STEMMER SEARCH < questions.json

import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { runInThisContext } from "node:vm";
import { gunzipSync } from "node:zlib";

const [packed, stemmer, search] = process.argv.slice(2);
const { PACKED } = await import(pathToFileURL(packed));
const known = JSON.parse(gunzipSync(Buffer.from(PACKED, "base64")).toString());
const Stemmer = runInThisContext(`${readFileSync(stemmer, "utf8")};Stemmer`);
const { Index } = await import(pathToFileURL(`${search}/index.mjs`));
const { ask } = await import(pathToFileURL(`${search}/ranking.mjs`));
const { findNamed, listNamed } = await import(pathToFileURL(`${search}/names.mjs`));

const stems = new Stemmer();
const index = new Index(known, (word) => stems.stemWord(word));
const named = listNamed(index);

/** A place as the list of questions writes it: its page, with the ids of its section and of itself. */
const written = ({ section, anchor, page = known.SECTIONS[section][0] }) => ({
  page: known.PAGES[page][0], ids: [anchor, section < 0 ? "" : known.SECTIONS[section][1]],
});

const answers = JSON.parse(readFileSync(0, "utf8")).map((asked) => {
  const byName = findNamed(asked, named);
  const { found, well, corrected } = ask(index, asked);
  return {
    places: [...byName, ...found].map(written), well: well || byName.length > 0, corrected,
    sentences: found.map(({ lead, sentence }) => [lead, sentence].filter(Boolean).join(": ")),
  };
});
console.log(JSON.stringify(answers));
