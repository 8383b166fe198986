/**
 * The worker in which Python runs. It starts Python at once, first from the memory image and, should
 * that fail, plainly; then it answers the page's requests one by one, and works out in between what
 * the page foresees that it will be asked.
 */

import { Foresight } from "./foresight.mjs";

/** @typedef {import("../messages.d.ts").FromWorker} FromWorker */
/** @typedef {import("../messages.d.ts").FromPage} FromPage */
/** @typedef {import("./live-python.mjs").LivePython} LivePython */
/** @typedef {Uint8Array<ArrayBuffer>} Bytes */

const GLUE = "pyodide.asm.mjs.zst";
const WASM = "pyodide.asm.wasm.zst";
const IMAGE = "python.image.zst";
const LARGE = [GLUE, WASM, IMAGE];

/** Progress is posted no more often than this. */
const PROGRESS_EVERY_MS = 150;

const ZSTD_MAGIC = [0x28, 0xb5, 0x2f, 0xfd];

/** A file that could not be fetched. */
class MissingFile extends Error {}

/** @param {string} name */
const here = (name) => new URL(name, import.meta.url).href;

/** @param {FromWorker} message */
const post = (message) => postMessage(message);

const foresight = new Foresight();

/** @type {Map<string, number>} */
const received = new Map();
let lastProgress = 0;

// The large files are asked for before anything else is: nothing that follows can be done sooner.
const large = LARGE.map(fetchBytes);
const python = start();

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

python.catch(() => {}); // The page has been told by then.

/** @returns {Promise<LivePython>} */
async function start() {
  if (typeof WebAssembly !== "object") {
    post({ failed: { cause: "unsupported", detail: "no WebAssembly" } });
    throw new Error("no WebAssembly");
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
    post({ failed: { cause: causeOf(error), detail: `${setback}; then ${error}` } });
    throw error;
  }
}

/** @param {unknown} error */
function causeOf(error) {
  if (error instanceof MissingFile) return "missing";
  // A page's security policy may forbid WebAssembly, and then compiling is what fails.
  return error instanceof WebAssembly.CompileError ? "unsupported" : "broken";
}

async function startByImage() {
  const [{ startFromImage }, { loadPyodide }, { LOCK_FILE, SIZES }, { ZSTDDecoder }] =
    await Promise.all([
      import("./live-python.mjs"), import("./pyodide.mjs"),
      import("./live-assets.mjs"), import("./zstddec.mjs"),
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
  const { default: createModule } = await importBytes(await glue);
  const image = { imageBytes: await imageBytes, createModule };
  return withModule(module, () => startFromImage({
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
  const [{ startPlainly }, { loadPyodide }, { LOCK_FILE }, modules, framework] = await Promise.all([
    import("./live-python.mjs"), import("./pyodide.mjs"), import("./live-assets.mjs"),
    fetchBytes("modules.zip"), fetchBytes("framework.pickle"),
  ]);
  return startPlainly({
    loadPyodide, modules, framework,
    indexURL: here("./"), stdLibURL: here("python-stdlib.zip"), lockFileContents: LOCK_FILE,
  });
}

/**
 * Run `act`, which starts Pyodide, with a compiled module at hand. Pyodide fetches its wasm and its
 * standard library by itself; it is given nothing for them, then the module, and, since the image
 * holds all that it would take from the library, no library.
 *
 * @template Result
 * @param {Promise<WebAssembly.Module>} compiled
 * @param {() => Promise<Result>} act
 * @returns {Promise<Result>}
 */
async function withModule(compiled, act) {
  const { fetch } = globalThis;
  const { instantiateStreaming } = WebAssembly;
  globalThis.fetch = async () => new Response();
  WebAssembly.instantiateStreaming = async (_, imports) => {
    const module = await compiled;
    return { module, instance: await WebAssembly.instantiate(module, imports) };
  };
  try {
    return await act();
  } finally {
    globalThis.fetch = fetch;
    WebAssembly.instantiateStreaming = instantiateStreaming;
  }
}

/**
 * @param {string} name
 * @returns {Promise<Bytes>}
 * @throws {MissingFile}
 */
async function fetchBytes(name) {
  let response;
  try {
    response = await fetch(here(name));
  } catch (error) {
    throw new MissingFile(`${name}: ${error}`);
  }
  if (!response.ok || !response.body) throw new MissingFile(`${name}: status ${response.status}`);
  const chunks = [];
  let length = 0;
  for (const reader = response.body.getReader(); ; ) {
    const { done, value } = await reader.read();
    if (done) break;
    chunks.push(value);
    length += value.byteLength;
    void progress(name, length);
  }
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.byteLength;
  }
  return bytes;
}

/**
 * @param {string} name
 * @param {number} length
 */
async function progress(name, length) {
  received.set(name, length);
  const now = performance.now();
  if (now - lastProgress < PROGRESS_EVERY_MS) return;
  lastProgress = now;
  const { SIZES } = await import("./live-assets.mjs");
  const sum = (/** @type {(name: string) => number} */ of) =>
    LARGE.reduce((total, name) => total + of(name), 0);
  post({
    progress: {
      received: sum((name) => received.get(name) ?? 0),
      total: sum((name) => SIZES[name].packed),
    },
  });
}
