"""Controls, a plain function and its answer: live in JupyterLab, an example in words elsewhere."""

from __future__ import annotations

import base64
import inspect
import io
from collections.abc import Callable, Iterator
from typing import Any

import attrs
import ipywidgets as widgets
import pandas as pd
from IPython import get_ipython
from IPython.display import display
from matplotlib import pyplot as plt
from matplotlib.figure import Figure

from scc_model.errors import BadValue, SccError
from scc_model.notebook.controls import Control
from scc_model.words.html import Html, h, join, listed


@attrs.frozen(eq=False)
class Picture:
    """A picture and what it shows, for those who cannot see it.

    Args:
        figure: of matplotlib.
        alt: what it shows, in a sentence or two.
    """

    figure: Figure
    alt: str


class Exploration(widgets.VBox):  # type: ignore[misc]  # ipywidgets ships no types
    """Controls above the answer to them. :func:`scc_model.explore` makes one."""

    def __init__(self, function: Callable[..., Any], controls: dict[str, Control]) -> None:
        self._function = function
        self._controls = controls
        self._latest: tuple[dict[str, Any], tuple[str, Html]] | None = None
        moved = {name: control.widget for name, control in controls.items()}
        self._started = False
        if get_ipython() is None:  # no notebook, so nobody to show it to; `answer` gives it
            shown = widgets.Output()
        else:
            shown = widgets.interactive_output(self._show, moved)
        # The first answer is a part of the widget. What is displayed while the cell runs would
        # become an output of the cell as well, wherever no page catches it.
        shown.outputs = ({"output_type": "display_data", "metadata": {}, "data": self._bundle()},)
        self._started = True
        super().__init__([*moved.values(), shown])

    def answer(self) -> tuple[str, Html]:
        """What the function gives for the controls as they are set: in words, and as HTML."""
        now = {name: control.widget.value for name, control in self._controls.items()}
        if self._latest is None or self._latest[0] != now:
            self._latest = now, _answered(self._function, self._controls)
        return self._latest[1]

    def _show(self, **_: Any) -> None:
        if self._started:
            display(self._bundle(), raw=True)  # type: ignore[no-untyped-call]

    def _bundle(self) -> dict[str, str]:
        words, markup = self.answer()
        return {"text/plain": words, "text/html": markup}

    def _repr_mimebundle_(self, **options: Any) -> Any:
        """Beside the live view, the answer in words and as HTML, for where widgets cannot run."""
        bundle = super()._repr_mimebundle_(**options) or {}
        data, metadata = bundle if isinstance(bundle, tuple) else (bundle, {})
        settings = [(control.label, control.in_words) for control in self._controls.values()]
        words, markup = self.answer()
        set_to = "".join(f"{label}: {value}\n" for label, value in settings)
        items = listed([f"{label}: ", h("strong", None, value)] for label, value in settings)
        note = h("p", None, "In JupyterLab these can be moved, and the answer follows:")
        return {
            **data,
            "text/plain": f"{set_to}\n{words}",
            "text/html": h("div", {"class": "scc-explore"}, note, items, markup),
        }, metadata


def explore(function: Callable[..., Any], **controls: Control | Any) -> Exploration:
    """Let a reader move what a function is given, and see what it answers.

    In JupyterLab the answer follows each control. Where no Python runs, in the book or on paper,
    the cell holds what the controls are set to and the answer to that. What is wrong with a value
    is said in words in place of the answer; nothing that was set is lost.

    Args:
        function: gets a plain value for each control, and returns what is to be shown: a table, a
            :class:`Picture`, text, anything with HTML of its own, or several of them in a list.
        controls: by parameter of the function: a :class:`Control`, such as ``limit(...)``, or a
            widget of ipywidgets with a label.

    Returns:
        A widget, to be the last line of a cell.

    Raises:
        BadValue: when the function does not take these controls, or one cannot be moved.

    >>> from scc_model import load, with_limit
    >>> from scc_model.notebook import limit
    >>> def in_force(days):
    ...     rule = with_limit(load(), "comply-in-initial-period", days).rules[
    ...         "comply-in-initial-period"]
    ...     return f"Now {rule.time_limit.latest}."
    >>> form = explore(in_force, days=limit(load(), "comply-in-initial-period", most=40))
    >>> form.children[0].value = 20
    >>> print(form.answer()[0])
    Now 20 working days.
    """
    accepted = inspect.signature(function)
    try:
        accepted.bind(**controls)
    except TypeError as error:
        raise BadValue(
            f"The function takes {accepted}, and the controls are for "
            f"({', '.join(controls)}): {error}. Give a control for each parameter."
        ) from error
    given = {
        name: control if isinstance(control, Control) else Control(control)
        for name, control in controls.items()
    }
    return Exploration(function, given)


def _answered(function: Callable[..., Any], controls: dict[str, Control]) -> tuple[str, Html]:
    try:
        shown = function(**{name: control.value for name, control in controls.items()})
        parts = list(_parts(shown))
    except SccError as error:
        return str(error), h("p", {"role": "alert"}, str(error))
    return "\n\n".join(words for words, _ in parts), join(markup for _, markup in parts)


def _parts(shown: Any) -> Iterator[tuple[str, Html]]:
    """What a function returned, each part in words and as HTML."""
    match shown:
        case None:
            return
        case list() | tuple():
            for part in shown:
                yield from _parts(part)
        case pd.DataFrame():
            if shown.empty:
                yield "Nothing.", h("p", None, "Nothing.")
                return
            with pd.option_context("display.max_colwidth", None, "display.max_rows", None):
                # As in a cell of its own, so that the book treats it like any other.
                yield shown.to_string(), Html(shown._repr_html_())  # type: ignore[operator]
        case Picture():
            yield shown.alt, _drawn(shown)
        case Figure():
            raise BadValue("A picture needs words for those who cannot see it: "
                           "return Picture(figure, alt).")  # fmt: skip
        case str():
            yield shown, h("p", None, shown)
        case _ if hasattr(shown, "_repr_html_"):
            yield str(shown), Html(shown._repr_html_())
        case _:
            yield str(shown), h("p", None, str(shown))


def _drawn(picture: Picture) -> Html:
    """A picture as it is at this moment; the figure is not kept for the end of the cell."""
    drawn = io.BytesIO()
    picture.figure.savefig(drawn, format="png", bbox_inches="tight", metadata={"Software": None})
    plt.close(picture.figure)
    source = f"data:image/png;base64,{base64.b64encode(drawn.getvalue()).decode()}"
    return h("img", {"src": source, "alt": picture.alt})
