/**
 * Takes chance and the clock from this program, so that the same sources give the same memory:
 * Python seeds its hashes by chance and keeps the times of files. Imported before Pyodide.
 */

import crypto from "node:crypto";

/** @param {any} view */
const nothingByChance = (view) => view.fill(0);

/** @type {any} */ (crypto).randomFillSync = nothingByChance;
globalThis.crypto.getRandomValues = nothingByChance;
Math.random = () => 0;
Date.now = () => Date.UTC(2000);
performance.now = () => 0;
