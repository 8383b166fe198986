/** Starts Python from the image, beside the live layer's own files, and imports a module late. */

import { startFromImage } from "./live-python.mjs";
import { LOCK_FILE, SIZES } from "./live-assets.mjs";
import { loadPyodide } from "./pyodide.mjs";
import createModule from "./pyodide.asm.mjs";
import { ZSTDDecoder } from "./zstddec.mjs";

const here = (name) => new URL(name, import.meta.url).href;

try {
  const decoder = new ZSTDDecoder();
  await decoder.init();
  const name = "python.image.zst";
  const packed = new Uint8Array(await (await fetch(here(name))).arrayBuffer());
  const { respond } = await startFromImage({
    loadPyodide, createModule, indexURL: here("./"), lockFileContents: LOCK_FILE,
    stdLibURL: "data:,", late: { stdLib: here("python-stdlib.zip"), modules: here("modules.zip") },
    imageBytes: decoder.decode(packed, SIZES[name].unpacked),
  });
  const module = respond.__globals__.get("__builtins__").get("__import__")("colorsys");
  postMessage(`${module.__name__} imported`);
} catch (error) {
  postMessage(String(error));
}
