"""The statements on privacy and accessibility say what the code does."""

import datetime as dt
import re

import pytest

from places import PACKAGE, ROOT

BOOK = ROOT / "book"
PRIVACY = (BOOK / "reference" / "privacy.md").read_text("utf-8")
ACCESSIBILITY = (BOOK / "reference" / "accessibility.md").read_text("utf-8")

# Everything that a reader's browser is given to run. What is bundled is made from these.
SCRIPTS = [
    path
    for folder in ("book/_static", "book/_live/src", "book/_ext", "scc_model/walks/static")
    for path in sorted((ROOT / folder).rglob("*"))
    if path.suffix in {".mjs", ".js", ".html"}
]

CALL = re.compile(r"localStorage\s*\.\s*(getItem|setItem|removeItem)\(\s*([^,)]+)")
NAME = re.compile(r"[\"']([^\"']+)[\"']")


def code(path):
    """A script without its comments."""
    text = re.sub(r"/\*.*?\*/", "", path.read_text("utf-8"), flags=re.DOTALL)
    return re.sub(r"(?m)(^|\s)//.*$", "", text)


def keys_of(path):
    """What a script does to which keys of the storage: pairs of a call and a key."""
    text = code(path)
    constants = dict(re.findall(r"const (\w+) = [\"'`]([^\"'`]+)[\"'`]", text))
    fields = re.findall(r"(this\.#\w+) = (\w+) \+", text)
    constants |= {field: constants[name] for field, name in fields if name in constants}
    for call, argument in CALL.findall(text):
        literal = NAME.search(argument)
        key = literal[1] if literal else constants[argument.split("+")[0].strip()]
        yield call, key.partition(" ${")[0]  # the folder of the site follows


KEYS = {found for path in SCRIPTS for found in keys_of(path)}


def test_scripts_are_looked_at():
    assert {"handbook.mjs", "live-kept.mjs", "layout.html"} <= {path.name for path in SCRIPTS}


def test_every_use_of_the_storage_is_understood():
    for path in SCRIPTS:
        uses = re.findall(r"localStorage", code(path))
        assert len(uses) == len(list(keys_of(path))), path


def test_the_privacy_notice_names_the_keys_that_are_kept_and_no_other():
    table = PRIVACY.partition("## What is kept on your device")[2].partition("\n## ")[0]
    named = {
        re.match(r"`([^`]+)`", row)[1] for row in re.findall(r"^\| (`.*)", table, re.MULTILINE)
    }
    assert named == {key for call, key in KEYS if call == "setItem"}


def test_the_privacy_notice_names_what_is_removed():
    for call, key in KEYS:
        if call == "removeItem":
            assert f"`{key}" in PRIVACY


@pytest.mark.parametrize(
    "means",
    ["indexedDB", "document.cookie", "cookieStore", "sendBeacon", "XMLHttpRequest", "WebSocket",
     "EventSource"],
)  # fmt: skip
def test_nothing_else_keeps_or_sends(means):
    assert not [path.name for path in SCRIPTS if means in code(path)]


@pytest.mark.parametrize(
    ("means", "where", "told"),
    [
        ("sessionStorage", {"begin.js", "live-visit.mjs"}, "session storage"),
        (
            "serviceWorker",
            {"talk.mjs", "offline-page.mjs", "pages.mjs"},
            "Pages of the handbook itself",
        ),
        ("caches.open", {"shelf.mjs"}, "Pages of the handbook itself"),
    ],
)
def test_what_else_keeps_is_where_it_belongs_and_is_told(means, where, told):
    assert {path.name for path in SCRIPTS if means in code(path)} == where
    assert told in PRIVACY


def test_the_name_of_the_button_is_that_of_the_form():
    form = (PACKAGE / "walks" / "school" / "entering" / "form.py").read_text("utf-8")
    for button in ("Keep on this device", "Forget it on this device"):
        assert f'"{button}"' in form
        assert f"**{button}**" in PRIVACY


def test_the_accessibility_statement_has_the_sections_of_the_model():
    headings = re.findall(r"^#+ (.+)$", ACCESSIBILITY, re.MULTILINE)
    asked = [
        "Accessibility statement",
        "How accessible this handbook is",
        "Feedback and contact information",
        "Enforcement procedure",
        "Technical information about this handbook's accessibility",
        "Compliance status",
        "Non-accessible content",
        "Non-compliance with the accessibility regulations",
        "Disproportionate burden",
        "Content that is not within the scope of the accessibility regulations",
        "What we are doing to improve accessibility",
        "Preparation of this accessibility statement",
    ]
    assert [one for one in headings if one in asked] == asked


def test_it_was_prepared_for_the_newest_release():
    changes = (ROOT / "CHANGELOG.md").read_text("utf-8")
    version, date = re.search(r"^## (\S+) \((\d{4}-\d\d-\d\d)\)", changes, re.MULTILINE).groups()
    day = dt.date.fromisoformat(date)
    assert f"prepared on {day.day} {day:%B %Y}, with release {version}." in ACCESSIBILITY


def test_the_widths_and_standards_it_names_are_those_of_the_tests():
    tests = (ROOT / "tests" / "browser" / "test_site.py").read_text("utf-8")
    test = tests.partition("def test_a_page_is_light_accessible")[2].partition("\n\n\n")[0]
    [widths] = re.findall(r"for width in \(([\d, ]+)\):", test)
    wide, narrow, narrowest = widths.split(", ")
    assert f"at {wide}, {narrow} and {narrowest} pixels" in ACCESSIBILITY
    looks = tests.partition("LOOKS = ")[2].partition("\n")[0]
    assert set(re.findall(r"\d+", looks)) == {wide, narrowest}
    assert f"in light and dark, at {wide} and {narrowest} pixels wide" in ACCESSIBILITY
    harness = (ROOT / "tests" / "support" / "browser_harness.py").read_text("utf-8")
    assert {"wcag2aa", "wcag21aa", "wcag22aa"} <= set(re.findall(r'"(wcag\w+)"', harness))
