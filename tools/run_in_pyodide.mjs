/**
 * Runs Python in Pyodide, started as in the reader's browser, and prints what it comes to.
 *
 *     node run_in_pyodide.mjs PYODIDE_FOLDER MODULES.zip FRAMEWORK.pickle < code
 */

import { readFileSync } from "node:fs";
import { text } from "node:stream/consumers";
import { pathToFileURL } from "node:url";
import { COMMON_OPTIONS, FRAMEWORK_PATH, MODULES_PATH } from "../book/_live/src/worker/live-python.mjs";

const [folder, modules, framework] = process.argv.slice(2);
const { loadPyodide } = await import(pathToFileURL(`${folder}/pyodide.mjs`).href);
const pyodide = await loadPyodide({ ...COMMON_OPTIONS, indexURL: folder });
pyodide.FS.mkdirTree("/lib/scc");
pyodide.FS.writeFile(MODULES_PATH, readFileSync(modules));
pyodide.FS.writeFile(FRAMEWORK_PATH, readFileSync(framework));
const code = `import sys; sys.path.append("${MODULES_PATH}"); framework_path = "${FRAMEWORK_PATH}"\n`;
const answer = pyodide.runPython(code + (await text(process.stdin)));
// Pyodide leaves timers behind that would keep Node waiting.
process.stdout.write(String(answer), () => process.exit());
