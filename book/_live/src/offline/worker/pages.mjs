/** The two pages that the worker makes itself: they have to be there when nothing else is. */

import { pages } from "./shelf.mjs";

/** @typedef {import("../messages.d.ts").ToWorker} ToWorker */

/** @param {string} scripts */
const policy = (scripts) =>
  `default-src 'none'; script-src ${scripts}; img-src data:; style-src 'self'; base-uri 'none'; form-action 'none'`;

/** @param {string} text */
const escaped = (text) =>
  text.replace(/[&<>"]/g, (mark) => `&#${mark.charCodeAt(0)};`);

/**
 * @param {string} title
 * @param {string} head
 * @param {string} body
 * @param {number} status
 * @param {string} scripts which may run
 */
function page(title, head, body, status, scripts = "'none'") {
  const html = `<!DOCTYPE html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="icon" href="data:,">
<title>${title}</title>
${head}
</head>
<body>
<main id="content">
<h1>${title}</h1>
${body}
</main>
</body>
</html>
`;
  const headers = { "Content-Type": "text/html; charset=utf-8", "Content-Security-Policy": policy(scripts) };
  return new Response(html, { status, headers });
}

/** For a page that is not kept, while the host cannot be reached: it says which are. @param {string} root */
export async function notKept(root) {
  const links = [];
  for await (const { path, text } of pages()) {
    const title = /<h1[^>]*>(.*?)<\/h1>/s.exec(text)?.[1].replace(/<a class="headerlink".*?<\/a>|<[^>]+>/gs, "");
    // What stands between the marks is HTML of the handbook's own, and safe as it is.
    links.push(`<li><a href="${escaped(root + path)}">${title?.trim() || escaped(path)}</a></li>`);
  }
  const styles = ["scc.css", "handbook.css"].map((name) =>
    `<link rel="stylesheet" href="${escaped(root)}_static/${name}">`);
  return page("This page is not on your device", styles.join("\n"), `<p>The handbook cannot be reached at the moment, and this page of it was not kept on this device. Try
again when you have a network.</p>
${links.length ? `<h2>What is on your device</h2>\n<ul>\n${links.join("\n")}\n</ul>` : ""}`, 503);
}

/** By then the newer build is in use, or does not come and this one goes on. */
const PATIENCE_MS = 5_000;

/**
 * For the moment in which a newer build comes into use: the page asks it to take over, and loads
 * again once it has. Nothing may be asked of the worker of this build meanwhile: the browser would
 * start it again, and then neither would answer. A `refresh` would not do for an address with a
 * fragment.
 *
 * @param {ToWorker} request what the newer build is asked
 */
export function opening(request) {
  const nonce = crypto.randomUUID();
  const script = `
const { serviceWorker } = navigator;
const again = () => location.reload();
serviceWorker.addEventListener("controllerchange", again);
setTimeout(again, ${PATIENCE_MS});
serviceWorker.getRegistration().then((registration) => {
  if (registration?.waiting) registration.waiting.postMessage(${JSON.stringify(request)});
  else again();
});`;
  return page("Opening the newer version of this handbook", `<script nonce="${nonce}">${script}</script>`,
    "<p>If nothing happens, reload the page.</p>", 200, `'nonce-${nonce}'`);
}
