/**
 * Files that a walk hands to the reader, and those that it takes.
 */

/**
 * A file for the reader to save.
 * @typedef {{ filename: string, media_type: string, text: string }} Download
 */

/** No case file comes near this size, in bytes. */
const LARGEST_FILE = 20_000_000;

/**
 * Let the browser save a file.
 *
 * @param {Download} file
 */
export function offer({ filename, media_type: type, text }) {
  const url = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement("a");
  link.href = url;
  link.download = filename;
  link.click();
  // Some browsers fetch the file only after this task has ended.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

/**
 * Let the reader choose a file and read it.
 *
 * @param {string} accept kinds of file, as the attribute of an input has them
 * @returns {Promise<string | null>} its text; null where none is chosen
 * @throws {Error} with a message for the reader, where it cannot be read
 */
export async function chosenText(accept) {
  const file = await chosenFile(accept);
  if (!file) return null;
  if (file.size > LARGEST_FILE) throw new Error(`${file.name} is too large to be opened here.`);
  try {
    return await file.text();
  } catch {
    throw new Error(`${file.name} could not be read.`);
  }
}

/**
 * @param {string} accept
 * @returns {Promise<File | null>}
 */
function chosenFile(accept) {
  const input = document.createElement("input");
  input.type = "file";
  input.accept = accept;
  return new Promise((resolve) => {
    input.addEventListener("change", () => resolve(input.files?.[0] ?? null));
    input.addEventListener("cancel", () => resolve(null));
    input.click();
  });
}
