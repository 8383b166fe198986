"""Changes put over data: what they make of them, and what does not fit."""

from __future__ import annotations

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from places import SMALL_DATA
from scc_model import model
from scc_model.changes.differing import differing
from scc_model.errors import DataError
from scc_model.loading import data_dir, load, load_from
from scc_model.loading.overlays.files import parsed
from scc_model.loading.overlays.writing import written
from small_changes import HEAD, change, faults, made

SMALL = load_from(SMALL_DATA)
TIME = "set: [{kind: quantity, id: time, to: {value: 6 days}}]"


def all_of(framework):
    """Everything that a framework says, with the places and the texts as they are written."""
    fields = attrs.fields(model.Framework)
    return {
        field.name: repr(attrs.asdict(framework, recurse=False)[field.name]) for field in fields
    }


def told(before, after):
    return [(x.kind, x.id, x.what, [field.name for field in x.fields])
            for x in differing(before, after)]  # fmt: skip


@pytest.mark.parametrize("folder", [SMALL_DATA, data_dir()], ids=["small", "handbook"])
def test_a_change_of_nothing_changes_nothing(folder):
    head = (
        HEAD.format(name="nothing").replace('book: "Part 1"', "{}") if folder != SMALL_DATA else ""
    )
    text = head.replace("cite:\n  - {}", "cite: []") or HEAD.format(name="nothing")
    nothing = parsed(text, "nothing.yaml")
    assert all_of(load_from(folder, [nothing])) == all_of(load_from(folder))


def test_a_change_leaves_what_it_came_from_as_it_is():
    before = all_of(load_from(SMALL_DATA))
    made(change(TIME))
    assert all_of(load_from(SMALL_DATA)) == before
    assert load() is load()


def test_a_figure_changes_wherever_it_is_taken():
    after = made(change(TIME))
    limit = after.rules["reply"].time_limit
    assert (str(limit.latest), limit.as_written) == ("6 days", "within six days")
    assert limit.variations == SMALL.rules["reply"].time_limit.variations


DOES = {
    "a key": (
        "set: [{kind: rule, id: reply, to: {title: Answer}}]",
        ("rule", "reply", "changed", ["title"]),
    ),
    "a key within another": (
        "set: [{kind: rule, id: reply, to: {time_limit.latest: 8 days}}]",
        ("rule", "reply", "changed", ["time_limit.latest"]),
    ),
    "one more": (
        "set: [{kind: rule, id: reply, more: {actors: [visitor]}}]",
        ("rule", "reply", "changed", ["actors"]),
    ),
    "a list that was not there": (
        "set: [{kind: rule, id: reply, more: {to: visitor}}]",
        ("rule", "reply", "changed", ["to"]),
    ),
    "one less": (
        "set: [{kind: rule, id: reply, without: [met_by]}]",
        ("rule", "reply", "changed", ["met_by"]),
    ),
    "another": (
        (
            "replace: [{kind: definition, thing: {id: is-ready, title: The school is ready, "
            'text: The head says so., when: {fact: ready, is: "no"}, cite: [book: "Part 1"]}}]'
        ),
        ("definition", "is-ready", "changed", ["when", "cite"]),
    ),
    "a new role": (
        "add: [{kind: role, thing: {id: clerk, name: clerk}}]",
        ("role", "clerk", "added", []),
    ),
    "a new event": (
        (
            "add: [{kind: event, in: visits, thing: {id: told, title: The head was told, question: "
            'When?, by: [visitor], cite: [book: "Part 1"]}}]'
        ),
        ("event", "told", "added", []),
    ),
    "one gone": (
        "remove: [{kind: rule, id: letter-says}]",
        ("rule", "letter-says", "gone", []),
    ),
    "a new procedure": (
        (
            "add: [{kind: procedure, in: visits, thing: {id: thanks, title: Thanks, about: Who "
            'thanks whom., cite: [book: "Part 1"]}}]'
        ),
        ("procedure", "thanks", "added", []),
    ),
}


@pytest.mark.parametrize("what", DOES)
def test_what_a_change_does_and_nothing_else(what, tmp_path):
    does, wanted = DOES[what]
    layer = change(does)
    changes = [x for x in told(SMALL, made(layer)) if x[0] != "strand"]
    assert changes == [wanted]
    # Written as a folder of data, it says the same.
    for name, content in written(SMALL_DATA, [layer]).items():
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content)
    assert told(made(layer), load_from(tmp_path)) == []


TOGETHER = {name: change(does, f"change-{number}") for number, (name, (does, _))
            in enumerate(DOES.items())}  # fmt: skip
