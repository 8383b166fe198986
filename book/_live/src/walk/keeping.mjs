/**
 * Keeping a walk on the reader's device, as the walk's buttons offer it.
 */

/**
 * Keeps walks on this device, for readers who ask for it.
 * @typedef {object} Keeper
 * @property {() => Kept | null} kept null where nothing is kept
 * @property {(state: string) => "kept" | "changed" | "another" | "impossible"} keep
 * @property {() => boolean} forget false where another tab has changed it meanwhile
 * @property {() => void} open show what is kept
 *
 * Since when a walk is kept, and whether what is kept is what is shown.
 * @typedef {{ since: string, shown: boolean }} Kept
 */

/** What comes of the button that keeps. */
export const KEPT_NOW = {
  kept: "Kept on this device. What you change from now on is kept too, until you forget it.",
  changed:
    "Another tab has changed what is kept on this device, so nothing was replaced. Choose again to " +
    "replace it.",
  another:
    "Another one is kept on this device, and would be gone. Choose again to replace it; “Open the kept " +
    "case” shows it.",
  impossible: "Your browser could not keep this. Save it as a file to have it again.",
};

/** The same where it is kept as a case, which another page goes on with. */
export const KEPT_AS_CASE =
  "Kept on this device. When you come back to this page, it begins with that. The page “Your school” " +
  "goes on from it; there it can be forgotten again.";

export const NOW_FORGOTTEN =
  "Forgotten on this device. What is shown is gone when you leave this page: save it as a file first, " +
  "if you may want it.";

export const NOT_FORGOTTEN =
  "Another tab has changed what is kept on this device, so it was not forgotten. Choose again to " +
  "forget it.";

export const CHANGED_ELSEWHERE =
  "Another tab has changed what is kept on this device. What you see here stays as it is, and is " +
  "no longer kept.";

export const FORGOTTEN_ELSEWHERE =
  "What was kept on this device has been forgotten in another tab. What you see here stays as it " +
  "is, and is no longer kept.";

export const NO_LONGER_KEPT =
  "Your browser could not keep your last change: it may have no room left. What is kept is what was " +
  "there before it. Save the case as a file.";

export const STAYS_KEPT =
  "What is kept on this device stays as it was. What you see here now is not kept.";

/**
 * What is kept, in words.
 *
 * @param {Kept | null} kept
 */
export function keptInWords(kept) {
  if (!kept) return "Nothing of this is kept on this device.";
  const since = new Date(kept.since).toLocaleString("en-GB", {
    dateStyle: "full",
    timeStyle: "short",
  });
  return kept.shown
    ? `Kept on this device, last on ${since}. What you change is kept too.`
    : `Another one is kept on this device, last on ${since}. What is shown here is not kept.`;
}

/**
 * What the button that keeps says.
 *
 * @param {Kept | null} kept
 */
export function keepInWords(kept) {
  return kept ? "Keep this one instead" : "Keep on this device";
}

/**
 * The same of what is kept as a case that may be there already.
 *
 * @param {Kept | null} kept
 */
export function keepAsCaseInWords(kept) {
  return kept ? "Keep it in our case" : "Keep on this device";
}
