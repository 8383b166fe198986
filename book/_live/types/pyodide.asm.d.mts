/** Emscripten's part of Pyodide, which comes without types. */
export { default } from "pyodide/pyodide.asm.mjs";
