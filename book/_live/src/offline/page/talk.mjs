/** A page's side of the worker that keeps the handbook on a device. */

/** @typedef {import("../messages.d.ts").ToWorker} ToWorker */
/** @typedef {import("../messages.d.ts").Kept} Kept */
/** @typedef {import("../messages.d.ts").Outcome} Outcome */

/** The root of the site: this script lies in a folder of it. */
const ROOT = new URL("../", import.meta.url);

/** Kept where the reader has removed the handbook from the device, so that it stays so. */
const OFF = `handbook-offline ${ROOT.pathname}`;

/** Private windows, old browsers and addresses without https have no service workers. */
export const isPossible = "serviceWorker" in navigator && isSecureContext;

/** Whether the reader wants nothing kept. */
export function isOff() {
  try {
    return localStorage.getItem(OFF) !== null;
  } catch {
    return false;
  }
}

/** @param {boolean} off */
export function setOff(off) {
  try {
    if (off) localStorage.setItem(OFF, "off");
    else localStorage.removeItem(OFF);
  } catch {
    // A browser that keeps nothing keeps no handbook either.
  }
}

/**
 * Have the worker come, or look for a newer one.
 *
 * @returns {Promise<ServiceWorkerRegistration>}
 */
export function register() {
  const script = new URL("offline-worker.js", ROOT);
  return navigator.serviceWorker.register(script, { updateViaCache: "none" });
}

/**
 * Wait until a worker is there.
 *
 * @param {ServiceWorkerRegistration} registration
 * @returns {Promise<ServiceWorker>}
 * @throws {Error} where it does not come: the host alters files, or the device has no room
 */
export function arrived({ active, waiting, installing }) {
  if (active) return Promise.resolve(active);
  const worker = /** @type {ServiceWorker} */ (waiting ?? installing);
  return new Promise((resolve, reject) => {
    worker.addEventListener("statechange", () => {
      if (worker.state === "activated") resolve(worker);
      else if (worker.state === "redundant") reject(new Error("the worker could not be installed"));
    });
  });
}

/** The registration for this page, if there is one. */
export function registered() {
  return navigator.serviceWorker.getRegistration(ROOT.href);
}

/**
 * Tell a worker something, or ask it.
 *
 * @template {Kept | Outcome} Answer
 * @param {ServiceWorker} worker
 * @param {ToWorker} message
 * @returns {Promise<Answer>} for what has an answer
 */
export function tell(worker, message) {
  const { port1, port2 } = new MessageChannel();
  return new Promise((resolve) => {
    port1.onmessage = ({ data }) => {
      port1.close();
      resolve(data);
    };
    worker.postMessage(message, [port2]);
  });
}
