/**
 * Keeping a walk on the reader's device, as the walk's buttons offer it.
 */

/**
 * Keeps walks on this device, for readers who ask for it.
 * @typedef {object} Keeper
 * @property {(walk: string) => Kept | null} kept null where nothing is kept
 * @property {(walk: string, state: string) => boolean} keep whether that could be done
 * @property {(walk: string) => void} forget
 * @property {(walk: string) => void} open show what is kept
 *
 * Since when a walk is kept, and whether what is kept is what is shown.
 * @typedef {{ since: string, shown: boolean }} Kept
 */

export const NOW_KEPT =
  "Kept on this device. What you change from now on is kept too, until you forget it.";

export const CANNOT_KEEP = "Your browser does not let this page keep anything.";

export const NOW_FORGOTTEN =
  "Forgotten on this device. What is shown stays until you leave the page.";

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
