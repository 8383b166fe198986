"""Every check finds what it is named for: one broken example each, in a small framework.

``tests/small_data`` is sound. Each example breaks it in one place and says which check finds it,
in which file, near which line, and with which words.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from places import SMALL_DATA
from scc_model.errors import DataError
from scc_model.loading import checks, load_from

SMALL = SMALL_DATA
VISITS, POWERS = "procedures/visits.yaml", "procedures/powers.yaml"
INDEX = "framework.yaml"

# By check: the file, what stands there, what stands there instead, and words of the message.
BROKEN: dict[str, list[tuple[str, str, str, str]]] = {
    "stage-unreachable": [
        (VISITS, "title: Waiting, starts: true}", ("title: Waiting, starts: true}\n"
         "  - {id: island, title: Island, ends: true}"),
         "no path from a start leads to the stage 'island'"),
    ],
    "stage-without-ending": [
        (VISITS, "  - {id: visited, title: Visited}", ("  - {id: visited, title: Visited}\n"
         "  - {id: trap, title: Trap}"),
         "no path leads from the stage 'trap' to an ending"),
    ],
    "dead-end": [
        (VISITS, "title: Worried, ends: true}", "title: Worried}",
         "no transition leaves the stage 'worried', and it is no ending"),
    ],
    "procedure-without-start": [
        (POWERS, "title: Power unused, starts: true, ends: true}", "title: Unused, ends: true}",
         "no stage of 'powers' is a start"),
        (POWERS, "{id: power-used, title: Power used, ends: true}",
         "{id: power-used, title: Power used, starts: true, ends: true}",
         "'powers' has several starts, and nothing says when this one is"),
    ],
    "stage-of-another-procedure": [
        (POWERS, "to: power-used", "to: worried",
         "the stage 'worried' belongs to another procedure, at procedures/visits.yaml:9"),
    ],
    "stop-off-its-road": [
        (INDEX, "stages: [content, worried, power-used]", "stages: [content, visited]",
         "the stage 'visited' is on an earlier stop"),
        (INDEX, "stages: [visited]", "stages: [waiting]",
         "the stage 'waiting' is where a school begins"),
        (INDEX, "comes_with: [judged]", "comes_with: [visit-held]",
         "the event 'visit-held' brings no school to this stop"),
        (INDEX, "  - id: visits\n    title: Visits\n    procedures: [visits, powers]",
         ("  - {id: of-powers, title: Powers, procedures: [powers]}\n"
          "  - id: visits\n    title: Visits\n    procedures: [visits]"),
         "the stage 'power-used' belongs to another strand"),
    ],
    "event-nobody-brings-about": [
        (VISITS, "    by: [visitor]\n    not_before: [visit-held]", "    not_before: [visit-held]",
         "nobody brings about the event 'judged'"),
        (VISITS, "    falls_on: [reply]", "    falls_on: [reply]\n    by: [head]",
         "'reply-time-over' falls on a day, so nobody brings it about"),
    ],
    "day-of-event-never-known": [
        (VISITS, "    falls_on: [reply]", "    falls_on: [announce]",
         "'reply-time-over' falls on the last day of 'announce', which has none"),
    ],
    "guard-never-holds": [
        (VISITS, "when: {decision: grade, is: bad}",
         "when: {all: [{decision: grade, is: bad}, {decision: grade, is: good}]}",
         "the transition 'found-wanting' can never happen from 'visited'"),
        (VISITS, '    document: letter\n    cite: [book: "Part 1, list, bullet 1"]',
         ('    document: letter\n    when: {all: [{fact: ready, is: "yes"}, '
         '{not: {definition: is-ready}}]}\n    cite: [book: "Part 1, list, bullet 1"]'),
         "the rule 'letter-says' can never apply"),
    ],
    "decision-rule-never-reached": [
        (VISITS, "        when: {definition: is-ready}\n",
         ('        when: {definition: is-ready}\n        cite: [book: "Part 1, paragraph 1"]\n'
         '      - outcome: bad\n        because: Again.\n        when: {fact: ready, is: "yes"}\n'),
         "rule 2 of the decision 'grade' is never reached"),
    ],
    "guards-overlap": [
        (VISITS, "when: {decision: grade, is: bad}", "when: {decision: grade, is: [bad, good]}",
         ("from 'visited', 'judged' can lead to 'content' by 'found-well' at "
         "procedures/visits.yaml:16 and to 'worried'")),
    ],
    "guards-leave-gap": [
        (VISITS, "when: {decision: grade, is: bad}",
         'when: {all: [{decision: grade, is: bad}, {fact: ready, is: "no"}]}',
         ("from 'visited', 'judged' leads nowhere where visits is visited, grade is bad, "
         "ready is yes")),
    ],
    "decision-without-answer": [
        (VISITS, "        because: It is not.\n",
         '        because: It is not.\n        when: {fact: ready, is: "no"}\n',
         "the decision 'grade' does not end with a rule that always holds"),
    ],
    "duty-without-owner": [
        (VISITS, "    actors: [visitor]\n    to: [head]\n    sends: [letter]\n    starts_with",
         "    actors: []\n    to: [head]\n    sends: [letter]\n    starts_with",
         "nobody carries out the rule 'announce'"),
    ],
    "duty-without-trigger": [
        (VISITS, "    starts_with: [judged]\n", "", "nothing sets the duty 'announce' going"),
    ],
    "duty-that-nothing-discharges": [
        (VISITS, "    met_by: announced\n", "", "nothing discharges the duty 'announce'"),
    ],
    "discharged-without-end": [
        (VISITS, '    met_by: visit-held\n    cite: [book: "Part 1, paragraph 2"]\n',
         ("    met_by_one_of: [judged]\n    ends_with: [judged]\n"
         '    cite: [book: "Part 1, paragraph 2"]\n'),
         "'reply' has a time limit, and of several events that meet it nothing says which"),
        (VISITS, "    met_by: announced\n", "    met_by_one_of: [judged]\n",
         "'announce' is met by one of several events, and judged does not end it"),
        (VISITS, "    met_by: announced\n", "    met_by: announced\n    broken_with: [judged]\n",
         "'announce' is broken with 'judged', which does not end it"),
    ],
    "anchor-never-before": [
        (VISITS, "      from: announced", "      from: judged",
         "'reply' is counted from 'judged', which can only follow 'visit-held'"),
        (VISITS, '    by: [visitor]\n    cite: [book: "Part 1, paragraph 1"]\n  - id: visit-held',
         ('    by: [visitor]\n    when: {all: [{fact: ready, is: "no"}, {definition: is-ready}]}\n'
         '    cite: [book: "Part 1, paragraph 1"]\n  - id: visit-held'),
         "'reply' is counted from 'announced', which never happens where it is"),
    ],
    "power-used-without-eligibility": [
        (POWERS, "    when: {in: worried}\n", "",
         "'use-power' is open where 'powers' is not: powers is power-unused, visits is waiting"),
    ],
    "rule-escapes-its-school": [
        (VISITS, "    starts_with: [judged]\n", "    holds_in: [power-used]\n",
         "'announce' is only asked for of a school in 'worried', and nothing binds it"),
    ],
    "rule-outside-its-place": [
        ("outline.yaml", "        - {at: paragraph 2}\n",
         "        - {at: paragraph 2, scope: [{in: worried}]}\n",
         ("the rule 'reply' is asked for where visits is waiting; 'Part 1, paragraph 2' is not "
          "about such a school")),
        ("outline.yaml", "    - at: Part 1\n", "    - at: Part 1\n      scope: [{in: visited}]\n",
         "the rule 'reply' is asked for where visits is waiting"),
    ],
    "rule-short-of-its-place": [
        (VISITS, "    starts_with: [judged]\n", "    holds_in: [waiting]\n",
         ("'Part 1, paragraph 1, sentence 1' is about a school where visits is visited; the rule "
          "'announce' never reaches it")),
    ],
    "recipient-not-reached": [
        (VISITS, "    to: [head]\n    sends: [letter]\n",
         "    to: [visitor]\n    sends: [letter]\n",
         "no rule that sends the document 'letter' names 'head'"),
        (VISITS, "    sends: [letter]\n", "",
         "no rule that sends the document 'letter' names 'head'"),
    ],
    "power-of-no-use": [
        (VISITS, "    kind: content\n", "    kind: power\n",
         "no event shows the use of the power 'letter-says'"),
        (VISITS, "    met_by: announced\n", "    met_by: announced\n    used_by: [judged]\n",
         "'announce' is neither a power nor a right that may be used"),
        (VISITS, "    met_by: announced\n",
         "    met_by: announced\n    before_powers: [letter-says]\n",
         "'letter-says', which 'before_powers' names, is no power and no right"),
    ],
    "figure-out-of-limit": [
        (VISITS, "within <time:words>", "within <time-to-thank:words>",
         "'time_limit.as_written' of the rule 'reply' takes 'time-to-thank', which its time limit"),
        (VISITS, "text: The head replies in time.", "text: The head replies in <time-to-thank>.",
         "'text' of the rule 'reply' takes 'time-to-thank', which its time limit does not count"),
    ],
    "figure-without-limit": [
        (VISITS, "title: Announce the visit", "title: Announce the visit within <time>",
         "'title' of the rule 'announce' takes 'time', and the rule has no time limit"),
    ],
    "text-of-another-actor": [
        (VISITS, "text: The head replies in time. An HMI reads it.",
         "text: The visitor replies in time. An HMI reads it.",
         "'text' of the rule 'reply' begins with what 'visitor' does, and its 'actors' are 'head'"),
    ],
    "recipient-without-rule": [
        (VISITS, "to: [head]\n    sends: [letter]", "to: [head, visitor]\n    sends: [letter]",
         "the rule 'announce' sends the document 'letter' to 'visitor', and no rule of kind"),
    ],
    "text-stronger-than-force": [
        (VISITS, "force: must\n    title: Reply\n    text: The head replies in time.",
         "force: should\n    title: Reply\n    text: The head must reply in time.",
         "'text' of the rule 'reply' says 'must', and its force is 'should'"),
    ],
    "limit-not-as-written": [
        (VISITS, "      latest: <time>\n", "      latest: <longer>\n",
         "counts 'longer', and its 'as_written' does not say so: 'within <time:w"),
    ],
    "typed-figure": [
        (VISITS, "text: The head replies in time.", "text: The head replies within 5 days.",
         ("'text' of 'reply' types '5 days', and a figure stands once. Accepted: a quantity of "
          "quantities.yaml, such as <time>")),
        (VISITS, "within <time:words>", "by the fifth day",
         "'time_limit.as_written' of 'reply' types 'fifth day'"),
        (VISITS, "      latest: <time>\n", "      latest: 5 days\n",
         "procedures/visits.yaml:94: 'time_limit.latest' of 'reply' types '5 days'"),
    ],
    "typed-name": [
        ("roles.yaml", "    name: visitor\n    everyday: true\n", "    name: visitor\n",
         "'text' of 'announce' types 'visitor', the name of a role. Accepted: '<visitor>'"),
    ],
    "earliest-after-latest": [
        (VISITS, "      kind: limit\n      latest: <time>\n      as_written: within <time:words>\n",
         ("      kind: window\n      earliest: 2 weeks\n      latest: <time>\n"
          "      as_written: from two weeks to five days\n"),
         "the time of the rule 'reply' ends before it begins"),
    ],
    "variation-without-effect": [
        (VISITS, "set: {latest: <longer>}", "set: {latest: <time>}",
         "variation 1 of the time limit of 'reply' changes nothing: 'latest' is so without it"),
    ],
    "days-of-another-law": [
        (VISITS, 'cite: [book: "Part 1, paragraph 2", law: "section 1"]',
         'cite: [book: "Part 1, paragraph 2"]',
         "the rule 'thank' counts 'working', and cites the law of other days only"),
    ],
    "event-by-somebody-else": [
        (VISITS, "    by: [visitor, head]\n", "    by: [visitor]\n",
         ("the event 'visit-held' is brought about by 'visitor', and shows that 'reply' was done, "
          "which is for 'head'")),
    ],
    "place-of-another-part": [
        (VISITS, 'cite: [book: "Part 1"]', 'cite: [book: "Part 2"]',
         "the rule 'announce' stands in 'Part 1, paragraph 1, sentence 1'"),
    ],
    "document-lacks": [
        (VISITS, '    document: letter\n    cite: [book: "Part 1, list, bullet 2"]',
         ("    document: letter\n    when: {fact: kind, is: old}\n"
         '    cite: [book: "Part 1, list, bullet 2"]'),
         "the document 'letter' has no recipient where kind is new"),
    ],
    "reading-without-effect": [
        ("readings.yaml", "changes: dates", "changes: wording",
         "the reading 'days' changes only wording, but something looks at it"),
    ],
    "choice-without-effect": [
        (VISITS, ("        - reading: days\n          is: most\n"
                  "          set: {latest: <longest>}\n"),
         "", "nothing tells the choice 'most' of 'days' from the default"),
    ],
    "announcement-without-outcome": [
        (VISITS, "  - id: grade\n", "  - id: grade\n    announced_by: ready\n",
         "no answer to 'ready' is an outcome of 'grade', so it announces none"),
    ],
    "name-unused": [
        ("roles.yaml", "    name: head\n", "    name: head\n  - id: nobody\n    name: nobody\n",
         "nothing uses the role 'nobody'"),
        ("facts.yaml", "facts:\n", ("facts:\n  - id: idle\n    question: Why?\n"
         '    cite: [book: "Part 1, paragraph 1"]\n'), "nothing uses the fact 'idle'"),
        ("sources.yaml", "sources:\n", ("sources:\n  - id: act\n    title: Act\n    short: Act\n"
         '    kind: act\n    date: "2014"\n    standing: read\n'), "nothing uses the source 'act'"),
    ],
    "word-out-of-glossary": [
        (VISITS, "An HMI reads it.", "An RBWM reads it.", "'RBWM' is not in the glossary"),
        (VISITS, "An HMI reads it.", "It is no call-in.", "The word is 'visit'"),
    ],
    "word-that-excludes": [
        (VISITS, "The visitor announces the visit before it is held.",
         "The visitor announces the visit, and nobody else does.",
         "the text of the rule 'announce' excludes something: 'nobody'"),
    ],
    "passage-not-carried": [
        (VISITS, 'cite: [book: "Part 1, list, bullet 2"]', 'cite: [book: "Part 1, list"]',
         "no rule carries 'Part 1, list, bullet 2' (P1.3.2)"),
        (VISITS, 'paragraph 1, sentence 2"]', 'paragraph 1, sentence 1"]',
         "no rule carries 'Part 1, paragraph 1, sentence 2'"),
    ],
    "invariant-refuted": [
        ("invariants.yaml", "never: {all: [{in: power-used}, {in: waiting}]}",
         "never: {all: [{in: power-used}, {in: worried}]}",
         ("'no-power-before-a-visit' does not hold: fails after visit-held -> judged -> "
         "reply-time-over, standing in worried, power-used")),
    ],
}  # fmt: skip


@pytest.fixture
def data(tmp_path):
    """A copy of the small framework, to break."""
    folder = tmp_path / "data"
    shutil.copytree(SMALL, folder)
    return folder


def swap(folder: Path, name: str, old: str, new: str) -> None:
    path = folder / name
    text = path.read_text(encoding="utf-8")
    assert old in text, f"{name} no longer holds {old!r}; the test breaks nothing"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_the_small_framework_is_sound():
    assert checks.run(load_from(SMALL)) == []


def test_every_check_has_a_broken_example():
    assert set(BROKEN) == set(checks.CHECKS)


@pytest.mark.parametrize(
    ("check", "example"),
    [
        pytest.param(check, example, id=f"{check}-{number}")
        for check, examples in BROKEN.items()
        for number, example in enumerate(examples)
    ],
)
def test_a_check_finds_its_broken_example(data, check, example):
    file, old, new, message = example
    swap(data, file, old, new)
    faults = [str(fault) for fault in checks.CHECKS[check](load_from(data))]
    assert any(message in fault for fault in faults), faults


MONTHLY = "      kind: cadence\n      at_least: 1\n      per: 1 month\n      year_kind: calendar\n"
VARIED = (
    "      kind: limit\n      latest: <time>\n      as_written: within <time:words>\n"
    "      variations:\n        - reading: days\n          is: many\n"
    "          set: {latest: <longer>}\n"
)
YEARLY = (
    "      kind: cadence\n      at_least: 1\n      per: 1 year\n      year_kind: calendar\n"
    "      as_written: within <time:words>\n"
    "      variations:\n        - reading: days\n          is: many\n"
    "          set: {per: 1 month}\n"
)
LOADED = {
    "a rule id twice": (
        VISITS, "  - id: letter-goes-to", "  - id: letter-says",
        r"visits.yaml:\d+: the rule 'letter-says' is defined twice; first at \S+visits.yaml:\d+",
    ),
    "a cycle of conditions": (
        VISITS, '    when: {fact: ready, is: "yes"}\n', "    when: {decision: grade, is: good}\n",
        r"in a circle: definition is-ready at \S+:\d+; decision grade at \S+:\d+",
    ),
    "a stage renamed in one place only": (
        VISITS, "  - {id: worried, title: Worried, ends: true}",
        "  - {id: concerned, title: Worried, ends: true}",
        r"visits.yaml:9: no transition of 'visits' uses the stage 'concerned', and one uses 'wor",
    ),
    "a stage nearly named": (
        VISITS, "to: worried", "to: woried",
        r"there is no stage 'woried'. Did you mean 'worried', at procedures/visits.yaml:9",
    ),
    "a citation to nowhere": (
        VISITS, "Part 1, list, bullet 2", "Part 1, list, bullet 3",
        ("There is no place in the procedures 'Part 1, list, bullet 3'. Did you mean "
        "'Part 1, list, bullet 2'"),
    ),
    "an event that names no rule": (
        VISITS, "falls_on: [reply]", "falls_on: [repply]", "there is no rule 'repply'",
    ),
    "a strand that is not there": (
        "framework.yaml", "category_strand: visits", "category_strand: visit",
        r"framework.yaml:6: there is no strand 'visit'. Did you mean 'visits', at framework\S+:9\?",
    ),
    "a cadence without its year": (
        VISITS, "      kind: limit\n      latest: <time>\n",
        "      kind: cadence\n      at_least: 3\n      per: 1 year\n",
        "a cadence per year needs the key 'year_kind'",
    ),
    "a year kind for a period in months": (
        VISITS, "      kind: limit\n      latest: <time>\n", MONTHLY,
        r"visits.yaml:\d+: 'year_kind' says which year is meant, and there is a period of 1 month",
    ),
    "a quantity nearly named": (
        VISITS, "within <time:words>", "within <tim:words>",
        r"visits.yaml:95: there is no quantity or role 'tim'. Did you mean 'time'\?",
    ),
    "a form of a quantity nearly named": (
        VISITS, "within <time:words>", "within <time:wordes>",
        r"visits.yaml:95: 'time' has no form 'wordes'. Did you mean '<time:words>'\?",
    ),
    "a token that is not closed": (
        VISITS, "within <time:words>", "within <reply time>",
        r"visits.yaml:95: '<reply time>' is no quantity and no role. Accepted: the id of one",
    ),
    "a quantity that is no amount": (
        "quantities.yaml", "value: 5 days", "value: a few days",
        r"quantities.yaml:4: 'a few days' is no figure of a quantity",
    ),
    "a role called by a token": (
        "roles.yaml", "name: head", "name: <visitor>",
        r"roles.yaml:6: the name of the role 'head' takes another name",
    ),
    "a year kind without a period": (
        VISITS, "      latest: <time>\n", "      latest: <time>\n      year_kind: calendar\n",
        "'year_kind' says which year is meant, and there is no period",
    ),
    "a variation that makes the period one of months": (
        VISITS, VARIED, YEARLY,
        r"visits.yaml:101: 'year_kind' says which year is meant, and there is a period of 1 month",
    ),
    "a variation that needs a key": (
        VISITS, "set: {latest: <longer>}", "set: {kind: window}",
        r"visits.yaml:\d+: a window needs the key 'earliest'",
    ),
    "a period of no length": (
        VISITS, "      kind: limit\n      latest: <time>\n",
        "      kind: cadence\n      at_least: 1\n      per: 0 months\n",
        "nothing comes round every 0 months. Accepted: such as '6 weeks'",
    ),
    "a period in working days": (
        VISITS, "      kind: limit\n      latest: <time>\n",
        "      kind: cadence\n      at_least: 1\n      per: 5 working days\n",
        "nothing comes round every 5 working days",
    ),
    "a condition on an event that there is not": (
        VISITS, "    starts_with: [judged]\n",
        "    starts_with: [judged]\n    when: {happened: visit-hold}\n",
        "there is no event 'visit-hold'. Did you mean 'visit-held'",
    ),
    "a condition on a day that there is not": (
        VISITS, "    starts_with: [judged]\n",
        "    starts_with: [judged]\n    when: {happened: visit-held, from: 2014-02-30}\n",
        "'2014-02-30' is not a date",
    ),
    "a condition on days of which the last comes first": (
        VISITS, "    starts_with: [judged]\n",
        ("    starts_with: [judged]\n"
         "    when: {happened: visit-held, from: 2014-11-07, before: 2014-11-07}\n"),
        "no day lies from 2014-11-07 on and before 2014-11-07",
    ),
    "a condition on the time of a rule that nothing ends": (
        VISITS, "    starts_with: [judged]\n",
        "    starts_with: [judged]\n    when: {over: thank}\n",
        ("no event falls on the last day of 'thank', so nothing shows that its time is over. "
         r"Accepted: an event with 'falls_on: \[thank\]', or one of these rules: reply."),
    ),
    "an estimate in working days": (
        VISITS, "    not_before: [visit-held]\n",
        ("    not_before: [visit-held]\n    estimates:\n"
         "      - {from: visit-held, after: 5 working days, why: So., cite: [book: Part 1]}\n"),
        "an estimate is not counted in working days",
    ),
    "an invariant of two forms": (
        "invariants.yaml", "    cite:", "    always: {in: waiting}\n    cite:",
        "the invariant 'no-power-before-a-visit' has not exactly one form",
    ),
    "an invariant that is not whole": (
        "invariants.yaml", "never: {all: [{in: power-used}, {in: waiting}]}", "on: [judged]",
        "the invariant 'no-power-before-a-visit' has not exactly one form",
    ),
    "a procedure in two strands": (
        "framework.yaml", "strands:\n",
        "strands:\n  - {id: again, title: Again, procedures: [powers]}\n",
        r"framework.yaml:\d+: the procedure 'powers' stands in the strand 'again' too",
    ),
    "a place twice in the outline": (
        "outline.yaml", "{at: paragraph 2}", "{at: paragraph 1}",
        "'Part 1, paragraph 1' stands in the outline twice",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", LOADED)
def test_a_fault_of_the_files_is_found_when_they_are_loaded(data, name):
    file, old, new, message = LOADED[name]
    swap(data, file, old, new)
    with pytest.raises(DataError, match=message):
        load_from(data)


def test_a_file_with_a_fault_lets_the_others_be_reported(data):
    swap(data, VISITS, "kind: duty", "kind: dooty")
    swap(data, POWERS, "to: power-used", "to: power-usd")
    swap(data, "facts.yaml", "question: Is", "qestion: Is")
    with pytest.raises(DataError) as caught:
        load_from(data)
    files = {fault.place.file for fault in caught.value.faults}
    assert {VISITS, POWERS, "facts.yaml"} <= files


def test_fifty_faults_in_a_file_are_fifty_lines(data):
    """Each fault has a line of its own in the report, with file and line."""
    strangers = "".join(f"  - id: stranger-{n}\n    nam: x\n" for n in range(25))
    path = data / "roles.yaml"
    path.write_text(path.read_text(encoding="utf-8") + strangers, encoding="utf-8")
    with pytest.raises(DataError) as caught:
        load_from(data)
    assert len(caught.value.faults) == 50
    lines = str(caught.value).splitlines()[1:]
    assert len(lines) == 50
    assert all(line.strip().startswith("roles.yaml:") for line in lines)
