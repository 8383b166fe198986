/** Pyodide lies beside our modules once built. */
export { loadPyodide } from "pyodide";
