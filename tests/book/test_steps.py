"""Steps of a page, on a small book: a line of what, who and by when, and the rest unfolds."""

from functools import partial

import pytest

from scc_model.handbook.sorts import sort_of
from scc_model.handbook.steps import who_and_when
from scc_model.loading import load
from scc_model.words.wording import roles
from small_book import build_page

FRAMEWORK = load()
LIMITED = [rule for rule in FRAMEWORK.rules.values() if rule.time_limit and rule.actors]
ATTRIBUTES = {"myst_enable_extensions": ["attrs_block", "colon_fence"]}
END = "\n\n```{citations}\n```\n"


@pytest.fixture
def build(tmp_path):
    """Build a book of one page, with the folds of the handbook."""
    return partial(build_page, tmp_path, **ATTRIBUTES)


def test_a_step_of_a_list_shows_what_who_and_by_when_and_unfolds_to_the_rest(build):
    rule = FRAMEWORK.rules["comment-on-draft-report"]
    page, warnings = build(
        f"# Report\n\n{{.steps}}\n1. **Comments.** It may say so.{{rule}}`{rule.id}`\n"
        f"2. **Nothing.** Nobody is named.{END}"
    )
    assert warnings == ""
    first, second = page.select("ol.steps > li > details")
    assert first["id"] == "step-comments"
    summary = first.summary.get_text()
    assert summary.startswith("Comments.")
    assert rule.time_limit.as_written in summary
    assert roles(rule.actors, FRAMEWORK).lower() in summary.lower()
    assert "It may say so." not in summary
    assert "It may say so." in first.get_text()
    assert second.select(".step-who") == []


def test_what_one_taps_holds_no_link(build):
    page, _ = build(
        "# Report\n\n{.steps}\n1. **The warning notice (A44).** A warning notice (A44).\n"
    )
    assert page.select("summary a") == []
    assert [link.get_text() for link in page.select("li a.term")] == ["warning notice", "A44"]


def test_a_step_without_a_sentence_in_bold_is_told_with_its_line(build):
    for item in ("Plain words.", "**A beginning** of a sentence."):
        page, warnings = build(f"# Report\n\n{{.steps}}\n1. {item}\n")
        assert "a step begins with what happens, in bold and as a sentence" in warnings
        assert ":4:" in warnings
        assert item.replace("*", "") in page.get_text()


def test_a_list_that_is_no_steps_stays_a_list(build):
    page, warnings = build("# Report\n\n1. **Bold.** Words.\n")
    assert warnings == ""
    assert page.select("details") == []


@pytest.mark.parametrize("rule", LIMITED, ids=lambda rule: rule.id)
def test_a_time_limit_stands_with_whom_it_binds_unless_it_holds_by_another_reading(rule):
    told = who_and_when(FRAMEWORK, [rule.id])
    if sort_of(rule, FRAMEWORK) in {"holds", "document", "otherwise"}:
        assert told is None
    else:
        assert rule.time_limit.as_written in str(told).replace("&#x27;", "'")


def test_no_more_than_three_lines_stand_under_a_step():
    told = str(who_and_when(FRAMEWORK, [rule.id for rule in LIMITED]))
    assert told.count("<span>") == 3
    assert "time limits more" in told


def test_whoever_has_no_day_is_named_once_and_first():
    told = str(who_and_when(FRAMEWORK, ["discuss-before-warning-notice", "issue-warning-notice"]))
    assert told.index("Cabinet Member") < told.index("advance of the notice")
