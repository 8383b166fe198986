/**
 * The worker in which Python runs. It starts Python at once, first from the memory image and, should
 * that fail, plainly; then it answers the page's requests one by one, and works out in between what
 * the page foresees that it will be asked.
 */

import { fetchBytes, fetchWhole, here, importAssets, importing } from "./fetching.mjs";
import { Foresight } from "./foresight.mjs";
import { Unusable } from "./unusable.mjs";

/** @typedef {import("../messages.d.ts").Failure} Failure */
/** @typedef {import("../messages.d.ts").FromPage} FromPage */
/** @typedef {import("../messages.d.ts").FromWorker} FromWorker */
/** @typedef {import("./fetching.mjs").Bytes} Bytes */
/** @typedef {import("./live-python.mjs").LivePython} LivePython */

const GLUE = "pyodide.asm.mjs.zst";
const WASM = "pyodide.asm.wasm.zst";
const IMAGE = "python.image.zst";
const LARGE = [GLUE, WASM, IMAGE];

/** Progress is posted no more often than this. */
const PROGRESS_EVERY_MS = 150;

const ZSTD_MAGIC = [0x28, 0xb5, 0x2f, 0xfd];

/** The smallest module that there is: its magic and its version. */
const EMPTY_WASM = new Uint8Array([0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00]);

/** @param {FromWorker} message */
const post = (message) => postMessage(message);

const foresight = new Foresight();

/** @type {Map<string, number>} */
const received = new Map();
let lastProgress = 0;

// The large files are asked for before anything else is: nothing that follows can be done sooner.
const large = LARGE.map((name) => fetchBytes(name, (length) => progress(name, length)));
large.forEach(leave);
const python = start();
leave(python); // The page has been told by then.

addEventListener("message", async ({ data }) => {
  const message = /** @type {FromPage} */ (data);
  foresight.stop();
  if ("foresee" in message) {
    const { walk, states } = message.foresee;
    const { respond } = await python;
    foresight.begin(states, (state) => post({ foreseen: { walk, state, reply: respond(walk, state) } }));
    return;
  }
  const { id, call, args } = message;
  try {
    const { [call]: answer } = /** @type {Record<string, any>} */ (await python);
    post({ id, reply: answer(...args) });
  } catch (error) {
    post({ id, error: String(error) });
  }
});

/** @returns {Promise<LivePython>} */
async function start() {
  const hindrance = whatForbidsWasm();
  if (hindrance) {
    post({ failed: hindrance });
    throw new Error(hindrance.detail);
  }
  let setback = "";
  try {
    const started = await startByImage();
    post({ ready: { way: "image", setback } });
    return started;
  } catch (error) {
    setback = String(error);
  }
  try {
    const started = await startByModules();
    post({ ready: { way: "plain", setback } });
    return started;
  } catch (error) {
    post({ failed: failureOf(error, setback) });
    throw error;
  }
}

/**
 * What is in the way of any WebAssembly, which is found here at once: Pyodide itself would wait for
 * what it cannot compile without end.
 *
 * @returns {Failure | null}
 */
function whatForbidsWasm() {
  if (typeof WebAssembly !== "object") {
    return { cause: "unsupported", file: "", detail: "no WebAssembly" };
  }
  try {
    return new WebAssembly.Module(EMPTY_WASM) && null;
  } catch (error) {
    return { cause: "forbidden", file: "", detail: String(error) };
  }
}

/**
 * @param {unknown} error what stopped the plain start
 * @param {string} setback what stopped the start from the image
 * @returns {Failure}
 */
function failureOf(error, setback) {
  const detail = `${setback}; then ${error}`;
  if (error instanceof Unusable) return { cause: error.cause, file: error.file, detail };
  // What a browser throws that has no room for the memory of a program.
  if (error instanceof RangeError) return { cause: "memory", file: "", detail };
  return { cause: "broken", file: "", detail };
}

