/**
 * Answers requests by the built live layer's Python.
 *
 *     node answers.mjs image|plain FOLDER < requests.json > answers.json
 */

import { readFileSync } from "node:fs";
import { text } from "node:stream/consumers";
import { pathToFileURL } from "node:url";
import { zstdDecompressSync } from "node:zlib";

const [way, folder] = process.argv.slice(2);
const at = (name) => `${folder}/${name}`;
const load = (name) => import(pathToFileURL(at(name)).href);

const { startFromImage, startPlainly } = await load("live-python.mjs");
const { loadPyodide } = await load("pyodide.mjs");
const { LOCK_FILE } = await load("live-assets.mjs");
const common = {
  loadPyodide, indexURL: folder, stdLibURL: at("python-stdlib.zip"), lockFileContents: LOCK_FILE,
};
const python = way === "image" ? await byImage() : await plainly();
const answers = JSON.parse(await text(process.stdin)).map(([call, ...args]) => {
  try {
    return python[call](...args);
  } catch (error) {
    return `error: ${error.type}`;
  }
});
// Pyodide leaves timers behind that would keep Node waiting.
process.stdout.write(JSON.stringify(answers), () => process.exit());

async function byImage() {
  const { default: createModule } = await load("pyodide.asm.mjs");
  const imageBytes = new Uint8Array(zstdDecompressSync(readFileSync(at("python.image.zst"))));
  return startFromImage({ ...common, createModule, imageBytes });
}

async function plainly() {
  const [modules, framework] = [at("modules.zip"), at("framework.pickle")].map((path) => readFileSync(path));
  return startPlainly({ ...common, modules, framework });
}
