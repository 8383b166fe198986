/**
 * Starts Python with the handbook's walks in it: the one file that knows Pyodide's ways.
 *
 * Two ways lead to the same Python. `startFromImage` restores the memory of a Python that was
 * started, with everything imported, when the site was built: a few hundred milliseconds.
 * It leans on Pyodide's snapshot options, which are underscored and so may change: the version is
 * pinned and both ways are tested. `startPlainly` is Pyodide's documented way, several times slower;
 * the worker turns to it where the image cannot be used.
 *
 * Used by the worker in the browser and, in Node, by the build and the tests.
 */

import { growToFit, readImage, restore } from "./memory-image.mjs";

/**
 * What a started Python offers; both take and give text, as scc_model.walks.site does.
 *
 * @typedef {object} LivePython
 * @property {(walk: string, state: string) => string} respond
 * @property {(walk: string, state: string, format: string) => string} download
 */

/**
 * What a plain start needs beyond the image's start.
 *
 * @typedef {object} PlainParts
 * @property {Uint8Array} modules a zip of the handbook's compiled modules
 * @property {Uint8Array} framework the compiled framework
 * @property {(settings: any) => Promise<any>} [createModule] Emscripten's part, where it is at hand
 */

/**
 * @typedef {object} PyodideParts
 * @property {typeof import("pyodide").loadPyodide} loadPyodide
 * @property {string} indexURL where Pyodide's files are
 * @property {string} stdLibURL the compiled standard library
 * @property {string} lockFileContents Pyodide's list of packages, empty
 */

/** Where the handbook's modules and its framework lie in Pyodide's file system. */
export const MODULES_PATH = "/lib/scc/modules.zip";
export const FRAMEWORK_PATH = "/lib/scc/framework.pickle";

/** Settings that both starts, and the build, share. */
export const COMMON_OPTIONS = {
  // Without docstrings and assertions, as the modules were compiled, and with the line of a fault but
  // not its column: that makes the image smaller.
  args: ["-OO", "-X", "no_debug_ranges"],
  // Never asked for anything, as no package is ever loaded; Pyodide's own default is another host.
  packageBaseUrl: "./",
};

/**
 * Start Python by restoring a memory image. The file system comes empty. Where `late` says where the
 * zips of modules are, an import that nobody had foreseen still succeeds: it fetches them then.
 *
 * @param {PyodideParts & {
 *   createModule: (settings: any) => Promise<any>,
 *   imageBytes: Uint8Array<ArrayBuffer>,
 *   late?: { stdLib: string, modules: string },
 * }} parts
 * @returns {Promise<LivePython>}
 * @throws {Error} where the image does not fit this Pyodide
 */
export async function startFromImage(parts) {
  const { loadPyodide, createModule, imageBytes, indexURL, stdLibURL, lockFileContents } = parts;
  const image = readImage(imageBytes);
  /** @param {any} settings Emscripten's, as made by Pyodide */
  const createPyodideModule = async (settings) => {
    const module = await createModule(afterInstantiation(settings, (instance) => {
      growToFit(image, instance.exports.memory);
    }));
    restore(image, module.HEAPU8);
    return module;
  };
  const options = {
    ...COMMON_OPTIONS, indexURL, stdLibURL, lockFileContents, createPyodideModule,
    // The header alone: Pyodide would copy the memory too, but it is there already.
    _loadSnapshot: image.header,
  };
  const pyodide = await loadPyodide(options);
  if (parts.late) provideLate(pyodide, parts.late);
  return handles(pyodide);
}

/**
 * @param {any} pyodide
 * @param {{ stdLib: string, modules: string }} late
 */
function provideLate({ FS }, { stdLib, modules }) {
  const zip = FS.readdir("/lib").find((/** @type {string} */ name) => name.endsWith(".zip"));
  FS.unlink(`/lib/${zip}`);
  FS.createLazyFile("/lib", zip, stdLib, true, false);
  FS.mkdirTree("/lib/scc");
  FS.createLazyFile("/lib/scc", "modules.zip", modules, true, false);
}

/**
 * Start Python the documented way, and import the handbook's modules.
 *
 * @param {PyodideParts & PlainParts} parts
 * @returns {Promise<LivePython>}
 */
export async function startPlainly(parts) {
  const { loadPyodide, indexURL, stdLibURL, lockFileContents, createModule } = parts;
  const options = {
    ...COMMON_OPTIONS, indexURL, stdLibURL, lockFileContents,
    ...(createModule && { createPyodideModule: createModule }),
  };
  const pyodide = await loadPyodide(options);
  startWalks(pyodide, parts);
  return handles(pyodide);
}

/**
 * Import the walks and let them warm up.
 *
 * @param {any} pyodide
 * @param {PlainParts} parts
 */
export function startWalks(pyodide, { modules, framework }) {
  pyodide.FS.mkdirTree("/lib/scc");
  pyodide.FS.writeFile(MODULES_PATH, modules);
  pyodide.FS.writeFile(FRAMEWORK_PATH, framework);
  pyodide.runPython(
    `import sys; sys.path.append("${MODULES_PATH}")\n` +
    `from scc_model.walks import site; site.start("${FRAMEWORK_PATH}")\n` +
    "del sys, site",
  );
}

/**
 * Emscripten settings that call `act` with the instance before Emscripten itself sees it.
 *
 * @param {any} settings
 * @param {(instance: any) => void} act
 */
export function afterInstantiation(settings, act) {
  const { instantiateWasm } = settings;
  settings.instantiateWasm = (/** @type {any} */ imports, /** @type {any} */ receive) =>
    instantiateWasm(imports, (/** @type {any} */ instance, /** @type {any} */ module) => {
      act(instance);
      receive(instance, module);
    });
  return settings;
}

/**
 * @param {any} pyodide
 * @returns {LivePython}
 */
function handles(pyodide) {
  const site = pyodide.pyimport("scc_model.walks.site").started();
  return { respond: site.respond, download: site.download };
}
