/**
 * Finds out what is wrong with a file that could not be used, by asking for it once more.
 */

/** @typedef {import("./causes.mjs").Trouble} Trouble */

const SCRIPT = /\.m?js$/;
const SCRIPT_TYPES = /^(text|application)\/(x-)?(java|ecma)script$/;

/** The folder of a build, named after its contents. */
const BUILD = /\/_static\/live\/([0-9a-f]+)\//;

/**
 * What is wrong with a file; `suspected` where it can be had and nothing seems to be.
 *
 * @param {string} address
 * @param {"damaged" | "interrupted" | "broken"} suspected
 * @returns {Promise<Trouble>}
 */
export async function diagnose(address, suspected) {
  const path = new URL(address).pathname;
  const file = path.split("/").pop();
  let response;
  try {
    response = await fetch(address, { cache: "no-cache" });
  } catch {
    return (await thisPage()) === null ? { cause: "unreachable" } : { cause: "blocked", file };
  }
  const type = (response.headers.get("Content-Type") ?? "").split(";")[0].trim().toLowerCase();
  const isPage = type === "text/html";
  if ((!response.ok || isPage) && (await isOutdated(address))) return { cause: "outdated" };
  if (!response.ok) return { cause: "missing", file, came: String(response.status) };
  if (isPage) return { cause: "foreign", file };
  if (SCRIPT.test(path)) {
    if (!SCRIPT_TYPES.test(type)) return { cause: "mislabelled", file, came: type || "nothing" };
    try {
      const text = await response.text();
      if (/^\s*<(!doctype|html)/i.test(text)) return { cause: "foreign", file };
      const whole = await bytesOf(address);
      const came = new TextEncoder().encode(text).byteLength;
      if (whole !== undefined && whole !== came) return { cause: "damaged", file };
    } catch {
      return { cause: "damaged", file };
    }
  } else {
    // It may have broken off by now, which is no answer to the question.
    await response.body?.cancel().catch(() => {});
  }
  return { cause: suspected, file };
}

/**
 * Whether the website has another build than this page, whose files are no longer there.
 *
 * @param {string} address of a file that is not
 */
async function isOutdated(address) {
  const own = BUILD.exec(address)?.[1];
  const now = own && BUILD.exec((await thisPage()) ?? "")?.[1];
  return Boolean(now && now !== own);
}

/**
 * How many bytes a file of the live folder has, by the list that is published beside the folder.
 *
 * @param {string} address
 * @returns {Promise<number | undefined>}
 */
async function bytesOf(address) {
  const [path, folder] = BUILD.exec(address) ?? [];
  if (!path) return undefined;
  const { origin, pathname } = new URL(address);
  const [site, name] = pathname.split(path);
  const list = await fetch(`${origin}${site}/_static/live.json`)
    .then((response) => response.json())
    .catch(() => null);
  return list?.folder === folder ? list?.files?.[name]?.bytes : undefined;
}

/** This page as the website has it now; null where the website cannot be reached. */
async function thisPage() {
  try {
    const response = await fetch(location.href.split("#")[0], { cache: "no-store" });
    return await response.text();
  } catch {
    return null;
  }
}
