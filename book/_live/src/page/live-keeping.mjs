/**
 * Keeps walks on this device as their reader asks for, and tells when another tab comes in between.
 */

import { forgetVisits, remember } from "./live-visit.mjs";
import { CHANGED_ELSEWHERE, FORGOTTEN_ELSEWHERE, NO_LONGER_KEPT, STAYS_KEPT } from "../walk/keeping.mjs";

/** @typedef {import("./live-page.mjs").Entry} Entry */

/**
 * @param {Entry} entry
 * @returns {import("../walk/keeping.mjs").Keeper}
 */
export function keeperOf(entry) {
  return {
    kept: () => {
      const { record } = entry.kept;
      return record && { since: record.since, shown: entry.showsKept };
    },
    keep: (state) => {
      const changed = entry.kept.look();
      if (changed || (entry.kept.record && !entry.showsKept && entry.replaces !== state && !goesOn(entry))) {
        entry.replaces = state; // whoever chooses again wants it
        return changed ? "changed" : "another";
      }
      const outcome = entry.kept.keep(state);
      if (outcome === "kept" && keptAs(entry) !== idOf(entry)) {
        entry.goesOnFrom = state;
      } else if (outcome === "kept") {
        entry.showsKept = true;
        entry.walk.post("");
        remember(idOf(entry), { state, since: shownSince(entry) });
      }
      return outcome;
    },
    forget: () => {
      const done = entry.kept.forget();
      if (done) {
        entry.showsKept = false;
        entry.walk.post("");
        forgetVisits(idOf(entry));
      }
      return done;
    },
    open: () => openKept(entry),
  };
}

/**
 * Whether what a walk says goes on from what is kept, so that keeping it loses nothing.
 *
 * @param {Entry} entry
 */
function goesOn(entry) {
  return keptAs(entry) !== idOf(entry) && entry.kept.record?.state === entry.goesOnFrom;
}

/** @param {Entry} entry */
function openKept(entry) {
  entry.kept.look();
  const { record } = entry.kept;
  entry.walk.post("");
  entry.walk.showKept();
  if (!record) return;
  entry.entered = true;
  entry.showsKept = true;
  entry.replaces = "";
  // What it takes the place of can be put back.
  entry.walk.refresh(`${record.state}&former=${encodeURIComponent(entry.walk.state())}`);
}

/**
 * Keep what a walk has become, where what it shows is what is kept.
 *
 * @param {Entry} entry
 * @param {string} state
 */
export function keepOn(entry, state) {
  lookAtKept(entry);
  if (keptAs(entry) !== idOf(entry)) return; // kept when asked for, and not with every choice
  const before = entry.putAside;
  entry.putAside = entry.section.querySelector("input[name=former]")?.getAttribute("value") ?? "";
  if (entry.kept.record?.state === state) entry.showsKept = true; // such as one that was put back
  else if (before && same(state, before)) entry.showsKept = false; // another one was put back
  if (!entry.showsKept || entry.kept.record?.state === state) return;
  if (entry.putAside && entry.putAside !== before) {
    entry.showsKept = false;
    entry.walk.post(STAYS_KEPT);
    return;
  }
  const outcome = entry.kept.keep(state);
  if (outcome === "kept") return;
  entry.showsKept = false;
  entry.walk.post(outcome === "changed" ? CHANGED_ELSEWHERE : NO_LONGER_KEPT);
}

/**
 * See whether another tab has changed what is kept, and tell a reader whom it concerns.
 *
 * @param {Entry} entry
 */
export function lookAtKept(entry) {
  if (!entry.kept.look()) return;
  const { record } = entry.kept;
  const wasShown = entry.showsKept;
  entry.showsKept = wasShown && record !== null && same(entry.section.dataset.state, record.state);
  entry.walk.showKept();
  if (!wasShown || entry.showsKept) return;
  if (!record) entry.walk.post(FORGOTTEN_ELSEWHERE);
  else {
    const act = () => openKept(entry);
    entry.walk.post(CHANGED_ELSEWHERE, { label: "Show what is kept now", act });
  }
}

/**
 * Since when what a walk shows is kept; empty where it is not.
 *
 * @param {Entry} entry
 */
export function shownSince(entry) {
  return entry.showsKept ? (entry.kept.record?.since ?? "") : "";
}

/**
 * @param {string | undefined} state
 * @param {string} other
 */
export function same(state, other) {
  const alike = (/** @type {string} */ text) => new URLSearchParams(text).toString();
  return state !== undefined && alike(state) === alike(other);
}

/**
 * The walk as which a walk is kept: itself, or the one through the case that it makes.
 *
 * @param {Entry} entry
 */
export function keptAs(entry) {
  return entry.section.dataset.keepsAs ?? idOf(entry);
}

/**
 * A case without the name of its school, as it may stand in an address.
 *
 * @param {string} state
 */
export function withoutName(state) {
  const query = new URLSearchParams(state);
  query.delete("school");
  return query.toString();
}

/** @param {Entry} entry */
export function idOf({ section }) {
  return section.dataset.walk ?? "";
}
