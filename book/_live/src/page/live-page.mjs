/**
 * Brings the walks of a page to life: finds them, starts Python when a reader comes near, and keeps
 * the address in step, so that a link reopens a walk as it stood. An address stays as it came until
 * the reader changes something.
 */

import { LiveClient, Stopped } from "./live-client.mjs";
import { Kept, kept, whenOthersMayHaveChanged } from "./live-kept.mjs";
import { idOf, keepOn, keeperOf, keptAs, lookAtKept, same, shownSince, withoutName } from "./live-keeping.mjs";
import { showsExample } from "./example.mjs";
import { elsewhere, fragment, isUnread, readLink } from "./live-link.mjs";
import { forgetTyped, latest, remember, remembered } from "./live-visit.mjs";
import { leaveTheAddress } from "./places.mjs";
import { KEPT, inWords, needsReload } from "../trouble/causes.mjs";
import { reloadWithTyped } from "../trouble/typed.mjs";
import { hasTyped, withAction } from "../walk/form.mjs";
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

const MENDED =
  "The link that brought you here was changed on its way, as mail programs do, and has been mended. " +
  "Check that it says what you expect.";

const CUT =
  "The end of the link that brought you here is missing, as programs cut long links. Shown is what " +
  "could be read of it. Ask for the link again, or copy the whole of it. The address stays as it " +
  "came until you change something.";

const UNREAD =
  "The link that brought you here could not be read, so the page shows what it shows without one. " +
  "Ask for the link again, or copy the whole of it. The address stays as it came until you change " +
  "something.";

const ELSEWHERE =
  "The link that brought you here is to a form that is not on this page, so the page shows what it " +
  "shows without one. The address stays as it came until you change something.";

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
 * @property {boolean} entered whether the reader has changed what it began with
 * @property {boolean} toldOfLink whether something is said of the link that opened it
 * @property {Kept} kept what is kept of it on this device
 * @property {boolean} showsKept whether it shows what is kept of it, so that changes are kept too
 * @property {string} replaces the state that was to be kept in place of another that is kept
 * @property {string} [goesOnFrom] the kept case from which it goes on, where it is kept as a case
 * @property {string} putAside what something else took the place of; empty for nothing
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
leaveTheAddress(() => walks.some(({ entered }) => entered) || readLink(location) !== null);
whenOthersMayHaveChanged(() => walks.forEach(lookAtKept));

/**
 * @param {HTMLElement} section
 * @returns {Entry}
 */
function bring(section) {
  const example = section.dataset.state ?? "";
  const entry = /** @type {Entry} */ (
    { section, example, started: false, begun: false, entered: false, toldOfLink: false, showsKept: false, putAside: "", replaces: "" }
  );
  entry.kept = new Kept(keptAs(entry));
  const walk = mount(section, {
    respond: (id, state) => client.ask("respond", id, state).catch((error) => explain(error, section)),
    download: (id, state, format) =>
      client.ask("download", id, state, format).catch((error) => explain(error, section)),
    foresee: (id, states) => client.foresee(id, states),
    address: (id, state) => new URL(fragment(id, state), location.href).href,
    elsewhere: (page, state) =>
      elsewhere(page, keptAs(entry), entry.kept.record?.state === state ? "" : withoutName(state)),
    keeper: keeperOf(entry),
    onEntered: (id, state) => {
      entry.entered = true;
      tellOfLink(entry, "");
      remember(id, { state, since: shownSince(entry) });
    },
    onAnswer: (id, state, link) => {
      if (section.dataset.live !== "ready") {
        section.dataset.live = "ready";
        performance.mark("scc-live:ready");
      }
      showsExample(section, entry.example, state);
      if (!entry.entered) return;
      keepOn(entry, state);
      remember(id, { state, since: shownSince(entry) });
      writeAddress(fragment(id, link));
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
  const opened = first || state !== undefined ? settled(entry, state) : undefined;
  entry.begun = true;
  if (entry.section.dataset.live !== "ready") {
    entry.section.dataset.live = "loading";
    mentionTimer ||= setTimeout(mentionLoading, MENTION_AFTER_MS);
  }
  // What was typed before this script was there is newer than a link, and than what was kept.
  entry.walk.refresh(opened, { leaveTyped: first });
  const id = idOf(entry);
  // Before Python has answered, too: the page may be loaded again while it starts.
  if (entry.entered) remember(id, { state: entry.walk.state(), since: shownSince(entry) });
  forgetTyped(id);
  if (client.isReady) entry.walk.say("");
}

/**
 * What a walk begins with: as it stood here before, or as it is opened, or what is kept.
 *
 * @param {Entry} entry
 * @param {string} [state]
 * @returns {string | undefined} undefined for the form as it stands
 */
function settled(entry, state) {
  const id = idOf(entry);
  const asItIs = !entry.begun && state === undefined && !entry.kept.record && !hasTyped(entry.section);
  const before = remembered(id) ?? (asItIs ? latest(id) : null);
  const opened = before?.state ?? state ?? keptFor(entry);
  entry.entered = before !== null || (!entry.begun && hasTyped(entry.section));
  const own = entry.kept.record;
  entry.showsKept = own !== null && (before ? before.since === own.since : same(opened, own.state));
  return opened;
}

/**
 * What a walk begins with where the reader has kept it, or another that it starts from.
 *
 * @param {Entry} entry
 */
function keptFor(entry) {
  const own = entry.kept.record;
  if (own && keptAs(entry) === idOf(entry)) return own.state;
  const starts = entry.section.querySelector("[data-starts-from]");
  const other = kept(starts?.getAttribute("data-starts-from") ?? "");
  if (other) entry.goesOnFrom = other.state;
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

/** Load the page again, with what stands in the forms. */
function reload() {
  for (const entry of walks) {
    if (entry.entered) remember(idOf(entry), { state: entry.walk.state(), since: shownSince(entry) });
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

/** Open the walk that the address names, as the address has it; say where it cannot be read. */
function reopen() {
  const link = readLink(location);
  const entry = walks.find(({ section }) => section.dataset.walk === link?.id);
  if (entry) {
    tellOfLink(entry, link?.cut ? CUT : link?.mended ? MENDED : "");
    entry.section.scrollIntoView();
    begin(entry, link?.state);
  } else if (walks.length && (link || isUnread(location))) {
    tellOfLink(walks[0], link ? ELSEWHERE : UNREAD);
  }
}

/**
 * Say something of the link, until the reader changes something.
 *
 * @param {Entry} entry
 * @param {string} text nothing to take it back
 */
function tellOfLink(entry, text) {
  if (text || entry.toldOfLink) entry.walk.post(text);
  entry.toldOfLink = text !== "";
}

/**
 * Put what a walk has become into the address.
 *
 * @param {string} hash
 */
function writeAddress(hash) {
  try {
    history.replaceState(history.state, "", hash);
  } catch {
    // Some browsers take only so many in a minute; the next one takes all of it along.
  }
}
