/** Where the build's own Node programs find Pyodide. */

import { fileURLToPath } from "node:url";

/** The folder of the pinned Pyodide. */
export const PYODIDE_FOLDER = fileURLToPath(new URL("../node_modules/pyodide/", import.meta.url));
