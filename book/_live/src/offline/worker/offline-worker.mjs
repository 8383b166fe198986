/**
 * Keeps the handbook on a device: a service worker, which answers for the host.
 *
 * Each build has a worker of its own, with the list of its files. A page that is kept comes from the
 * shelf with all its parts, so it is of one build, whatever the host has by now. A newer build comes
 * into use when it is there, whole, and no page of the build before is open, or the reader asks.
 * What cannot be had as this build has it is the host's affair: it is passed on as it comes.
 */

import { notKept, opening } from "./pages.mjs";
import {
  LIVE_FILES, account, begin, clear, fileAt, fill, find, isFull, keep, letGo, markEverything, put, remove,
} from "./shelf.mjs";

/** @typedef {import("../messages.d.ts").ToWorker} ToWorker */
/** @typedef {import("../messages.d.ts").Outcome} Outcome */

const worker = /** @type {ServiceWorkerGlobalScope} */ (/** @type {any} */ (globalThis));
const { registration } = worker;

/** Pages that are not of this build: they get nothing from its shelf. @type {Set<string>} */
const strangers = new Set();

/** The reader has removed what was kept. */
let removed = false;

/** Whether a page has been sent to have a newer build take over. Once: should it not, this one goes on. */
let handedOver = false;

worker.addEventListener("install", (event) => event.waitUntil(fill()));

worker.addEventListener("activate", (event) => event.waitUntil(clear()));

worker.addEventListener("fetch", (event) => {
  const { request, clientId } = event;
  // Whoever asks for "no-store" wants to know what the host has now.
  if (removed || request.method !== "GET" || request.cache === "no-store") return;
  const path = fileAt(request.url);
  if (request.mode === "navigate") event.respondWith(openPage(event, path));
  else if (path && !strangers.has(clientId)) event.respondWith(part(event, path));
});

/**
 * Answer for a page.
 *
 * @param {FetchEvent} event
 * @param {string | undefined} path
 * @returns {Promise<Response>}
 */
async function openPage(event, path) {
  if (await makesWay()) return opening({ about: "take over" });
  const kept = path && (await find(path));
  if (kept) return kept;
  let response;
  try {
    response = await fetch(event.request);
  } catch {
    return notKept(registration.scope);
  }
  // Waited for: what belongs to the page is asked for as soon as it has begun.
  if (path && (await put(path, response.clone()).catch(isFull))) return response;
  strangers.add(event.resultingClientId);
  event.waitUntil(lookForUpdate());
  return response;
}

/**
 * Answer for a part of a page of this build.
 *
 * @param {FetchEvent} event
 * @param {string} path
 * @returns {Promise<Response>}
 */
async function part(event, path) {
  const kept = await find(path);
  if (kept) return kept;
  const response = await fetch(event.request);
  const isWhole = put(path, response.clone()).catch(isFull);
  event.waitUntil(isWhole.then((whole) => (whole ? undefined : lost(path))));
  return response;
}

/**
 * A part of this build cannot be had. Where the host has another build, the pages that need the part
 * are let go of, so that they come from there when they are loaded again. Where it has the same,
 * somebody else has answered, such as the sign-in page of a network.
 *
 * @param {string} path
 */
async function lost(path) {
  await lookForUpdate();
  const other = await fetch(worker.location.href, { cache: "no-store" }).then((response) => response.text());
  const id = /"id":"(\w+)"/.exec(other)?.[1];
  if (!id || id === BUILD.id) return;
  const [name, folder] = path.split("/").reverse();
  await letGo(path.startsWith("_static/live/") ? folder : name);
}

async function lookForUpdate() {
  await registration.update().catch(() => {}); // without a network there is none
}

/** Whether a newer build is there and may take over: not while pages of this one stay open. */
async function makesWay() {
  if (!registration.waiting || handedOver) return false;
  // The page that is being left counts.
  if ((await worker.clients.matchAll({ type: "window" })).length > 1) return false;
  handedOver = true;
  return true;
}

worker.addEventListener("message", (event) => {
  event.waitUntil(answer(event.data).then((reply) => event.ports[0]?.postMessage(reply)));
});

/**
 * @param {ToWorker} message
 * @returns {Promise<unknown>}
 */
async function answer(message) {
  switch (message.about) {
    case "visited": return visited(message.addresses, message.live);
    case "kept": return account();
    case "keep": return keepAll(message.paths);
    case "everything": return markEverything().then(() => ({ done: true }));
    case "remove":
      removed = true;
      await remove();
      await registration.unregister();
      return { done: true };
    case "take over": return worker.skipWaiting();
  }
}

/**
 * Keep what a page has loaded before this worker was there. The browser has it in its own cache;
 * the large files of the live layer are taken from there or not at all.
 *
 * @param {string[]} addresses
 * @param {boolean} live whether Python has been started
 */
async function visited(addresses, live) {
  for (const address of addresses) {
    const path = fileAt(address);
    if (!path || LIVE_FILES.includes(path)) continue;
    await keep(path, ["force-cache", "no-cache"], address.split("#")[0]).catch(isFull);
  }
  if (!live) return;
  for (const path of LIVE_FILES) await keep(path, ["only-if-cached"]).catch(isFull);
}

/**
 * @param {string[]} paths
 * @returns {Promise<Outcome>}
 */
async function keepAll(paths) {
  // The reader may have removed it all on this very page, and thought again.
  removed = false;
  await begin();
  try {
    for (const path of paths) {
      const outcome = await keep(path, ["force-cache", "no-cache"]);
      if (outcome === "there") continue;
      if (outcome === "changed") await lookForUpdate();
      return { done: false, why: outcome };
    }
    return { done: true };
  } catch (error) {
    if (isFull(error)) return { done: false, why: "full" };
    throw error;
  }
}
