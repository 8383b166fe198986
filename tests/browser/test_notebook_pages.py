"""The pages of the notebooks in a browser: as long as what is looked at, and whole on paper."""

import pytest

from browser_harness import built_pages

pytestmark = pytest.mark.browser

PAGES = [page for page in built_pages() if page.startswith("notebooks/")]
MOST_ON_A_PHONE = 6_000  # pixels


def test_on_a_phone_no_notebook_is_long_until_something_is_opened(look):
    tall = {
        page: look(page, width=390).evaluate("document.documentElement.scrollHeight")
        for page in PAGES
    }
    assert tall
    assert {page: height for page, height in tall.items() if height > MOST_ON_A_PHONE} == {}


@pytest.mark.parametrize("javascript", [True, False])
def test_on_paper_every_result_and_all_the_code_is_there(look, javascript):
    page = look("notebooks/warning_notice.html", javascript=javascript)
    page.emulate_media(media="print")
    for shown in page.locator(".cell_output, .cell_input").all():
        assert shown.is_visible()


def test_code_unfolds_by_keyboard_and_without_scripts(look):
    page = look("notebooks/warning_notice.html", width=320, javascript=False)
    fold = page.locator("details.cell-fold", has_text="Show the code").first
    assert not fold.locator("pre").is_visible()
    fold.locator("summary").focus()
    page.keyboard.press("Enter")
    assert fold.locator("pre").is_visible()
