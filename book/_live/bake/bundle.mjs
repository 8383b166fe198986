/**
 * Makes one script of a module and everything that it imports at once: no file waits for another to
 * be fetched, and anywidget takes one text only. What it imports later, by `import()`, stays apart.
 * A target `.js` becomes a classic script, which runs whatever type a host gives it.
 *
 *     node bundle.mjs SOURCE TARGET
 */

import { build } from "esbuild";

const [source, target] = process.argv.slice(2);

/** @type {import("esbuild").Plugin} */
const laterStaysApart = {
  name: "later-stays-apart",
  setup({ onResolve }) {
    onResolve({ filter: /^\.\// }, ({ kind, path }) =>
      kind === "dynamic-import" ? { path, external: true } : undefined);
  },
};

await build({
  entryPoints: [source],
  outfile: target,
  bundle: true,
  format: target.endsWith(".js") ? "iife" : "esm",
  target: "es2022",
  charset: "utf8",
  minify: true,
  banner: { js: "/* Made by book/_live/build.py, of the modules in book/_live/src. */" },
  plugins: [laterStaysApart],
  logLevel: "error",
});
