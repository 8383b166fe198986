/**
 * What is done with the address that reopens a walk, and with its answer as code. The address holds
 * no name of a school, unless its reader has ticked that; the code never does.
 */

/**
 * Copy an address.
 *
 * @param {string} address
 * @returns {Promise<string>} what came of it
 */
export async function copy(address) {
  try {
    await navigator.clipboard.writeText(address);
    return "The link is copied. Whoever opens it sees what you entered and what follows from it, without the name of the school unless you have ticked it.";
  } catch {
    // No permission, or a page that is not served securely.
    return `Your browser did not allow the copy. The link is: ${address}`;
  }
}

/**
 * Copy the code beside a button.
 *
 * @param {HTMLButtonElement} button
 * @returns {Promise<string>} what came of it
 */
export async function copyCode(button) {
  try {
    await navigator.clipboard.writeText(button.closest("details")?.querySelector("pre")?.textContent ?? "");
    return "The code is copied.";
  } catch {
    return "Your browser did not allow the copy. Select the code, and copy it by hand.";
  }
}

/**
 * Give an address to the device's own way to share; copy it where that does not do.
 *
 * @param {string} address
 * @returns {Promise<string>} what came of it
 */
export async function share(address) {
  try {
    await navigator.share({ title: document.title, url: address });
    return "The link is handed to what you chose.";
  } catch (error) {
    const left = error instanceof DOMException && error.name === "AbortError";
    return left ? "Nothing was shared." : copy(address);
  }
}
