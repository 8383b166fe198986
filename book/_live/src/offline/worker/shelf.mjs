/**
 * What is kept of the handbook on a device: a cache for each build, named after its contents. A file
 * is put there only where it is, to the byte, what the build has: what comes late, cut short or from
 * another build is not.
 */

/** @typedef {import("../messages.d.ts").Kept} Kept */

const worker = /** @type {ServiceWorkerGlobalScope} */ (/** @type {any} */ (globalThis));

const ROOT = worker.registration.scope;

/** Other sites of the same host have caches too, and maybe another copy of the handbook. */
export const PREFIX = `handbook ${new URL(ROOT).pathname} `;
const OWN = PREFIX + BUILD.id;

/** The entry that says that everything was asked for. No file has such a name. */
const EVERYTHING = `${ROOT}?everything`;

/** Where the live layer is: a folder of this name, and in it one named after its contents. */
const LIVE = /^_static\/live\/[^/]+\//;

/** A file that takes longer does not come. */
const PATIENCE_MS = 120_000;

const DIGEST_BYTES = 15;

/** What a start from the memory image fetches. */
export const LIVE_FILES = Object.keys(BUILD.files)
  .filter((path) => LIVE.test(path) && !BUILD.spare.includes(path) && !BUILD.late.includes(path));

/** @param {string} path */
const addressOf = (path) => new URL(path, ROOT).href;

/**
 * The file that an address names. Hosts leave out `index.html`, and some `.html`.
 *
 * @param {string} address
 * @returns {string | undefined} its path from the root of the site; none for what the build has not
 */
export function fileAt(address) {
  const { href, pathname } = new URL(address);
  if (!href.startsWith(ROOT)) return undefined;
  const path = pathname.slice(new URL(ROOT).pathname.length);
  return [path, `${path}.html`, `${path}index.html`].find((name) => Object.hasOwn(BUILD.files, name));
}

/**
 * @param {string} path
 * @returns {Promise<Response | undefined>}
 */
export async function find(path) {
  return caches.match(addressOf(path), { cacheName: OWN, ignoreVary: true });
}

/**
 * Put a file on the shelf.
 *
 * @param {string} path
 * @param {Response} response
 * @returns {Promise<boolean>} whether it is what the build has
 * @throws {DOMException} where the device has no room for it
 */
export async function put(path, response) {
  if (!response.ok) return false;
  const bytes = await response.arrayBuffer();
  if ((await digestOf(bytes)) !== BUILD.files[path][0]) return false;
  // Whoever has removed what is kept has removed the shelf: it does not come back by itself.
  if (!(await caches.has(OWN))) return true;
  const headers = new Headers(response.headers);
  for (const name of ["Content-Encoding", "Content-Length"]) headers.delete(name);
  await (await caches.open(OWN)).put(addressOf(path), new Response(bytes, { headers }));
  return true;
}

/**
 * See that a file is on the shelf.
 *
 * @param {string} path
 * @param {RequestCache[]} ways how the browser is to use what it has fetched before, in turn
 * @param {string} address as pages ask for it, which is how the browser knows what it has
 * @returns {Promise<"there" | "changed" | "unreachable">}
 */
export async function keep(path, ways, address = addressOf(path)) {
  if (await find(path)) return "there";
  /** @type {"changed" | "unreachable"} */
  let outcome = "unreachable";
  for (const cache of ways) {
    let response;
    try {
      const signal = AbortSignal.timeout?.(PATIENCE_MS);
      response = await fetch(address, { cache, mode: "same-origin", signal });
      if (await put(path, response)) return "there";
      outcome = "changed";
    } catch (error) {
      if (isFull(error)) throw error;
    }
  }
  return outcome;
}

/** @param {unknown} error */
export const isFull = (error) => error instanceof DOMException && error.name === "QuotaExceededError";

/**
 * Make the shelf of this build: what every page needs, and of all that the build before has kept the
 * same, so that a reader who has a page without a network still has it after an update.
 *
 * @throws {Error} where a part does not come as this build has it; then the build before stays
 */
