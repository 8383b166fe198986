"""What is typed again, although it stands once: figures of quantities, and names of roles."""

from __future__ import annotations

from collections.abc import Iterator

from scc_model import model
from scc_model.errors import Fault
from scc_model.loading import typed_words

_TEXTS = frozenset({
    "title", "text", "about", "question", "hint", "note", "why", "because", "leads_to", "label",
    "as_written", "meaning", "term", "stands_for", "also", "legend", "narrative", "standing",
})  # fmt: skip
_COUNTED = frozenset({"latest", "earliest", "after", "per", "at_least", "at_most"})
_MAY_BE_ONE = ("per", "at_least", "at_most")  # as in "once a year"
_TITLES_OF_OTHERS = ("sources.yaml", ("title", "short"))


def typed_figure(framework: model.Framework) -> Iterator[Fault]:
    """A period or count that a text or a time limit types, in place of taking a quantity."""
    let: set[tuple[str, str]] = set()
    for allowed in framework.typed_figures:
        let |= {(name, allowed.figure.casefold()) for name in allowed.in_}
    for text in _told(framework, _TEXTS):
        for typed in typed_words.figures(text.text):
            figure = " ".join(typed.words.split()).casefold()
            excepted = let & {(name, figure) for name in (*text.within, text.place.file)}
            if not excepted:
                yield _figure(text, typed.words, framework)
    for text in _told(framework, _COUNTED):
        once = text.key.endswith(_MAY_BE_ONE) and text.text.split(" ")[0] == "1"
        if text.text[:1].isdigit() and not once and not text.text.startswith("0 "):
            yield _figure(text, text.text, framework)


def typed_name(framework: model.Framework) -> Iterator[Fault]:
    """A text that types the name of a role, in place of taking it, and it is no everyday word."""
    yield from typed_words.faults_of_names(_told(framework, _TEXTS), framework)


def _told(framework: model.Framework, keys: frozenset[str]) -> Iterator[model.Written]:
    """The texts under some keys, but for titles that somebody else has given."""
    file, titles = _TITLES_OF_OTHERS
    for text in framework.writing:
        last = text.key.rpartition(".")[2]
        if last in keys and not (text.place.file == file and text.key in titles):
            yield text


def _figure(text: model.Written, words: str, framework: model.Framework) -> Fault:
    message = f"{typed_words.where(text)} types '{words}', and a figure stands once"
    same = [name for name, x in framework.quantities.items() if x.value == words]
    which = f", such as {' or '.join(f'<{name}>' for name in same)}" if same else ""
    hint = f"Accepted: a quantity of quantities.yaml{which}; or an entry of 'typed_figures'."
    return Fault(text.place, message, hint)
