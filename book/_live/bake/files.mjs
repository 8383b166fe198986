/** Pyodide as the build's own Node programs use it. */

import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** The folder of the pinned Pyodide. */
export const PYODIDE_FOLDER = fileURLToPath(new URL("../node_modules/pyodide/", import.meta.url));

const { info } = JSON.parse(readFileSync(`${PYODIDE_FOLDER}pyodide-lock.json`, "utf8"));

/** Its list of packages without the packages: none is ever loaded. */
export const LOCK_FILE = JSON.stringify({ info, packages: {} });
