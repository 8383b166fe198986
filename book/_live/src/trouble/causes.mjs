/**
 * Why a form does not work, in words for whoever wants to use it.
 */

/**
 * @typedef {"unsupported" | "forbidden" | "memory" | "unreachable" | "blocked" | "outdated" |
 *   "missing" | "foreign" | "mislabelled" | "damaged" | "interrupted" | "broken" | "silent" |
 *   "stuck"} Cause
 *
 * What is wrong.
 * @typedef {object} Trouble
 * @property {Cause} cause
 * @property {string} [file] the name of the file at fault, where one is
 * @property {string} [came] what came in its place: a status, or a type
 */

export const KEPT = "What you entered is still here.";

/**
 * Whether only the whole page, loaded again, can mend it.
 *
 * @param {Trouble} trouble
 */
export function needsReload({ cause }) {
  return cause === "outdated";
}

/**
 * Say what is wrong.
 *
 * @param {string} what what does not work, such as "This form"
 * @param {Trouble} trouble
 */
export function inWords(what, { cause, file = "a file that it needs", came = "" }) {
  return {
    unsupported:
      `${what} needs features of a browser (WebAssembly and module workers) that yours lacks or ` +
      "has switched off, as the Lockdown Mode of Apple's devices does. A current Firefox, Chrome, " +
      "Edge or Safari has them.",
    forbidden:
      `${what} could not start: a security policy of this website, or of your network, forbids ` +
      "WebAssembly, which it needs. Whoever runs the website can allow it (“wasm-unsafe-eval”).",
    memory:
      `${what} could not start: your device has too little memory free. Close other tabs or ` +
      "programs, then try again.",
    unreachable:
      `${what} could not start: this website cannot be reached at the moment. Check your ` +
      "connection, then try again.",
    blocked:
      `${what} could not start: the website answers, but ${file} does not come through. An add-on ` +
      "of your browser, or a filter of your network, may be blocking it.",
    outdated:
      "The handbook was published anew after you opened this page, and the old files are gone. " +
      "Reload the page to go on.",
    missing: `${what} could not start: the website does not have ${file} (status ${came}).`,
    foreign:
      `${what} could not start: in place of ${file} came a web page. The sign-in page of a network ` +
      "may have come in between, or the website has a fault.",
    mislabelled:
      `${what} could not start: the website sends ${file} as “${came}”, and a browser runs it as ` +
      "“text/javascript” only. Whoever runs the website can mend that.",
    damaged:
      `${what} could not start: ${file} came incomplete or damaged, or your browser is too old ` +
      "for it.",
    interrupted:
      `${what} could not start: the connection broke off while ${file} was on its way. It can be ` +
      "had now, so try again.",
    broken: `${what} could not start: something went wrong in the browser.`,
    silent: `${what} could not start: nothing has come from the website for a minute.`,
    stuck: `${what} has stopped answering.`,
  }[cause];
}
