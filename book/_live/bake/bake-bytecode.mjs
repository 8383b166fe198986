/**
 * Compiles Python modules to a zip of .pyc files, with the very Python that will run them.
 *
 *     node bake-bytecode.mjs ZIP MODULES.json
 *
 * MODULES.json names each source file and where it goes: {"scc_model/errors.py": "/path/to/it", ...},
 * or is the word `stdlib`, for the standard library that Pyodide brings as source.
 */

import { readFileSync, writeFileSync } from "node:fs";
import { loadPyodide } from "pyodide";
import { COMMON_OPTIONS } from "../src/worker/live-python.mjs";
import { PYODIDE_FOLDER } from "./files.mjs";

const [target, modules] = process.argv.slice(2);

const COMPILE = `
import importlib._bootstrap_external
import io
import zipfile

def without_line_numbers(code):
    """The code, smaller by a fifth: nobody debugs what others wrote in a reader's browser."""
    consts = [without_line_numbers(c) if isinstance(c, type(code)) else c for c in code.co_consts]
    return code.replace(co_linetable=b"", co_consts=tuple(consts))

def compile_all(sources, folder):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as target:
        for name, source in sources:
            code = compile(source, f"{folder}/{name}", "exec", dont_inherit=True, optimize=2)
            if not name.startswith("scc_model/"):
                code = without_line_numbers(code)
            # No time stamps, so that the same sources always give the same bytes.
            pyc = importlib._bootstrap_external._code_to_timestamp_pyc(code, 0, 0)
            target.writestr(zipfile.ZipInfo(name + "c"), pyc, zipfile.ZIP_DEFLATED)
    return packed.getvalue()

def compile_stdlib(path, folder):
    with zipfile.ZipFile(path) as stdlib:
        names = sorted(name for name in stdlib.namelist() if name.endswith(".py"))
        sources = [(name, stdlib.read(name)) for name in names]
    return compile_all(sources, folder)
`;

// As it will run: see COMMON_OPTIONS there.
const pyodide = await loadPyodide({ args: COMMON_OPTIONS.args });
pyodide.runPython(COMPILE);
const zip = modules === "stdlib" ? compileStandardLibrary() : compileModules();
writeFileSync(target, zip.toJs());

function compileStandardLibrary() {
  const version = pyodide.runPython("import sys; '{}{}'.format(*sys.version_info)");
  pyodide.FS.writeFile("/stdlib.zip", readFileSync(`${PYODIDE_FOLDER}python_stdlib.zip`));
  return pyodide.globals.get("compile_stdlib")("/stdlib.zip", `/lib/python${version}.zip`);
}

function compileModules() {
  const files = JSON.parse(readFileSync(modules, "utf8"));
  const sources = Object.entries(files).map(([name, path]) => [name, readFileSync(path, "utf8")]);
  return pyodide.globals.get("compile_all")(pyodide.toPy(sources), "/lib/scc/modules.zip");
}