export async function fill() {
  const before = await Promise.all((await others()).map((name) => caches.open(name)));
  const kept = (await Promise.all(before.map((cache) => cache.keys()))).flat().map(({ url }) => url);
  await begin();
  const everything = kept.includes(EVERYTHING);
  const wanted = new Map((everything ? all() : []).map((path) => [path, addressOf(path)]));
  for (const address of kept) {
    const path = fileAt(address);
    const parts = LIVE.test(address.slice(ROOT.length)) ? LIVE_FILES : [];
    for (const file of path ? [path, ...parts] : parts) wanted.set(file, addressOf(file));
  }
  for (const [path, asked] of BUILD.frame) wanted.set(path, new URL(asked, ROOT).href);
  // A first visit has just fetched what every page needs; an update asks the host.
  const ways = /** @type {RequestCache[]} */ (kept.length ? ["no-cache"] : ["force-cache", "no-cache"]);
  await Promise.all([...wanted].map(async ([path, address]) => {
    if (await adopt(path, before, kept)) return;
    const outcome = await keep(path, ways, address);
    if (outcome !== "there") throw new Error(`${path}: ${outcome}`);
  }));
  if (everything) await markEverything();
}

/**
 * Take a file over from the shelf of another build, where it is the same.
 *
 * @param {string} path
 * @param {Cache[]} shelves
 * @param {string[]} kept the addresses on them
 */
async function adopt(path, shelves, kept) {
  const name = path.replace(LIVE, "/");
  // The folder of the live layer has another name in every build, and much in it stays the same.
  const address = kept.find((other) => other.slice(ROOT.length).replace(LIVE, "/") === name);
  if (!address) return false;
  for (const shelf of shelves) {
    const response = await shelf.match(address, { ignoreVary: true });
    if (response && (await put(path, response))) return true;
  }
  return false;
}

/** Have a shelf, empty as it may be. */
export async function begin() {
  await caches.open(OWN);
}

/** Let go of the builds before this one. */
export async function clear() {
  await Promise.all((await others()).map((name) => caches.delete(name)));
}

/** Let go of everything. */
export async function remove() {
  for (const name of await caches.keys()) if (name.startsWith(PREFIX)) await caches.delete(name);
}

async function others() {
  return (await caches.keys()).filter((name) => name.startsWith(PREFIX) && name !== OWN);
}

/** Have it known that the reader wants everything, of later builds too. */
export async function markEverything() {
  await (await caches.open(OWN)).put(EVERYTHING, new Response());
}

/**
 * What is kept.
 *
 * @returns {Promise<Kept>}
 */
export async function account() {
  const names = new Set();
  let everything = false;
  if (await caches.has(OWN)) {
    for (const { url } of await (await caches.open(OWN)).keys()) {
      if (url === EVERYTHING) everything = true;
      else names.add(fileAt(url));
    }
  }
  const wanted = all();
  const size = (/** @type {string[]} */ paths) =>
    paths.reduce((sum, path) => sum + BUILD.files[path][1], 0);
  const there = wanted.filter((path) => names.has(path));
  const pages = (/** @type {string[]} */ paths) => paths.filter(isPage).length;
  return {
    build: BUILD.id,
    everything,
    pages: { kept: pages(there), all: pages(wanted) },
    bytes: { kept: size(there), all: size(wanted) },
    missing: wanted.filter((path) => !names.has(path)).map((path) => [path, BUILD.files[path][1]]),
  };
}

/** Everything but what only a start without the memory image fetches. */
const all = () => Object.keys(BUILD.files).filter((path) => !BUILD.spare.includes(path));

/** The root only leads on, and nobody is lost where nothing is asked of the host. @param {string} path */
const isPage = (path) => path.endsWith(".html") && path !== "index.html" && path !== "404.html";

/** The pages that are kept: path and text. */
export async function* pages() {
  for (const path of Object.keys(BUILD.files).filter(isPage)) {
    const page = await find(path);
    if (page) yield { path, text: await page.text() };
  }
}

/**
 * Let go of the pages that say a word, such as the name of a folder that is gone.
 *
 * @param {string} word
 */
export async function letGo(word) {
  const shelf = await caches.open(OWN);
  for await (const { path, text } of pages()) {
    if (text.includes(word)) await shelf.delete(addressOf(path));
  }
}

/**
 * What tells a file from every other, as the build has worked it out.
 *
 * @param {ArrayBuffer} bytes
 */
async function digestOf(bytes) {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return btoa(String.fromCharCode(...digest.subarray(0, DIGEST_BYTES)));
}
