/**
 * Files that a walk hands to the reader, and those that it takes.
 */

/**
 * A file for the reader to save.
 * @typedef {{ filename: string, media_type: string, text: string }} Download
 */

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
 * Let the reader choose a file and read all of it.
 *
 * @param {string} accept kinds of file, as the attribute of an input has them
 * @param {number} largest how many bytes it may have
 * @returns {Promise<string | null>} its text; null where none is chosen
 * @throws {Error} with a message for the reader, where it cannot be read
 */
export async function chosenText(accept, largest) {
  const file = await chosenFile(accept);
  if (!file) return null;
  if (file.size > largest) {
    const [size, accepted] = [file.size, largest].map((bytes) => bytes.toLocaleString("en-GB"));
    throw new Error(
      `${file.name} has ${size} bytes. Accepted: up to ${accepted} bytes. It was not opened, and ` +
      "what was here before is kept.",
    );
  }
  let bytes;
  try {
    bytes = await file.arrayBuffer();
  } catch {
    throw new Error(`${file.name} could not be read. What was here before is kept.`);
  }
  try {
    // Bytes that are no characters would be replaced, and nobody told.
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new Error(`${file.name} is not text in UTF-8. What was here before is kept.`);
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
