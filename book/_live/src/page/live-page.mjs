/**
 * Brings the walks of a page to life: finds them, starts Python when a reader comes near, and keeps
 * the address in step, so that a link reopens a walk as it stood.
 */

import { LiveClient, Stopped } from "./live-client.mjs";
import { forget, keep, kept } from "./live-kept.mjs";
import { KEPT, inWords, needsReload } from "../trouble/causes.mjs";
import { reloadWithTyped } from "../trouble/typed.mjs";
import { withAction } from "../walk/form.mjs";
import { mount } from "../walk/walk.mjs";

/** @typedef {import("../trouble/causes.mjs").Trouble} Trouble */

/** Python is started this far before a walk scrolls into view. */
const NEAR = "600px";

/** A start that is over sooner goes unmentioned. */
const MENTION_AFTER_MS = 1_000;

/** What the reader is told of, with what went wrong. */
const FORM = "This form";

const STANDS = `${KEPT} The result shown is the last one that was worked out.`;

const NOT_WORKED_OUT = `Something went wrong while this was being worked out. ${STANDS}`;

const TRY_AGAIN = { label: "Try again", act: tryAgain };

const RELOAD = { label: "Reload the page", act: reload };

/**
 * A walk on this page.
 * @typedef {object} Entry
 * @property {HTMLElement} section
 * @property {import("../walk/walk.mjs").Walk} walk
 * @property {string} example the state that the page was published with
 * @property {boolean} started whether Python has been asked about it
 * @property {boolean} begun whether it was settled what it begins with
 * @property {boolean} showsKept whether it shows what is kept of it, so that changes are kept too
 */

/** @type {Entry[]} */
const walks = [];
const client = new LiveClient({ progress, ready, stopped });
let mentionTimer = 0;
let loaded = 0;
/** The percentage last mentioned while loading; none while loading is not worth a mention. */
let mentioned = NaN;

for (const section of document.querySelectorAll("section.scc-walk")) {
  walks.push(bring(/** @type {HTMLElement} */ (section)));
}
document.documentElement.classList.add("scc-live");
reopen();
startWhenNear();
addEventListener("hashchange", reopen);

/**
 * @param {HTMLElement} section
 * @returns {Entry}
 */
function bring(section) {
  const example = section.dataset.state ?? "";
  const entry = /** @type {Entry} */ (
    { section, example, started: false, begun: false, showsKept: false }
  );
  const walk = mount(section, {
    respond: (id, state) => client.ask("respond", id, state).catch((error) => explain(error, section)),
    download: (id, state, format) =>
      client.ask("download", id, state, format).catch((error) => explain(error, section)),
    foresee: (id, states) => client.foresee(id, states),
    address: (id, state) => new URL(fragment(id, state), location.href).href,
    keeper: {
      kept: (id) => {
        const found = kept(id);
        return found && { since: found.since, shown: entry.showsKept };
      },
      keep: (id, state) => (entry.showsKept = keep(id, state)),
      forget: (id) => {
        forget(id);
        entry.showsKept = false;
      },
      open: (id) => {
        const found = kept(id);
        if (found) begin(entry, found.state);
      },
    },
    onAnswer: (id, state) => {
      const found = kept(id);
      if (!found) entry.showsKept = false;
      else if (entry.showsKept && found.state !== state) entry.showsKept = keep(id, state);
      if (section.dataset.live !== "ready") {
        section.dataset.live = "ready";
        performance.mark("scc-live:ready");
      }
      // The address of a walk that nobody has changed stays as it is.
      if (state !== example || linked()?.id === id) {
        history.replaceState(history.state, "", fragment(id, state));
      }
    },
  });
  entry.walk = walk;
  delete section.dataset.waiting;
  // A reader who starts to fill it in has come near enough, whatever the viewport says.
  for (const event of ["focusin", "pointerdown", "input"]) {
    section.addEventListener(event, () => begin(entry), { once: true });
  }
  return entry;
}

/**
 * Start a walk: ask Python about it as it stands, or as `state` has it.
 *
 * @param {Entry} entry
 * @param {string} [state]
 */
function begin(entry, state) {
  if (entry.started && state === undefined) return;
  entry.started = true;
  const first = !entry.begun;
  const opened = state ?? (first ? keptFor(entry) : undefined);
  entry.begun = true;
  if (opened !== undefined) entry.showsKept = same(opened, kept(idOf(entry))?.state);
  if (entry.section.dataset.live !== "ready") {
    entry.section.dataset.live = "loading";
    mentionTimer ||= setTimeout(mentionLoading, MENTION_AFTER_MS);
  }
  // What was typed before this script was there is newer than a link, and than what was kept.
  entry.walk.refresh(opened, { leaveTyped: first });
  if (client.isReady) entry.walk.say("");
}

