"""What stands once and is taken from there: `<id>` in a text is the quantity or role of that id.

A quantity has its figure in `quantities.yaml` and a role its name in `roles.yaml`. Any other text
says ``<link-adviser>`` or ``<compliance-period:ordinal>``, and this puts the words in, once, before
anything is made of what was read. The pages of a book take them in the same way.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, TypeAlias, TypeVar, get_args

import attrs

from scc_model import model
from scc_model.errors import Fault, nearest, short, suggestion
from scc_model.loading import placed_yaml
from scc_model.loading.number_words import cardinal, ordinal
from scc_model.loading.placed_yaml import Placed, PlacedList, PlacedMap, PlacedText

P = TypeVar("P", bound=Placed)
Forms: TypeAlias = Mapping[str, Mapping[str, str]]
"""What stands for a quantity or a role, by its id and by form; the plain form is ``""``."""

FILES = ROLES, QUANTITIES = "roles.yaml", "quantities.yaml"
AMOUNT = re.compile(rf"([0-9]{{1,4}})(?: ((?:{'|'.join(get_args(model.Unit))}|time)s?))?")
"""How much a quantity is: a number, and of what."""
TOKEN = re.compile(r"(?<!\\)<([A-Za-z][A-Za-z0-9-]*)(?::([a-z]*))?>")
"""A token: an id, and the form that is wanted."""
_BEGUN = re.compile(r"(?<!\\)<[A-Za-z].*", re.DOTALL)
_AS_THEY_STAND = frozenset({"id", "at", "cite", "url", "name", "plural", "value", "headers"})
"""Keys of what names, counts or cites, and takes nothing from elsewhere."""


@attrs.frozen
class Filled:
    """A text in which tokens were replaced.

    Args:
        text: the text as a reader is to see it.
        takes: the ids that it takes.
        wrong: what is wrong with its tokens: a message and what would be accepted.
    """

    text: str
    takes: tuple[str, ...]
    wrong: tuple[tuple[str, str], ...]


def of_quantity(value: str) -> Mapping[str, str]:
    """The forms of a quantity.

    >>> forms = of_quantity("15 working days")
    >>> forms[""], forms["words"], forms["number"], forms["word"]
    ('15 working days', 'fifteen working days', '15', 'fifteen')
    >>> forms["ordinal"], forms["adjective"]
    ('fifteenth working day', '15-working-day')
    """
    amount = AMOUNT.fullmatch(value)
    if amount is None:  # which is a fault where it stands; what takes it shall be none as well
        return of_quantity("1 day")
    number, unit = int(amount[1]), amount[2] or ""
    one = unit.removesuffix("s")
    return {
        "": value,
        "words": f"{cardinal(number)} {unit}".rstrip(),
        "number": amount[1],
        "word": cardinal(number),
        "ordinal": f"{ordinal(number)} {one}".rstrip(),
        "adjective": f"{amount[1]} {one}".rstrip().replace(" ", "-"),
    }


def of_role(name: str, plural: str = "") -> Mapping[str, str]:
    """The forms of a role.

    >>> of_role("link adviser")["plural"], of_role("governing body", "governing bodies")["plural"]
    ('link advisers', 'governing bodies')
    """
    return {"": name, "plural": plural or f"{name}s"}


def forms_of(roles: Iterable[model.Role], quantities: Iterable[model.Quantity]) -> Forms:
    """What tokens stand for.

    >>> from scc_model.loading import load
    >>> forms_of(load().roles.values(), ())["link-adviser"][""]
    'link adviser'
    """
    named = {role.id: of_role(role.name, role.plural) for role in roles}
    return {**named, **{each.id: of_quantity(each.value) for each in quantities}}


def forms_in(roles: Placed | None, quantities: Placed | None) -> Forms:
    """What tokens stand for, by what the two files hold; what cannot be used is left out."""
    named = {
        str(item["id"]): of_role(_text(item, "name"), _text(item, "plural"))
        for item in _items(roles, "roles")
    }
    return named | {
        str(item["id"]): of_quantity(_text(item, "value"))
        for item in _items(quantities, "quantities")
    }


def forms_under(folder: Path) -> Forms:
    """What tokens stand for in a folder of data; nothing where it has no such files."""
    read = (
        placed_yaml.read(folder / name, name)[0] if (folder / name).is_file() else None
        for name in FILES
    )
    return forms_in(*read)


def fill(text: str, forms: Forms, leave: Container[str] = ()) -> Filled:
    """Put in place of every token what it stands for.

    Args:
        text: words that may hold tokens.
        forms: what tokens stand for.
        leave: what is no token, although it looks like one.

    >>> forms = {"link-adviser": of_role("link adviser"), "time": of_quantity("2 months")}
    >>> fill("<Link-adviser:plural> have <time:words>.", forms).text
    'Link advisers have two months.'
    >>> print(*fill("The <link-advisor>.", forms).wrong[0])
    there is no quantity or role 'link-advisor' Did you mean 'link-adviser'?
    """
    if "<" not in text:
        return Filled(text, (), ())
    takes: list[str] = []
    wrong: list[tuple[str, str]] = []

    def words(token: re.Match[str]) -> str:
        given, form = token[1], token[2] or ""
        name = given[0].lower() + given[1:]
        if name not in forms and given in leave:
            pass
        elif name not in forms:
            wrong.append((f"there is no quantity or role '{name}'", suggestion(name, forms)))
        elif form not in forms[name]:
            accepted = [f"<{name}:{each}>" if each else f"<{name}>" for each in forms[name]]
            near = nearest(form, filter(None, forms[name]))
            hint = f"Did you mean '<{name}:{near}>'?" if near else f"Accepted: {_or(accepted)}."
            wrong.append((f"'{name}' has no form '{form}'", hint))
        else:
            takes.append(name)
            said = forms[name][form]
            return said if given == name else said[:1].upper() + said[1:]
        return token[0]

    filled = TOKEN.sub(words, text)
    return Filled(filled, tuple(dict.fromkeys(takes)), tuple(wrong))


def fill_all(value: P, forms: Forms) -> tuple[P, list[model.Written], list[Fault]]:
    """Put in what a file takes; every text keeps the line on which it stands.

    Args:
        value: what was read.
        forms: what tokens stand for.

    Returns:
        The same with everything put in, the texts as they were written, and a fault for each token
        that stands for nothing.
    """
    written: list[model.Written] = []
    faults: list[Fault] = []

    def filled(text: PlacedText, key: str, within: tuple[str, ...]) -> PlacedText:
        if "<" not in text:  # as in nearly all
            written.append(model.Written(text, key, within, (), text.place))
            return text
        done = fill(text, forms)
        whats = [*done.wrong, *_not_closed(text)]
        faults.extend(Fault(text.place, message, hint) for message, hint in whats)
        written.append(model.Written(str(text), key, within, done.takes, text.place))
        if not done.takes:
            return text
        words = PlacedText(done.text)
        words.place = text.place
        return words

    def go(inner: Any, key: str, within: tuple[str, ...]) -> Any:
        if isinstance(inner, PlacedText):
            return filled(inner, key, within)
        if isinstance(inner, PlacedList):
            items = PlacedList([go(item, key, within) for item in inner])
            items.place = inner.place
            return items
        if isinstance(inner.get("id"), PlacedText):
            key, within = "", (*within, str(inner["id"]))
        whole = PlacedMap()
        whole.place, whole.key_places = inner.place, inner.key_places
        for each, held in inner.items():
            taken = each not in _AS_THEY_STAND
            whole[each] = go(held, f"{key}.{each}".lstrip("."), within) if taken else held
        return whole

    return go(value, "", ()), written, faults


def _not_closed(text: str) -> Iterator[tuple[str, str]]:
    """What is wrong with what begins a token and is none."""
    found = _BEGUN.search(TOKEN.sub("", text)) if "<" in text else None
    if found is not None:
        near = short(found.group().split("\n")[0], 30)
        yield (
            f"'{near}' is no quantity and no role",
            "Accepted: the id of one in angle brackets, as '<id>', or with a form, as '<id:form>'.",
        )


def _items(file: Placed | None, key: str) -> Iterator[PlacedMap]:
    items = file.get(key) if isinstance(file, PlacedMap) else None
    for item in items if isinstance(items, PlacedList) else ():
        if isinstance(item, PlacedMap) and isinstance(item.get("id"), PlacedText):
            yield item


def _text(item: PlacedMap, key: str) -> str:
    value = item.get(key)
    return str(value) if isinstance(value, PlacedText) else ""


def _or(names: list[str]) -> str:
    *most, last = [f"'{name}'" for name in names]
    return f"{', '.join(most)} or {last}" if most else last
