"""Links to a walk as mail programs and other carriers mangle them."""

import quopri
import re
from collections.abc import Callable
from html import escape
from urllib.parse import quote

LINE = 76  # characters of a line of quoted-printable


def _wrapped(text: str, width: int, between: str) -> str:
    return between.join(text[at : at + width] for at in range(0, len(text), width))


def _quoted_printable(text: str, before: int = 40) -> str:
    """A link as it stands in the source of a mail, so many characters into a line."""
    encoded = quopri.encodestring(b"x" * before + text.encode()).decode()
    return encoded[before:]


# What each makes of what stands behind the "#".
MANGLED: dict[str, Callable[[str], str]] = {
    "encoded once more": lambda link: quote(link, safe=""),
    "encoded twice more": lambda link: quote(quote(link, safe=""), safe=""),
    "encoded with small letters": lambda link: re.sub(
        "%..", lambda mark: mark[0].lower(), quote(link, safe="")
    ),
    "encoded but for the hyphens and dots": lambda link: quote(link, safe="-._~"),
    "the state alone encoded": lambda link: "&".join(
        [link.partition("&")[0], quote(link.partition("&")[2], safe="")]
    ),
    "the first part encoded": lambda link: link.replace("=", "%3D", 1).replace("&", "%26", 1),
    "each = encoded": lambda link: link.replace("=", "%3D"),
    "each & encoded": lambda link: link.replace("&", "%26"),
    "written as HTML": escape,
    "written as HTML twice": lambda link: escape(escape(link)),
    "written as HTML by numbers": lambda link: link.replace("&", "&#38;"),
    "written as HTML by hexadecimal numbers": lambda link: link.replace("&", "&#x26;"),
    "written as HTML and encoded": lambda link: quote(escape(link), safe=""),
    "# twice": lambda link: f"#{link}",
    "# as %23 too": lambda link: f"%23{link}",
    "a full stop after it": lambda link: f"{link}.",
    "angle brackets around it": lambda link: f"{link}>",
    "round brackets around it, and a full stop": lambda link: f"{link}).",
    "a quotation mark after it": lambda link: f"{link}%22",
    "a comma after it": lambda link: f"{link},",
    "quoted-printable": lambda link: link.replace("=", "=3D"),
    "quoted-printable, its lines joined": lambda link: re.sub(r"\n", "", _quoted_printable(link)),
    "quoted-printable, its breaks encoded": lambda link: _quoted_printable(link).replace(
        "\n", "%0D%0A"
    ),
    "quoted-printable, its breaks as spaces": lambda link: _quoted_printable(link).replace(
        "\n", "%20"
    ),
    "soft line breaks": lambda link: _wrapped(link, LINE - 40, "=%0A"),
    "line breaks": lambda link: _wrapped(link, LINE - 40, "%0D%0A"),
    "a space after each part": lambda link: link.replace("&", "&%20"),
    "an invisible space in it": lambda link: f"{link[:8]}%E2%80%8B{link[8:]}",
}
