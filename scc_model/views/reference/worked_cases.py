"""The worked cases."""

from __future__ import annotations

from scc_model import cases as worked
from scc_model import framework as fw
from scc_model.loading import data_dir
from scc_model.views import explaining, html, wording
from scc_model.views.html import Html, h


def cases(framework: fw.Framework) -> Html:
    """The worked cases, the very files that are the tests."""
    rows = [
        html.Row(
            (
                [h("strong", None, case.title), h("p", None, case.about)],
                h("ul", {"class": "scc-plain"}, [h("li", None, line) for line in _given(case)]),
                h("ul", {"class": "scc-plain"}, [
                    h("li", None, line) for line in _expected(case, framework)
                ]),
            ),
            {"id": f"case-{case.id}"},
        )
        for case in worked.read(data_dir() / "cases")
    ]  # fmt: skip
    return html.table("Worked cases", ("Case", "Given", "What comes out"), rows)


def _given(case: worked.Case) -> list[str]:
    given = case.given
    lines = [f"Judgement: {given.category}"] if given.category else []
    lines += [f"{name}: {value}" for name, value in given.facts.items()]
    lines += [f"{name}: {wording.long_date(day)}" for name, day in given.events.items()]
    lines += [
        f"School holiday: {explaining.days(days.from_, days.to)}" for days in given.school_holidays
    ]
    lines += [f"Reading {name}: {choice}" for name, choice in given.readings.items()]
    return lines + ([f"As at {wording.long_date(given.as_at)}"] if given.as_at else [])


def _expected(case: worked.Case, framework: fw.Framework) -> list[str]:
    expected = case.expect
    lines = [f"{name}: {outcome}" for name, outcome in expected.decisions.items()]
    for name, wanted in expected.rules.items():
        title = framework.rules[name].title if name in framework.rules else name
        told = [
            f"{what} {value if isinstance(value, str) else wording.long_date(value)}"
            for what, value in (("first day", wanted.earliest), ("last day", wanted.latest))
            if value is not None
        ]
        if wanted.status is not None:
            told.append(wording.STATUS[wanted.status].lower())
        if wanted.estimated is not None:
            told.append("an estimate" if wanted.estimated else "no estimate")
        lines.append(f"{title}: {wording.listed(told) if wanted.applies else 'does not apply'}")
    if expected.next_question:
        lines.append(f"Next question: {expected.next_question}")
    return lines + ([f"Refused: {expected.error}"] if expected.error else [])
