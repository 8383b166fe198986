"""Writes into every page what a browser may do for it, and for the host what a page cannot say.

A host such as GitHub Pages sends no content security policy, so each page carries its own, in a
`meta` element. It is made of what the page holds once all else has been written into it. What no
policy so strict allows (a style on an element, a handler in an attribute) is a warning, and a
failure in a strict build.
"""

from pathlib import Path

from sphinx.application import Sphinx
from sphinx.util import logging
from sphinx.util.typing import ExtensionMetadata

from extending import READY
from security_policy.hosts import write_header_files
from security_policy.policy import Held, as_text, policy, with_policy

logger = logging.getLogger(__name__)

LAST_BUT_THE_LIST = 800
"""After everything that writes pages, before what lists the files of the site."""


def write_policies(app: Sphinx, exception: Exception | None) -> None:
    """Write the policy of each page into it, and the header files of hosts beside them."""
    if exception is not None or app.builder.format != "html":
        return
    site = Path(app.outdir)
    everything = Held()
    for page in sorted(site.rglob("*.html")):
        html = page.read_text("utf-8")
        held = Held.of(html)
        for fault in held.forbidden:
            name = page.relative_to(site).as_posix()
            logger.warning("%s holds %s: its policy forbids that", name, fault,
                           type="security_policy")  # fmt: skip
        everything |= held
        if (written := with_policy(html, as_text(policy(held)))) != html:
            page.write_text(written, "utf-8")
    write_header_files(site, everything)


def setup(app: Sphinx) -> ExtensionMetadata:
    """Have it done when the site is built."""
    app.connect("build-finished", write_policies, LAST_BUT_THE_LIST)
    return READY
