/**
 * Writes and reads links to a walk, outside of a browser.
 *
 *     node links.mjs SCRIPT < [["write", state, id] or ["read", hash], ...] > answers
 */

import { text } from "node:stream/consumers";
import { pathToFileURL } from "node:url";

const { fragment, readLink } = await import(pathToFileURL(process.argv[2]).href);
const answers = JSON.parse(await text(process.stdin)).map(([what, given, id]) =>
  what === "write" ? fragment(id, given) : readLink({ hash: given, search: "" }),
);
process.stdout.write(JSON.stringify(answers));
