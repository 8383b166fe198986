/**
 * Has each page that is read kept on the device, and tells of newer versions. Nothing waits for it:
 * it begins when the page has loaded and its forms have started.
 */

import { reloadWithTyped } from "../../trouble/typed.mjs";
import { arrived, isOff, isPossible, register, tell } from "./talk.mjs";

const LOOK_AGAIN_MS = 500;

/** A form that has not started by now does not count. */
const PATIENCE_MS = 30_000;

/** Set by live-page.mjs when Python has answered. */
const LIVE = "scc-live:ready";

if (isPossible && !isOff()) {
  if (document.readyState === "complete") void begin();
  else addEventListener("load", () => void begin());
}

async function begin() {
  await quiet();
  try {
    const wasThere = Boolean(navigator.serviceWorker.controller);
    const registration = await register();
    watch(registration, wasThere);
    if (!wasThere) await tellWhatWasLoaded(await arrived(registration));
  } catch {
    // A browser that keeps nothing, or a host without the worker: all is as it was.
  }
}

/** Until the page has nothing better to do. */
async function quiet() {
  const since = performance.now();
  do await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN_MS));
  while (document.querySelector("[data-live=loading]") && performance.now() - since < PATIENCE_MS);
}

/** What the page loaded while no worker was there to see it is kept too. @param {ServiceWorker} worker */
async function tellWhatWasLoaded(worker) {
  const loaded = performance.getEntriesByType("resource").map(({ name }) => name);
  const addresses = [location.href, ...loaded];
  const isLive = () => performance.getEntriesByName(LIVE).length > 0;
  await tell(worker, { about: "visited", addresses, live: isLive() });
  if (isLive()) return;
  new PerformanceObserver((list, observer) => {
    if (!list.getEntriesByName(LIVE).length) return;
    observer.disconnect();
    void tell(worker, { about: "visited", addresses: [], live: true });
  }).observe({ type: "mark" });
}

/**
 * Say when a newer version is there.
 *
 * @param {ServiceWorkerRegistration} registration
 * @param {boolean} wasThere whether this page came from a version before
 */
function watch(registration, wasThere) {
  if (!wasThere) return;
  const announce = () => {
    const { waiting } = registration;
    if (!waiting) return;
    say("A newer version of this handbook is ready. What you entered in a form stays.", () => {
      navigator.serviceWorker.addEventListener("controllerchange", reloadWithTyped);
      void tell(waiting, { about: "take over" });
    });
  };
  announce();
  registration.addEventListener("updatefound", () => {
    registration.installing?.addEventListener("statechange", announce);
  });
  // Another tab has asked for it.
  navigator.serviceWorker.addEventListener("controllerchange", () => {
    say("A newer version of this handbook is in use now. What you entered in a form stays.", reloadWithTyped);
  });
}

/**
 * @param {string} words
 * @param {() => void} use
 */
function say(words, use) {
  let news = document.querySelector(".handbook-news");
  if (!news) {
    news = document.createElement("div");
    news.className = "handbook-news";
    news.setAttribute("role", "status");
    document.body.append(news);
  }
  const text = document.createElement("p");
  text.textContent = words;
  const button = (/** @type {string} */ label, /** @type {() => void} */ act) => {
    const control = document.createElement("button");
    Object.assign(control, { type: "button", className: "scc-button", textContent: label });
    control.addEventListener("click", act);
    return control;
  };
  const filled = [text, button("Use it now", use), button("Later", () => news.replaceChildren())];
  // A line that is there before its words is read out.
  setTimeout(() => news.replaceChildren(...filled));
}
