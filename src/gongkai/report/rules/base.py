"""What a rule is, and what it yields.

A rule is one decorated generator in a topic module, named in that module's ``RULES``::

    @rule("S001", "row-total-differs", ERROR, cites=("勾稽",))
    def row_total(ctx: Context) -> Iterator[Hit]:
        \"\"\"每行总计不等于六类申请人之和。 …\"\"\"

It yields :class:`Hit`; the runner makes each a :class:`Finding`. A rule never passes on an
unknown figure: it yields a hit with ``certain=False`` or nothing where another rule says it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from gongkai.report.rules.context import Context

ERROR, WARNING, INFO = "error", "warning", "info"
# Names of editions a rule can apply to; "old" is every report on a year before 2019.
ALL_FORMS = frozenset({"old", "2019", "2021"})
SINCE_2019 = frozenset({"2019", "2021"})
SINCE_2021 = frozenset({"2021"})


class Place(NamedTuple):
    """Where in the report: part, row key, official column label, the words that are meant.

    ``part`` is one of title, preamble, overview, table2, table3, table4, problems, other,
    document. ``start`` and ``end`` are characters in that part's text (``ctx.text(part)``),
    -1 when the words are a table cell, a label or the whole part.
    """

    part: str
    row: str | None = None
    column: str | None = None
    text: str = ""
    start: int = -1
    end: int = -1


class Fix(NamedTuple):
    """A mend that is safe without a person: these words at the place become those."""

    replace: str
    with_: str


class Hit(NamedTuple):
    """What a rule yields: a Chinese sentence, its place, and what may be done."""

    message: str
    place: Place
    fix: Fix | None = None
    certain: bool = True
    level: str | None = None  # only where one rule has two degrees
    cites: tuple[str, ...] | None = None  # only where they differ from the rule's


class Finding(NamedTuple):
    """A hit with the rule's name on it. ``cites`` are citation keys of :mod:`gongkai.law.citation`."""

    code: str
    name: str
    level: str
    certain: bool
    message: str
    place: Place
    cites: tuple[str, ...]
    fix: Fix | None


class Rule(NamedTuple):
    """A check with its identity. ``doc`` is the docstring, from which the rule's page is made."""

    code: str
    name: str
    level: str
    forms: frozenset[str]
    cites: tuple[str, ...]
    since: str
    check: Callable[[Context], Iterator[Hit]]
    doc: str

    @property
    def title(self) -> str:
        """First line of the docstring: what is wrong, in Chinese."""
        return self.doc.strip().splitlines()[0].strip()

    def findings(self, ctx: Context) -> Iterator[Finding]:
        """The rule's hits on this report, made findings."""
        for hit in self.check(ctx):
            yield Finding(
                self.code,
                self.name,
                hit.level or self.level,
                hit.certain,
                hit.message,
                hit.place,
                hit.cites if hit.cites is not None else self.cites,
                hit.fix,
            )


def rule(
    code: str, name: str, level: str, *, cites: tuple[str, ...], forms: frozenset[str] = ALL_FORMS, since: str = "0.1"
) -> Callable[[Callable[[Context], Iterator[Hit]]], Rule]:
    """Make a generator a :class:`Rule`. A published code is never used again for another rule."""

    def make(check: Callable[[Context], Iterator[Hit]]) -> Rule:
        return Rule(code, name, level, forms, cites, since, check, check.__doc__ or "")

    return make
