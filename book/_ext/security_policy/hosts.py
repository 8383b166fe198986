"""What a host is to send with every file: header files for common hosts, written into the site.

A policy in a page cannot say who may frame it, and binds no page that the host makes itself.
"""

from __future__ import annotations

from pathlib import Path
from xml.sax.saxutils import quoteattr

from security_policy.policy import Held, as_text, policy

FOR_GOOD = "public, max-age=31536000, immutable"
"""The folders of the live layer are named for what they hold, so what is in them never changes."""

TYPES = {
    ".mjs": "text/javascript",
    ".wasm": "application/wasm",
    ".webmanifest": "application/manifest+json",
    ".zst": "application/octet-stream",
}
"""What a host may not know, and a browser insists on."""

EXAMPLES = "_hosts"
"""The folder of what a host does not take from the site by itself."""

HEADER_FILES = (
    "_headers",
    *(f"{EXAMPLES}/{name}" for name in ("nginx.conf", "apache.htaccess", "iis.web.config")),
)


def headers(everything: Held) -> dict[str, str]:
    """What is sent with every file.

    Args:
        everything: what all the pages hold together.

    Returns:
        The headers. The policy allows what some page may do; each page's own allows it no more
        than it needs.
    """
    return {
        "Content-Security-Policy": as_text(policy(everything) | {"frame-ancestors": "'none'"}),
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "no-referrer",
        "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
        "Cross-Origin-Opener-Policy": "same-origin",
    }


def write_header_files(site: Path, everything: Held) -> None:
    """Write the header files of common hosts.

    Args:
        site: the folder of the built site.
        everything: what all the pages hold together.
    """
    sent = headers(everything)
    (site / EXAMPLES).mkdir(exist_ok=True)
    makers = (netlify_and_cloudflare, nginx, apache, iis)
    for name, make in zip(HEADER_FILES, makers, strict=True):
        (site / name).write_text(make(sent), "utf-8")


def netlify_and_cloudflare(sent: dict[str, str]) -> str:
    """`_headers`, which Netlify and Cloudflare Pages take from the root of a site."""
    lines = ["/*", *(f"  {name}: {value}" for name, value in sent.items())]
    lines += ["/_static/live/*", f"  Cache-Control: {FOR_GOOD}"]
    return "\n".join([*lines, ""])


def nginx(sent: dict[str, str]) -> str:
    """What nginx includes in a `server` block, for a site at the root of its host."""
    adds = [f'add_header {name} "{value}" always;' for name, value in sent.items()]
    types = " ".join(f"{kind} {ending[1:]};" for ending, kind in TYPES.items())
    return "\n".join(
        [
            "# include this in the server block. A list of types stands in place of nginx's own.",
            "include /etc/nginx/mime.types;",
            f"types {{ {types} }}",
            "error_page 404 /404.html;",
            *adds,
            "location /_static/live/ {",
            f'  add_header Cache-Control "{FOR_GOOD}";',
            # A location that adds a header of its own has none of those above.
            *(f"  {add}" for add in adds),
            "}",
            "",
        ]
    )


def apache(sent: dict[str, str]) -> str:
    """What Apache takes from `.htaccess`, with its module `headers`."""
    return "\n".join(
        [
            "# Save as .htaccess at the root of the site. For a site in a folder: /folder/404.html",
            "ErrorDocument 404 /404.html",
            *(f"AddType {kind} {ending}" for ending, kind in TYPES.items()),
            "<IfModule mod_headers.c>",
            *(f'  Header always set {name} "{value}"' for name, value in sent.items()),
            "</IfModule>",
            "",
        ]
    )


def iis(sent: dict[str, str]) -> str:
    """What IIS takes from `web.config`."""
    customs = (
        f"<add name={quoteattr(name)} value={quoteattr(value)} />" for name, value in sent.items()
    )
    types = (
        f'<remove fileExtension="{ending}" /><mimeMap fileExtension="{ending}" mimeType="{kind}" />'
        for ending, kind in TYPES.items()
    )
    errors = '<remove statusCode="404" /><error statusCode="404" path="404.html" />'
    return "\n".join(
        [
            '<?xml version="1.0" encoding="utf-8"?>',
            "<!-- Save as web.config at the root of the site. -->",
            "<configuration><system.webServer>",
            "  <httpProtocol><customHeaders>",
            *(f"    {line}" for line in customs),
            "  </customHeaders></httpProtocol>",
            "  <staticContent>",
            *(f"    {line}" for line in types),
            "  </staticContent>",
            f'  <httpErrors errorMode="Custom">{errors}</httpErrors>',
            "</system.webServer></configuration>",
            "",
        ]
    )
