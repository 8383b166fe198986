/**
 * Takes chance, the clock and the place on the disk from this program, so that the same sources give
 * the same memory: Python seeds its hashes by chance, keeps the times of files, and knows its own
 * path. Imported before Pyodide.
 */

import crypto from "node:crypto";

/** @param {any} view */
const nothingByChance = (view) => view.fill(0);

/** @type {any} */ (crypto).randomFillSync = nothingByChance;
globalThis.crypto.getRandomValues = nothingByChance;
Math.random = () => 0;
Date.now = () => Date.UTC(2000);
performance.now = () => 0;
process.argv[1] = "python";
