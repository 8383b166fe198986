/**
 * A memory image: what the memory of a started Python holds that a fresh WebAssembly module's does
 * not. One binary file, all numbers little-endian and 32 bits wide:
 *
 *     magic, header length, memory length, number of runs
 *     the header (Pyodide's own snapshot header: its build id and the JavaScript objects that
 *     Python holds), padded to 4 bytes
 *     per run: where it starts in memory, how many bytes
 *     the bytes of all runs, one after another
 *
 * Written by bake/bake-image.mjs, read in the reader's browser.
 */

const MAGIC = 0x69636373; // "scci"
const PREAMBLE_BYTES = 16;

/** WebAssembly memory grows by pages of this size. */
const PAGE_BYTES = 65_536;

/**
 * Blocks compared as one. Smaller ones save no bytes once compressed, and make more runs.
 */
const BLOCK_BYTES = 256;

/**
 * @typedef {object} MemoryImage
 * @property {Uint8Array} header Pyodide's snapshot header, with no memory behind it
 * @property {number} memoryBytes the size of the memory it was taken from
 * @property {Uint32Array} runs start and length of each run, in turn
 * @property {Uint8Array} contents the bytes of all runs
 */

/** @param {number} bytes */
const padded = (bytes) => Math.ceil(bytes / 4) * 4;

/**
 * Read an image from the bytes of its file.
 *
 * @param {Uint8Array<ArrayBuffer>} bytes
 * @returns {MemoryImage}
 * @throws {Error} where the bytes are no image, or end early
 */
export function readImage(bytes) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.byteLength < PREAMBLE_BYTES || view.getUint32(0, true) !== MAGIC) {
    throw new Error("this is no memory image");
  }
  const headerBytes = view.getUint32(4, true);
  const memoryBytes = view.getUint32(8, true);
  const runCount = view.getUint32(12, true);
  const runsAt = PREAMBLE_BYTES + padded(headerBytes);
  const contentsAt = runsAt + runCount * 8;
  if (contentsAt > bytes.byteLength) throw new Error("the memory image ends early");
  // Copied, since Pyodide reads both as 32-bit numbers and wants them aligned.
  const runs = new Uint32Array(bytes.slice(runsAt, contentsAt).buffer);
  const contents = bytes.subarray(contentsAt);
  let expected = 0;
  for (let run = 0; run < runs.length; run += 2) expected += runs[run + 1];
  if (contents.byteLength !== expected) throw new Error("the memory image ends early");
  return { header: bytes.slice(PREAMBLE_BYTES, runsAt), memoryBytes, runs, contents };
}

/**
 * Grow a fresh module's memory to the image's size. It has to happen before Emscripten first looks
 * at the memory, or its views would end where the fresh memory ends.
 *
 * @param {MemoryImage} image
 * @param {WebAssembly.Memory} memory
 */
export function growToFit(image, memory) {
  const missing = image.memoryBytes - memory.buffer.byteLength;
  if (missing > 0) memory.grow(missing / PAGE_BYTES);
}

/**
 * Lay the image over a fresh module's memory.
 *
 * @param {MemoryImage} image
 * @param {Uint8Array} memory
 */
export function restore({ runs, contents }, memory) {
  let from = 0;
  for (let run = 0; run < runs.length; run += 2) {
    const [start, length] = [runs[run], runs[run + 1]];
    memory.set(contents.subarray(from, from + length), start);
    from += length;
  }
}

/**
 * The bytes of an image: the blocks of `memory` that a fresh module does not hold already.
 *
 * @param {Uint8Array} header
 * @param {Uint8Array} memory
 * @param {Uint8Array[]} fresh a fresh memory at several moments of its start; a block is left out
 *   only where all of them agree with `memory`
 * @returns {Uint8Array}
 */
export function writeImage(header, memory, fresh) {
  /** @type {number[]} */
  const runs = [];
  /** @type {Uint8Array[]} */
  const contents = [];
  for (let start = 0; start < memory.byteLength; start += BLOCK_BYTES) {
    const block = memory.subarray(start, start + BLOCK_BYTES);
    if (fresh.every((other) => holds(other, start, block))) continue;
    const last = runs.length - 2;
    if (last >= 0 && runs[last] + runs[last + 1] === start) runs[last + 1] += block.byteLength;
    else runs.push(start, block.byteLength);
    contents.push(block);
  }
  const head = new Uint8Array(PREAMBLE_BYTES + padded(header.byteLength));
  new Uint32Array(head.buffer, 0, 4).set([
    MAGIC, padded(header.byteLength), memory.byteLength, runs.length / 2,
  ]);
  head.set(header, PREAMBLE_BYTES);
  const parts = [head, new Uint8Array(new Uint32Array(runs).buffer), ...contents];
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.byteLength, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.byteLength;
  }
  return bytes;
}

/**
 * Whether `memory` has `block` at `start`; past its end a memory reads as zeroes.
 *
 * @param {Uint8Array} memory
 * @param {number} start
 * @param {Uint8Array} block
 */
function holds(memory, start, block) {
  for (let at = 0; at < block.byteLength; at += 1) {
    if (block[at] !== (memory[start + at] ?? 0)) return false;
  }
  return true;
}
