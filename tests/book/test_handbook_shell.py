"""The Sphinx extension behind the look of the pages, on a small book."""

import pytest

from small_book import build_page

PAGE = """\
# Powers

| Body | Power |
|---|---|
| Local authority | Warning notice |

## Of others

| Body | Power |
|---|---|
| Governors | None "as such" |

```{list-table} Who & what
* - one
```

:::{dropdown} Why <this> date?
Because **so**.
:::

<div>
<style scoped></style>
<table class="dataframe"><thead><tr><th></th><th>a</th></tr></thead></table>
</div>
"""


@pytest.fixture
def build(tmp_path):
    def build(page, **settings):
        return build_page(tmp_path, page, "index", "handbook_shell", html_theme="handbook",
                          **settings)  # fmt: skip

    return build


def test_every_table_stands_in_a_region_with_a_name_of_its_own(build):
    page, warnings = build(PAGE)
    assert warnings == ""
    assert [region["aria-label"] for region in page.select("[role=region]")] == [
        "Table 1: Powers",
        "Table 2: Of others",
        "Who & what",
        "Table 1 of the notebook",
    ]
    assert all(region["tabindex"] == "0" for region in page.select("[role=region]"))


def test_a_table_by_pandas_has_no_heading_without_words(build):
    page, _ = build(PAGE)
    assert [cell.get_text() for cell in page.select(".dataframe th")] == ["a"]


def test_a_dropdown_is_a_disclosure_that_needs_no_script(build):
    page, _ = build(PAGE)
    details = page.select_one("details.dropdown")
    assert details.summary.get_text() == "Why <this> date?"
    assert details.p.get_text() == "Because so."
    assert not details.has_attr("open")


def test_a_page_loads_two_sheets_and_a_script_that_it_does_not_wait_for(build):
    page, _ = build(PAGE)
    sheets = [link["href"].partition("?")[0] for link in page.select("link[rel=stylesheet]")]
    assert sheets == ["_static/scc.css", "_static/handbook.css"]
    scripts = [script["src"].partition("?")[0] for script in page.select("script[src]")]
    assert scripts == ["_static/handbook.mjs"]
    assert page.select_one("script[src]")["type"] == "module"


def test_a_script_of_another_host_is_refused_with_a_warning(build):
    """Math is the likely one: Sphinx shows it with a script from a public host."""
    page, warnings = build(PAGE + "\n```{math}\n1 + 1\n```\n")
    assert "index asks another host for https://" in warnings
    assert page.select("script[src^=http]") == []
