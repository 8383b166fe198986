"""Controls and what follows from them: live, in words, and what is wrong told in words."""

from __future__ import annotations

import datetime as dt

import ipywidgets as widgets
import matplotlib.pyplot as plt
import pandas as pd
import pytest
from bs4 import BeautifulSoup

from scc_model import explore, load, with_limit
from scc_model.errors import BadValue, UnknownName
from scc_model.notebook import (
    Control,
    Picture,
    choice,
    day,
    limit,
    number,
    reading,
    readings,
    role,
    table,
)  # fmt: skip

FRAMEWORK = load()
DAY = dt.date(2014, 10, 17)
EVERY = {
    "day": day(FRAMEWORK, "inspection-ended", DAY),
    "decision": choice(FRAMEWORK, "category"),
    "answer": choice(FRAMEWORK, "school-type", "academy"),
    "limit": limit(FRAMEWORK, "comply-in-initial-period"),
    "reading": reading(FRAMEWORK, "A55"),
    "readings": readings(FRAMEWORK),
    "role": role(FRAMEWORK),
    "number": number("Weeks", 4, 0, 20),
}


def shown(form):
    data, _ = form._repr_mimebundle_()
    return data["text/plain"], BeautifulSoup(data["text/html"], "html.parser")


@pytest.mark.parametrize("name", EVERY)
def test_a_control_is_a_widget_with_a_label_and_a_plain_value(name):
    control = EVERY[name]
    assert isinstance(control.widget, widgets.ValueWidget)
    assert control.label == control.widget.description == control.widget.tooltip
    assert control.label.strip()
    assert control.in_words
    assert not isinstance(control.value, widgets.Widget)


def test_the_kinds_of_widget_are_those_a_reader_knows():
    assert {type(control.widget) for control in EVERY.values()} == {
        widgets.DatePicker, widgets.Dropdown, widgets.IntSlider, widgets.SelectMultiple
    }  # fmt: skip


def test_a_slider_answers_when_it_is_let_go_and_not_on_the_way():
    assert EVERY["limit"].widget.continuous_update is False


def test_a_control_begins_with_what_the_procedures_say():
    assert EVERY["limit"].value == 15
    assert EVERY["reading"].value == FRAMEWORK.reading("A55").default
    assert EVERY["readings"].value == {}
    assert EVERY["role"].value is None


@pytest.mark.parametrize(
    ("ask", "message"),
    [
        (lambda: day(FRAMEWORK, "inspection-endet"), "Did you mean 'inspection-ended'?"),
        (lambda: choice(FRAMEWORK, "categry"), "Did you mean 'category'?"),
        (lambda: choice(FRAMEWORK, "category", "special"), "There is no choice for 'Ofsted cat"),
        (lambda: limit(FRAMEWORK, "alert-local-authority"), "has no limit in numbers"),
        (lambda: limit(FRAMEWORK, "comply-in-initial-period", most=10), "from 0 to 999"),
        (lambda: reading(FRAMEWORK, "A999"), "There is no reading 'A999'"),
        (lambda: readings(FRAMEWORK, "A55", "A999"), "There is no reading 'A999'"),
        (lambda: role(FRAMEWORK, "headteachr"), "Did you mean 'headteacher'?"),
        (lambda: number("Weeks", 5, 6, 7), "cannot be set to 5 between 6 and 7"),
        (lambda: Control(widgets.IntSlider()), "has no label"),
        (lambda: Control(widgets.HBox()), "cannot be moved by a reader"),
    ],
)
def test_what_is_no_control_is_refused_in_words(ask, message):
    with pytest.raises((BadValue, UnknownName)) as raised:
        ask()
    assert message in str(raised.value)


def test_a_form_has_the_controls_and_an_output_under_them():
    form = explore(lambda when: when, when=day(FRAMEWORK, "inspection-ended", DAY))
    picker, output = form.children
    assert isinstance(picker, widgets.DatePicker)
    assert isinstance(output, widgets.Output)
    assert output.outputs[0]["data"]["text/plain"] == "2014-10-17"


def test_a_control_is_moved_and_the_answer_follows():
    def last(amount, framework=FRAMEWORK):
        limits = with_limit(framework, "comply-in-initial-period", amount)
        return str(limits.rules["comply-in-initial-period"].time_limit.latest)

    form = explore(last, amount=limit(FRAMEWORK, "comply-in-initial-period"))
    assert form.answer() == ("15 working days", "<p>15 working days</p>")
    form.children[0].value = 20
    assert form.answer()[0] == "20 working days"


def test_a_widget_of_ones_own_is_a_control_too():
    form = explore(lambda n: n * 2, n=widgets.IntText(description="Number", value=4))
    assert form.answer()[0] == "8"


def test_where_nothing_moves_it_says_what_is_set_and_what_follows():
    def answer(when, switched):
        figure, axes = plt.subplots()
        axes.plot([1, 2])
        return [Picture(figure, "A line."), table([{"Step": f"<{len(switched)}>", "Day": when}])]

    form = explore(
        answer,
        when=day(FRAMEWORK, "inspection-ended", DAY),
        switched=readings(FRAMEWORK, "A55"),
    )
    words, markup = shown(form)
    assert "The section 5 inspection ended: Friday 17 October 2014\n" in words
    assert "A line." in words
    assert "Friday 17 October 2014" in markup.table.text
    assert "<0>" in markup.table.text
    assert markup.img["alt"] == "A line."
    assert markup.img["src"].startswith("data:image/png;base64,")
    assert not plt.get_fignums()  # nothing is left over to be shown at the end of the cell


def test_what_is_wrong_is_told_in_words_and_nothing_set_is_lost():
    form = explore(
        lambda when, days: when + dt.timedelta(days=days),
        when=day(FRAMEWORK, "inspection-ended", DAY),
        days=number("Days", 4, 0, 20),
    )
    picker, slider, _ = form.children
    slider.value, picker.value = 5, None
    words, markup = form.answer()
    assert words.startswith("There is no day for 'The section 5 inspection ended'. Give one")
    assert 'role="alert"' in markup
    assert slider.value == 5
    picker.value = DAY
    assert form.answer()[0] == "2014-10-22"


def test_a_reading_cannot_be_switched_both_ways():
    form = explore(lambda switched: f"{len(switched)}", switched=readings(FRAMEWORK, "A55"))
    form.children[0].index = (0, 1)
    assert form.answer()[0] == "Reading A55 is switched twice. Choose one of its ways."


def test_a_day_may_be_left_open_where_it_was_open():
    form = explore(lambda when: f"{when}", when=day(FRAMEWORK, "inspection-ended"))
    assert form.answer()[0] == "None"
    assert "The section 5 inspection ended: none" in shown(form)[0]


def test_an_empty_table_says_so():
    assert (
        explore(lambda n: pd.DataFrame({}, range(0 * n)), n=number("N", 1, 0, 2)).answer()[0]
        == "Nothing."
    )


def test_a_picture_without_words_is_asked_for_them():
    figure, _ = plt.subplots()
    form = explore(lambda n: [n, figure], n=number("N", 1, 0, 2))
    assert "return Picture(figure, alt)" in form.answer()[0]
    plt.close(figure)


@pytest.mark.parametrize("controls", [{}, {"b": number("B", 1, 0, 2)}])
def test_a_function_gets_a_control_for_each_parameter(controls):
    with pytest.raises(BadValue, match="Give a control for each parameter"):
        explore(lambda a: a, **controls)


def test_a_fault_in_ones_own_function_is_not_hidden():
    with pytest.raises(ZeroDivisionError):
        explore(lambda n: 1 / n, n=number("N", 0, 0, 2))
