/**
 * Takes the place of the worker where the handbook is published without one: it removes what was
 * kept, and itself. Open pages stay as they are, since something may have been entered there; from
 * now on the host answers them.
 */

const worker = /** @type {ServiceWorkerGlobalScope} */ (/** @type {any} */ (globalThis));
const { registration } = worker;
const PREFIX = `handbook ${new URL(registration.scope).pathname} `;

worker.addEventListener("install", () => void worker.skipWaiting());

worker.addEventListener("activate", (event) => event.waitUntil(retire()));

async function retire() {
  for (const name of await caches.keys()) if (name.startsWith(PREFIX)) await caches.delete(name);
  await registration.unregister();
}
