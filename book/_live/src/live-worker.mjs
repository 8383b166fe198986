/**
 * The worker in which Python runs. It starts Python at once, first from the memory image and, should
 * that fail, plainly; then it answers the page's requests one by one.
 */

/** @typedef {import("./messages.d.ts").FromWorker} FromWorker */
/** @typedef {import("./messages.d.ts").Request} Request */
/** @typedef {import("./live-python.mjs").LivePython} LivePython */
/** @typedef {Uint8Array<ArrayBuffer>} Bytes */

const WASM = "pyodide.asm.wasm.zst";
const IMAGE = "python.image.zst";

/** Progress is posted no more often than this. */
const PROGRESS_EVERY_MS = 150;

const ZSTD_MAGIC = [0x28, 0xb5, 0x2f, 0xfd];

/** A file that could not be fetched. */
class MissingFile extends Error {}

/** @param {string} name */
const here = (name) => new URL(name, import.meta.url).href;

/** @param {FromWorker} message */
const post = (message) => postMessage(message);

/** @type {Map<string, number>} */
const received = new Map();
let lastProgress = 0;

// The large files are asked for before anything else is: nothing that follows can be done sooner.
const wasm = fetchBytes(WASM);
const image = fetchBytes(IMAGE);
const python = start();

addEventListener("message", async ({ data }) => {
  const { id, call, args } = /** @type {Request} */ (data);
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
    const cause = error instanceof MissingFile ? "missing" : "broken";
    post({ failed: { cause, detail: `${setback}; then ${error}` } });
    throw error;
  }
}

async function startByImage() {
  const [{ startFromImage }, { loadPyodide }, glue, { LOCK_FILE, SIZES }, { ZSTDDecoder }] =
    await Promise.all([
      import("./live-python.mjs"), import("./pyodide.mjs"), import("./pyodide.asm.mjs"),
      import("./live-assets.mjs"), import("./zstddec.mjs"),
    ]);
  const decoder = new ZSTDDecoder();
  await decoder.init();
  /**
   * @param {Promise<Bytes>} file
   * @param {string} name
   * @returns {Promise<Bytes>}
   */
  const unpacked = async (file, name) => {
    const bytes = await file;
    // A host may have named the compression in a header, and then the browser has undone it.
    if (!ZSTD_MAGIC.every((byte, at) => bytes[at] === byte)) return bytes;
    return /** @type {Bytes} */ (decoder.decode(bytes, SIZES[name].unpacked));
  };
  const imageBytes = unpacked(image, IMAGE);
  const module = unpacked(wasm, WASM).then(
    (bytes) => new Response(bytes, { headers: { "Content-Type": "application/wasm" } }),
  );
  // Pyodide fetches its wasm by name, and a standard library that the image already holds.
  return whileFetching(
    { [here("pyodide.asm.wasm")]: module, [here("python-stdlib.zip")]: new Response() },
    async () => startFromImage({
      loadPyodide, createModule: glue.default, imageBytes: await imageBytes,
      indexURL: here("./"), stdLibURL: here("python-stdlib.zip"), lockFileContents: LOCK_FILE,
      late: { stdLib: here("python-stdlib.zip"), modules: here("modules.zip") },
    }),
  );
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
 * Run `act` with some addresses answered from what is at hand.
 *
 * @template Result
 * @param {Record<string, Response | Promise<Response>>} answers
 * @param {() => Promise<Result>} act
 * @returns {Promise<Result>}
 */
async function whileFetching(answers, act) {
  const { fetch } = globalThis;
  globalThis.fetch = async (resource, options) =>
    answers[String(resource)] ?? fetch(resource, options);
  try {
    return await act();
  } finally {
    globalThis.fetch = fetch;
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
  const total = SIZES[WASM].packed + SIZES[IMAGE].packed;
  const sum = (received.get(WASM) ?? 0) + (received.get(IMAGE) ?? 0);
  post({ progress: { received: sum, total } });
}
