"""A marked sentence of a page says no more than the rules it rests on; else the build fails."""

from functools import partial

import pytest

from handbook_prose.agreeing import too_strong
from scc_model.loading import load
from small_book import build_page

FRAMEWORK = load()
MAY = FRAMEWORK.rules["make-academy-order-for-eligible-school"]
MUST = FRAMEWORK.rules["comply-in-initial-period"]
LIST = "\n\n```{citations}\n```\n"


@pytest.fixture
def build(tmp_path):
    """Build a book of one page."""
    return partial(build_page, tmp_path)


@pytest.mark.parametrize(
    ("sentence", "fault"),
    [
        ("The Secretary of State must make the order.", "'must'"),
        ("The Secretary of State has to make the order.", "'has to'"),
        ("The order can be made within 10 days.", "'10 days'"),
        ("The order can be made twelve months later.", "'twelve months'"),
    ],
)
def test_a_stronger_word_or_another_figure_is_a_warning_with_its_line(build, sentence, fault):
    _, warnings = build(
        f"# Order\n\nThe order.{{rule}}`{MUST.id}` {sentence}{{rule}}`{MAY.id}`{LIST}"
    )
    assert f"a marked sentence says {fault}" in warnings
    assert "notice.md:3" in warnings


@pytest.mark.parametrize("word", ["only", "never", "always", "cannot", "may not"])
def test_a_word_that_excludes_needs_a_rule_that_does(word):
    """The rule on agreeing with the headteacher excludes nothing."""
    rule = FRAMEWORK.rules["school-sets-clear-objectives"]
    [fault] = too_strong(f"The school {word} sets aims.", [rule], FRAMEWORK)
    assert f"'{word}'" in fault


@pytest.mark.parametrize(
    "said",
    [
        f"The <governing-body> must comply within <time-to-comply>.{{rule}}`{MUST.id}`",
        f"Must the Secretary of State make an order?{{rule}}`{MAY.id}`",
        f"- **Thinking that an order must follow.** It may.{{rule}}`{MAY.id}`",
        f"It must comply.{{rule}}`{MUST.id}` The Secretary of State may act.{{rule}}`{MAY.id}`",
    ],
    ids=["as the rule", "a question", "the name of a mistake", "another mark's sentence"],
)
def test_what_says_no_more_than_its_rules_is_none(build, said):
    _, warnings = build(f"# Order\n\n{said}{LIST}")
    assert warnings == ""


def test_what_is_only_expected_is_not_said_to_come():
    rule = FRAMEWORK.rules["academy-expectation"]
    assert too_strong("The school will become an academy.", [rule], FRAMEWORK)
    assert too_strong("The school is expected to become an academy.", [rule], FRAMEWORK) == []