APART = [*sorted(set(TOGETHER) - {"a list that was not there"})]


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from(APART), unique=True, min_size=2), st.randoms(use_true_random=False))
def test_the_order_of_changes_makes_no_difference(names, random):
    layers = [TOGETHER[name] for name in names]
    other = random.sample(layers, len(layers))
    assert all_of(made(*layers)) == all_of(made(*other))


def test_one_change_after_another_comes_to_the_same(tmp_path):
    first, second = change(TIME, "first"), change(DOES["a key"][0], "second")
    both = made(first, second)
    for one, other in ((first, second), (second, first)):
        folder = tmp_path / one.name
        for name, content in written(SMALL_DATA, [one]).items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes(content)
        assert told(both, made(other, folder=folder)) == []


CLASHES = {
    "the same key": (TIME, "set: [{kind: quantity, id: time, to: {value: 7 days}}]"),
    "a key and what is within it": (
        "set: [{kind: rule, id: reply, to: {time_limit.latest: 8 days}}]",
        "set: [{kind: rule, id: reply, without: [time_limit]}]",
    ),
    "a key of what is gone": (
        "remove: [{kind: rule, id: reply}]",
        "set: [{kind: rule, id: reply, to: {title: Answer}}]",
    ),
    "both gone": (
        "remove: [{kind: rule, id: letter-says}]",
        "remove: [{kind: rule, id: letter-says}]",
    ),
    "the same that is new": (
        "add: [{kind: role, thing: {id: clerk, name: clerk}}]",
        "add: [{kind: role, thing: {id: clerk, name: clerk of the school}}]",
    ),
    "the same one more": (
        "set: [{kind: rule, id: reply, more: {actors: [visitor]}}]",
        "set: [{kind: rule, id: reply, more: {actors: [visitor]}}]",
    ),
    "one more of what is told anew": (
        "set: [{kind: rule, id: reply, more: {actors: [visitor]}}]",
        "set: [{kind: rule, id: reply, to: {actors: [visitor]}}]",
    ),
}


@pytest.mark.parametrize("what", CLASHES)
def test_two_changes_of_the_same_are_refused_with_both_places(what):
    one, other = CLASHES[what]
    layers = change(one, "first"), change(other, "second")
    [fault] = faults(*layers)
    assert fault.startswith("second.yaml:7: ")
    assert "by 'first' at first.yaml:7" in fault
    assert "by 'second'" in fault
    assert faults(*reversed(layers)) == [fault]


def test_two_that_add_to_a_list_go_together():
    one = change("set: [{kind: rule, id: thank, more: {to: [head]}}]", "first")
    other = change("set: [{kind: rule, id: thank, more: {readings: [days]}}]", "second")
    third = change("set: [{kind: rule, id: thank, more: {actors: [visitor]}}]", "third")
    thank = made(third, one, other).rules["thank"]
    assert (thank.to, thank.readings, thank.actors) == (("visitor", "head"), ("days",),
                                                         ("head", "visitor"))  # fmt: skip


REFUSED = {
    "nothing of that id": (
        "set: [{kind: quantity, id: tme, to: {value: 6 days}}]",
        "there is no quantity 'tme' to be changed. Did you mean 'time'?",
    ),
    "of another kind": (
        "remove: [{kind: role, id: reply}]",
        "there is no role 'reply' to be changed. It is a rule.",
    ),
    "no such kind": (
        "remove: [{kind: rol, id: head}]",
        "'rol' is not allowed here. Did you mean 'role'?",
    ),
    "so already": (
        "set: [{kind: quantity, id: time, to: {value: 5 days}}]",
        "'value' of 'time' is so already",
    ),
    "there already": (
        "set: [{kind: rule, id: reply, more: {actors: [head]}}]",
        "'actors' of 'reply' has 'head' already",
    ),
    "no list": (
        "set: [{kind: rule, id: reply, more: {time_limit: [x]}}]",
        "'time_limit' of 'reply' is no list",
    ),
    "no way to a key": (
        "set: [{kind: rule, id: announce, to: {time_limit.latest: 5 days}}]",
        "'announce' has no 'time_limit' with keys in it",
    ),
    "no way at all": (
        "set: [{kind: rule, id: announce, to: {.x: 5 days}}]",
        "'announce' has no '' with keys",
    ),
    "no such key": (
        "set: [{kind: rule, id: announce, to: {titel: Tell}}]",
        "there is no key 'titel' here. Did you mean 'title'?",
    ),
    "nothing to take away": (
        "set: [{kind: rule, id: announce, without: [note]}]",
        "'announce' has no 'note' that can be taken away",
    ),
    "its id": (
        "set: [{kind: rule, id: announce, to: {id: tell}}]",
        "the id of 'announce' cannot be changed",
    ),
    "new and there": (
        "add: [{kind: role, thing: {id: head, name: head}}]",
        "the role 'head' is there already",
    ),
    "in no procedure": (
        "add: [{kind: stage, thing: {id: late, title: Late}}]",
        "there is no procedure '' for the stage 'late' to stand in",
    ),
    "in a procedure without need": (
        "add: [{kind: role, in: visits, thing: {id: clerk, name: clerk}}]",
        "a role stands in no procedure",
    ),
    "in no strand": (
        "add: [{kind: procedure, in: visit, thing: {id: thanks, title: x, about: x, cite: []}}]",
        "there is no strand 'visit'",
    ),
    "a procedure gone": (
        "remove: [{kind: procedure, id: visits}]",
        "a procedure is neither replaced nor taken away as a whole",
    ),
    "an id that is a way out": (
        "add: [{kind: procedure, in: visits, thing: {id: ../../x, title: x, about: x, cite: []}}]",
        "this procedure has no good id",
    ),
    "no id": ("add: [{kind: role, thing: {name: clerk}}]", "this role has no id"),
    "nothing set": ("set: [{kind: role, id: head}]", "nothing of 'head' is set"),
    "no mapping": ("set: [{kind: role, id: head, to: x}]", "'to' of 'head' is no mapping"),
    "another edition": ('edition: "1999"', "this changes the edition '1999', and not '2014'"),
    "no such source": (
        "saves: {when: {happened: anounced}, text: So.}",
        "there is no event 'anounced'. Did you mean 'announced'",
    ),
}


