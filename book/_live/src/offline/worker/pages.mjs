/** The two pages that the worker makes itself: they have to be there when nothing else is. */

import { pages } from "./shelf.mjs";

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

/**
 * For the moment in which a newer build comes into use: the browser asks again at once. A `refresh`
 * would not, for an address with a fragment.
 */
export function opening() {
  const nonce = crypto.randomUUID();
  return page("Opening the newer version of this handbook",
    `<script nonce="${nonce}">location.reload()</script>`,
    "<p>If nothing happens, reload the page.</p>", 200, `'nonce-${nonce}'`);
}
