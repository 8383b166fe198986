/**
 * Starts Python with the walks in it and writes its memory as an image.
 *
 *     node bake-image.mjs IMAGE STDLIB.zip MODULES.zip FRAMEWORK.pickle
 */

import { readFileSync, writeFileSync } from "node:fs";
import "./steady.mjs";
import { loadPyodide } from "pyodide";
import createModule from "pyodide/pyodide.asm.mjs";
import { COMMON_OPTIONS, afterInstantiation, startWalks } from "../src/worker/live-python.mjs";
import { writeImage } from "../src/worker/memory-image.mjs";
import { LOCK_FILE, PYODIDE_FOLDER } from "./files.mjs";

const [target, stdLibURL, modulesPath, frameworkPath] = process.argv.slice(2);

/** Pyodide's snapshot: its second number says where the memory begins. */
const MEMORY_OFFSET_AT = 1;

/** The largest block asked of the allocator: no more than it may grow the heap by in vain. */
const PAGE = 65_536;

const TIDY = `
import functools, gc, html, linecache, re, sys, zipimport
# What names files that the reader's browser does not have, or is quickly made again.
sys.path_importer_cache.clear()
zipimport._zip_directory_cache.clear()
linecache.clearcache()
re.purge()
sys._clear_internal_caches()
# Texts that were escaped, 110 KB of the image once packed, rows of tables, pictures (24 KB), and what
# is kept of the framework for a case (14 KB): made again in some ten milliseconds.
quick = tuple(f"scc_model.{room}." for room in ("cases", "pictures", "tables", "walks", "words"))
for remembered in gc.get_objects():
    if isinstance(remembered, functools._lru_cache_wrapper):
        of = remembered.__wrapped__
        if of is html.escape or of.__module__.startswith(quick):
            remembered.cache_clear()
gc.collect()
gc.freeze()
`;

const options = {
  ...COMMON_OPTIONS,
  indexURL: PYODIDE_FOLDER,
  stdLibURL,
  lockFileContents: LOCK_FILE,
};
const fresh = await freshMemories();
const pyodide = await loadPyodide({ ...options, _makeSnapshot: true });
startWalks(pyodide, { modules: readFileSync(modulesPath), framework: readFileSync(frameworkPath) });
pyodide.runPython(TIDY);
wipeFreeMemory(/** @type {any} */ (pyodide)._module);
const snapshot = /** @type {any} */ (pyodide).makeMemorySnapshot();
const memoryAt = new Uint32Array(snapshot.buffer, snapshot.byteOffset, 4)[MEMORY_OFFSET_AT];
writeFileSync(target, writeImage(snapshot.subarray(0, memoryAt), snapshot.subarray(memoryAt), fresh));

/**
 * A module's memory before and after its initialisers have run. What they touch is always part of
 * the image, so that nothing depends on their doing the same in every browser.
 *
 * @returns {Promise<Uint8Array[]>}
 */
async function freshMemories() {
  /** @type {Uint8Array | undefined} */
  let before;
  /** @type {Uint8Array | undefined} */
  let after;
  const enough = new Error("the memory is all that was wanted");
  const starting = loadPyodide({
    ...options,
    createPyodideModule: async (/** @type {any} */ settings) => {
      settings.noInitialRun = true;
      const module = await createModule(afterInstantiation(settings, (instance) => {
        before = new Uint8Array(instance.exports.memory.buffer.slice(0));
      }));
      after = module.HEAPU8.slice();
      throw enough;
    },
  });
  await starting.catch((/** @type {unknown} */ error) => {
    if (error !== enough) throw error;
  });
  if (!before || !after) throw new Error("the module was never instantiated");
  return [before, after];
}

/**
 * Overwrite freed memory with zeroes: it still holds what was there, and zeroes compress to nothing.
 * Each allocator is made to hand out everything it has free, and then gets it back.
 *
 * @param {any} module Emscripten's
 */
function wipeFreeMemory(module) {
  const top = () => module._sbrk(0);
  const zeroed = (/** @type {number} */ at, /** @type {number} */ size) => {
    module.HEAPU8.fill(0, at, at + size);
    return at;
  };
  // The C library's, from large to small. A size is used up when the heap has to grow for it.
  const held = [];
  for (let size = PAGE; size >= 8; size = size > 1024 ? size / 2 : size - 8) {
    for (;;) {
      const before = top();
      held.push(zeroed(module._malloc(size), size));
      if (top() > before) break;
    }
  }
  // Python's own, for small objects: by size class, from pools that it takes from the C library.
  for (let size = 16; size <= 512; size += 16) {
    const blocks = [];
    const before = top();
    while (top() === before) blocks.push(zeroed(module._PyMem_Malloc(size), size));
    for (const block of blocks) module._PyMem_Free(block);
  }
  for (const block of held) module._free(block);
  module.HEAPU8.fill(0, top());
  module.HEAPU8.fill(0, module._emscripten_stack_get_end(), module._emscripten_stack_get_current());
}