async function startByImage() {
  const [{ startFromImage }, { loadPyodide }, { LOCK_FILE, SIZES }, { ZSTDDecoder }] =
    await Promise.all([
      importLivePython(), importPyodide(), importAssets(),
      importing("zstddec.mjs", () => import("./zstddec.mjs")),
    ]);
  const decoder = new ZSTDDecoder();
  await decoder.init();
  const [glue, wasm, imageBytes] = LARGE.map(async (name, at) => {
    const bytes = await large[at];
    // A host may have named the compression in a header, and then the browser has undone it.
    if (!ZSTD_MAGIC.every((byte, place) => bytes[place] === byte)) return bytes;
    const whole = /** @type {Bytes} */ (decoder.decode(bytes, SIZES[name].unpacked));
    if (whole.byteLength !== SIZES[name].unpacked) throw new Error(`${name} is damaged`);
    return whole;
  });
  // Compiled by other threads while this one goes on.
  const module = wasm.then((bytes) => WebAssembly.compile(bytes));
  [imageBytes, module].forEach(leave);
  const { default: createModule } = await importBytes(await glue);
  const image = { imageBytes: await imageBytes, createModule };
  return withParts({ module }, () => startFromImage({
    loadPyodide, ...image,
    indexURL: here("./"), stdLibURL: here("python-stdlib.zip"), lockFileContents: LOCK_FILE,
    late: { stdLib: here("python-stdlib.zip"), modules: here("modules.zip") },
  }));
}

/**
 * Import a script from its text. Written as a file it would be four times the size on a host that
 * compresses nothing.
 *
 * @param {Bytes} bytes
 */
async function importBytes(bytes) {
  const url = URL.createObjectURL(new Blob([bytes], { type: "text/javascript" }));
  try {
    return await import(url);
  } finally {
    URL.revokeObjectURL(url);
  }
}

async function startByModules() {
  const files = ["pyodide.asm.wasm", "python-stdlib.zip", "modules.zip", "framework.pickle"];
  const [{ startPlainly }, { loadPyodide }, { LOCK_FILE }, glue, wasm, stdLib, modules, framework] =
    await Promise.all([
      importLivePython(), importPyodide(), importAssets(),
      importing("pyodide.asm.mjs", () => import("./pyodide.asm.mjs")),
      ...files.map((name) => fetchWhole(name, (length) => progress(name, length))),
    ]);
  const module = WebAssembly.compile(wasm).catch((error) => {
    throw new Unusable("pyodide.asm.wasm", "damaged", error);
  });
  leave(module);
  return withParts({ module, stdLib }, () => startPlainly({
    loadPyodide, modules, framework, createModule: glue.default,
    indexURL: here("./"), stdLibURL: here("python-stdlib.zip"), lockFileContents: LOCK_FILE,
  }));
}

function importLivePython() {
  return importing("live-python.mjs", () => import("./live-python.mjs"));
}

function importPyodide() {
  return importing("pyodide.mjs", () => import("./pyodide.mjs"));
}

/**
 * Run `act`, which starts Pyodide, with its wasm compiled and its standard library at hand. Pyodide
 * would fetch both by itself, and wait without end where one cannot be used. The memory image holds
 * all that it would take from the library, so with it there is none.
 *
 * @template Result
 * @param {{ module: Promise<WebAssembly.Module>, stdLib?: Bytes }} parts
 * @param {() => Promise<Result>} act
 * @returns {Promise<Result>}
 */
async function withParts({ module, stdLib }, act) {
  const { fetch } = globalThis;
  const { instantiateStreaming } = WebAssembly;
  globalThis.fetch = async () => new Response(stdLib);
  try {
    return await new Promise((resolve, reject) => {
      WebAssembly.instantiateStreaming = async (_, imports) => {
        try {
          const compiled = await module;
          return { module: compiled, instance: await WebAssembly.instantiate(compiled, imports) };
        } catch (error) {
          reject(error);
          throw error;
        }
      };
      act().then(resolve, reject);
    });
  } finally {
    globalThis.fetch = fetch;
    WebAssembly.instantiateStreaming = instantiateStreaming;
  }
}

/**
 * Leave what goes wrong with something to whoever awaits it later, if anybody still does.
 *
 * @param {Promise<unknown>} promise
 */
function leave(promise) {
  promise.catch(() => {});
}

/**
 * Tell the page that bytes have come. Those of the plain start count for nothing but a sign of life.
 *
 * @param {string} name
 * @param {number} length
 */
async function progress(name, length) {
  received.set(name, length);
  const now = performance.now();
  if (now - lastProgress < PROGRESS_EVERY_MS) return;
  lastProgress = now;
  const assets = await importAssets().catch(() => null);
  if (!assets) return; // The start itself tells that.
  const sum = (/** @type {(name: string) => number} */ of) =>
    LARGE.reduce((total, file) => total + of(file), 0);
  post({
    progress: {
      received: sum((file) => received.get(file) ?? 0),
      total: sum((file) => assets.SIZES[file].packed),
    },
  });
}
