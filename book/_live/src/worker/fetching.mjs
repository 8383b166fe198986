/**
 * Fetches the files of the live layer, and says of each that cannot be used which one it is. Why it
 * is so, the page finds out: see trouble/diagnosis.mjs.
 */

import { Unusable } from "./unusable.mjs";

/** @typedef {Uint8Array<ArrayBuffer>} Bytes */

/** @param {string} name */
export const here = (name) => new URL(name, import.meta.url).href;

/**
 * @param {string} name
 * @param {(length: number) => void} [arrived] told after each piece how many bytes there are by now
 * @returns {Promise<Bytes>}
 * @throws {Unusable}
 */
export async function fetchBytes(name, arrived) {
  const chunks = [];
  let length = 0;
  let begun = false; // a piece that came just before the end of the connection may never be handed out
  try {
    const response = await fetch(here(name));
    if (!response.ok || !response.body) throw new Error(`status ${response.status}`);
    begun = true;
    for (const reader = response.body.getReader(); ; ) {
      const { done, value } = await reader.read();
      if (done) break;
      chunks.push(value);
      length += value.byteLength;
      arrived?.(length);
    }
  } catch (error) {
    throw new Unusable(name, begun ? "damaged" : "missing", error);
  }
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.byteLength;
  }
  return bytes;
}

/**
 * Fetch a file whose size is known: another one came in its place, or half of it, where that differs.
 *
 * @param {string} name
 * @param {(length: number) => void} arrived
 * @returns {Promise<Bytes>}
 * @throws {Unusable}
 */
export async function fetchWhole(name, arrived) {
  const [bytes, { SIZES }] = await Promise.all([fetchBytes(name, arrived), importAssets()]);
  const { packed, unpacked } = SIZES[name];
  // A host may have named the compression in a header, and then the browser has undone it.
  if (bytes.byteLength === packed || bytes.byteLength === unpacked) return bytes;
  throw new Unusable(name, "damaged", `${bytes.byteLength} bytes of ${packed}`);
}

/** The sizes of the files, and what Pyodide is given in place of its list of packages. */
export const importAssets = () =>
  importing("live-assets.mjs", () => import("./live-assets.mjs"));

/**
 * Import a module of the live layer. Nothing, or a filter's few words in its place, can be imported
 * too, and then lacks all that it is imported for.
 *
 * @template {object} Module
 * @param {string} name
 * @param {() => Promise<Module>} load
 * @returns {Promise<Module>}
 * @throws {Unusable}
 */
export async function importing(name, load) {
  let module;
  try {
    module = await load();
  } catch (error) {
    throw new Unusable(name, error instanceof SyntaxError ? "damaged" : "missing", error);
  }
  if (Object.keys(module).length) return module;
  throw new Unusable(name, "damaged", "it holds nothing");
}