@pytest.mark.parametrize("what", REFUSED)
def test_what_does_not_fit_is_told_with_its_line(what):
    does, message = REFUSED[what]
    try:
        found = faults(change(does))
    except DataError as error:
        found = [str(fault) for fault in error.faults]
    assert any(fault.startswith("a-change.yaml:7: ") and message in fault for fault in found), found


def test_the_same_change_is_made_once():
    [fault] = [x for x in faults(change(TIME), change(TIME)) if "twice" in x]
    assert fault == ("a-change.yaml:1: the change 'a-change' is made twice; first at "
                     "a-change.yaml:1. Name it once.")  # fmt: skip


@pytest.mark.parametrize(
    ("does", "told"),
    [
        # What names a thing that is gone stands in the data themselves.
        ("remove: [{kind: event, id: announced}]", "'announced' was changed by 'a-change' at"),
        # What takes a figure does not name it.
        ("set: [{kind: quantity, id: time, to: {value: 6 working days}}]", "'time' was changed by"),
    ],
    ids=["gone", "taken"],
)
def test_a_fault_in_the_data_names_the_line_of_the_change(does, told):
    found = faults(change(does))
    assert found
    assert all("a-change.yaml:7" in fault and told in fault for fault in found), found


def test_a_fault_in_what_is_new_stands_at_its_own_line():
    [fault] = faults(change("""
        add:
          - kind: role
            thing:
              id: clerk
              name: clerk
              part_of: council
    """))  # fmt: skip
    assert fault.startswith("a-change.yaml:12: there is no role 'council'")


def test_where_the_data_cannot_be_read_that_is_told(data):
    (data / "roles.yaml").unlink()
    found = faults(change("remove: [{kind: role, id: head}]"), folder=data)
    assert found == ["roles.yaml: this file is missing"]


AGAIN = "upon: [first]\nset: [{kind: quantity, id: time, to: {value: 7 days}}]"


def test_a_change_upon_another_can_change_the_same_again():
    first, second = change(TIME, "first"), change(AGAIN, "second")
    for layers in ((first, second), (second, first)):
        assert str(made(*layers).rules["reply"].time_limit.latest) == "7 days"
    third = change(DOES["a key"][0], "third")
    assert all_of(made(first, second, third)) == all_of(made(third, second, first))


def test_a_change_upon_another_can_change_what_the_other_brings():
    first = change(DOES["a new role"][0], "first")
    second = change(
        "upon: [first]\nset: [{kind: role, id: clerk, to: {name: clerk of the school}}]", "second"
    )
    assert made(second, first).roles["clerk"].name == "clerk of the school"


def test_what_stands_beside_it_still_does_not_go_together():
    other = change("set: [{kind: quantity, id: time, to: {value: 9 days}}]", "other")
    [fault, *_] = faults(change(TIME, "first"), change(AGAIN, "second"), other)
    assert "'value' of the quantity 'time' is changed here by 'other'" in fault


def test_what_a_change_stands_upon_has_to_be_made():
    [fault] = faults(change(AGAIN, "second"))
    assert fault.startswith("second.yaml:7: 'second' stands upon the change 'first', which is not")
    round_about = change("upon: [second]", "first")
    assert any(
        "'first' stands upon itself" in x for x in faults(round_about, change(AGAIN, "second"))
    )