/** @param {Entry} entry */
function idOf({ section }) {
  return section.dataset.walk ?? "";
}

/**
 * @param {string} state
 * @param {string | undefined} other
 */
function same(state, other) {
  const alike = (/** @type {string} */ text) => new URLSearchParams(text).toString();
  return other !== undefined && alike(state) === alike(other);
}

/**
 * What a walk begins with where the reader has kept it, or another that it starts from.
 *
 * @param {Entry} entry
 */
function keptFor(entry) {
  const own = kept(idOf(entry));
  if (own) return own.state;
  const starts = entry.section.querySelector("[data-starts-from]");
  const other = kept(starts?.getAttribute("data-starts-from") ?? "");
  return other ? withAction(entry.example, ["case", other.state]) : undefined;
}

/** @param {number} percent */
function progress(percent) {
  loaded = percent;
  // Every quarter is often enough for those who hear it.
  if (percent >= mentioned + 25) mentionLoading();
}

function mentionLoading() {
  mentioned = loaded;
  sayWhileLoading(`Loading the form: ${loaded} %. You can fill it in already.`);
}

function ready() {
  sayWhileLoading(Number.isNaN(mentioned) ? "" : "The form is ready.");
  endMention();
}

/** @param {string} text */
function sayWhileLoading(text) {
  for (const { section, walk } of walks) if (section.dataset.live === "loading") walk.say(text);
}

function endMention() {
  clearTimeout(mentionTimer);
  mentionTimer = 0;
  mentioned = NaN;
  loaded = 0;
}

/**
 * What is said of it, and what there is to do about it.
 *
 * @param {Trouble} trouble
 * @returns {[text: string, ...offers: import("../walk/status.mjs").Offer[]]}
 */
function told(trouble) {
  const text = `${inWords(FORM, trouble)} ${STANDS}`;
  return needsReload(trouble) ? [text, RELOAD] : [text, TRY_AGAIN, RELOAD];
}

/** @param {Stopped} cause */
function stopped(cause) {
  endMention();
  for (const entry of walks) {
    if (!entry.started) continue;
    entry.section.dataset.live = "failed";
    entry.walk.say(...told(cause.trouble));
  }
}

function tryAgain() {
  client.restart();
  for (const entry of walks) {
    if (!entry.started) continue;
    entry.started = false;
    entry.walk.say("Trying again.");
    begin(entry);
  }
}

/** Load the page again, with what stands in the form that failed in its address. */
function reload() {
  const failed = walks.find(({ section }) => section.dataset.live === "failed");
  if (failed) {
    const address = fragment(idOf(failed), failed.walk.state());
    history.replaceState(history.state, "", address);
  }
  reloadWithTyped();
}

/**
 * Put an error in words for the reader.
 *
 * @param {unknown} error
 * @param {HTMLElement} section
 * @returns {never}
 */
function explain(error, section) {
  if (error instanceof Stopped) {
    section.dataset.live = "failed";
    const [text, ...offers] = told(error.trouble);
    throw Object.assign(new Error(text), { offers });
  }
  // Python is up, and may well answer the next question.
  section.dataset.live = "ready";
  console.error(error);
  throw new Error(NOT_WORKED_OUT);
}

function startWhenNear() {
  const connection = /** @type {any} */ (navigator).connection;
  if (connection?.saveData) {
    for (const { walk } of walks) {
      walk.say("Your browser is set to save data: the form loads (about 7 MB) when you first use it.");
    }
    return;
  }
  const observer = new IntersectionObserver(
    (entries) => {
      for (const { isIntersecting, target } of entries) {
        if (!isIntersecting) continue;
        observer.unobserve(target);
        for (const entry of walks) if (entry.section === target) begin(entry);
      }
    },
    { rootMargin: NEAR },
  );
  for (const { section } of walks) observer.observe(section);
}

/** Open the walk that the address names, as the address has it. */
function reopen() {
  const link = linked();
  const entry = walks.find(({ section }) => section.dataset.walk === link?.id);
  if (!link || !entry) return;
  entry.section.scrollIntoView();
  begin(entry, link.state);
}

/** The walk and the state that the address names: `#walk=ID&name=value...`. */
function linked() {
  const query = new URLSearchParams(location.hash.slice(1));
  const id = query.get("walk");
  query.delete("walk");
  return id === null ? null : { id, state: query.toString() };
}

/**
 * @param {string} id
 * @param {string} state
 */
function fragment(id, state) {
  return `#walk=${encodeURIComponent(id)}${state && "&"}${state}`;
}
