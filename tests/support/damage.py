"""Hypothesis strategies for what nobody should give: good inputs damaged, and junk."""

from __future__ import annotations

from hypothesis import strategies as st

NASTY = (
    "", " ", "\x00", "\x1b[31m", "\u202e", "\ufeff", "\ud800", "\udcff", "é", "½", "٣", "²", "🏫",
    "-", "--", "=", "&", "%", "%2", "#", "'", '"', "{", "[", "]", ",", ";", "..", "null", "true",
    "nan", "NaN",
    "inf", "1e999", "-1", "0", "99999999999999999999", "2014-02-30", "0000-00-00", "9999-12-31",
    "31/02/2014", "2014-10-17", "17 October 2014", "__class__", "{0}", "%s", "${x}", "<b>", "!!",
    "&a", "*a", "? ", "|", ">", "- ", ": ", "\t", "\r\n", "\n", "x" * 5000,
)  # fmt: skip
"""Words that parsers are known to trip over."""

nasty = st.sampled_from(NASTY)
junk = st.one_of(nasty, st.text(max_size=40), st.lists(nasty, max_size=4).map("".join))


def damaged(good: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Texts that were good before something was cut out, put in or said twice."""

    @st.composite
    def broken(draw: st.DrawFn) -> str:
        text = draw(good)
        for _ in range(draw(st.integers(0, 4))):
            start = draw(st.integers(0, len(text)))
            end = min(len(text), start + draw(st.sampled_from([0, 1, 2, 5, 20, 200])))
            put_in = draw(st.one_of(junk, st.just(text[start:end] * 2)))
            text = text[:start] + put_in + text[end:]
        return text

    return broken()


def damaged_lines(good: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Texts whose lines were left out, moved, said twice, indented or damaged."""

    @st.composite
    def broken(draw: st.DrawFn) -> str:
        lines = draw(good).splitlines()
        for _ in range(draw(st.integers(0, 4))):
            number = draw(st.integers(0, max(0, len(lines) - 1)))
            line = lines[number] if lines else ""
            change = draw(st.sampled_from(["leave out", "twice", "indent", "value", "elsewhere"]))
            put_in = {
                "leave out": [],
                "twice": [line, line],
                "indent": [f"  {line}"],
                "value": [f"{line.partition(':')[0]}: {draw(junk)}"],
                "elsewhere": [],
            }[change]
            lines[number : number + 1] = put_in
            if change == "elsewhere":
                lines.insert(draw(st.integers(0, len(lines))), line)
        return "\n".join(lines)

    return st.one_of(broken(), damaged(good))


def damaged_bytes(good: st.SearchStrategy[bytes]) -> st.SearchStrategy[bytes]:
    """Bytes that were a good file before some were changed or lost."""

    @st.composite
    def broken(draw: st.DrawFn) -> bytes:
        content = draw(good)
        for _ in range(draw(st.integers(0, 3))):
            start = draw(st.integers(0, len(content)))
            put_in = draw(st.binary(max_size=8))
            content = content[:start] + put_in + content[start + draw(st.integers(0, 8)) :]
        return content[: draw(st.integers(0, len(content)))] if draw(st.booleans()) else content

    return broken()


json_values = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), junk),
    lambda inner: st.one_of(
        st.lists(inner, max_size=4), st.dictionaries(junk, inner, max_size=4)
    ),
    max_leaves=12,
)  # fmt: skip
"""Anything that JSON can say, and what Python's JSON says beside."""
