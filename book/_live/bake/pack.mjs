/**
 * Compresses a file for the reader's browser.
 *
 *     node pack.mjs SOURCE TARGET.zst
 *
 * By us and not by the host, since a plain static server compresses nothing, and others use gzip,
 * which makes these files a fifth larger.
 */

import { readFileSync, writeFileSync } from "node:fs";
import { constants, zstdCompressSync } from "node:zlib";

const [source, target] = process.argv.slice(2);
const params = {
  [constants.ZSTD_c_compressionLevel]: 22,
  // Room to look back over the whole file.
  [constants.ZSTD_c_windowLog]: 24,
  // So that the worker notices damage before Python does.
  [constants.ZSTD_c_checksumFlag]: 1,
};
writeFileSync(target, zstdCompressSync(readFileSync(source), { params }));
