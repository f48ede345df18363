"""What a rule of the inspection is, and what it yields.

A rule is one decorated generator in a topic module, named in that module's ``RULES``::

    @rule("W101", "home-not-updated", ERROR, veto=True, cites=("检查指标#单项否决指标（首页不更新）",))
    def home(ctx: Context) -> Iterator[Hit]:
        \"\"\"首页超过两周没有更新。 …\"\"\"
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from gongkai.inspection.model import ERROR, Finding

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date

    from gongkai.inspection.columns import Seen
    from gongkai.inspection.numbers import Numbers

HEADINGS = ("查什么", "为什么", "怎样改", "依据")


class Context(NamedTuple):
    """All that a rule may look at."""

    seen: Seen
    numbers: Numbers
    today: date


class Hit(NamedTuple):
    """What a rule yields: address, a sentence, evidence as pairs; ``level`` and ``certain`` where they differ from the rule's."""

    where: str
    words: str
    evidence: tuple[tuple[str, str], ...] = ()
    level: str | None = None
    certain: bool = True


class Rule(NamedTuple):
    """A check with its identity. ``veto``: an error of it makes the whole site fail. ``doc`` has a title and four headings."""

    code: str
    name: str
    level: str
    veto: bool
    cites: tuple[str, ...]
    check: Callable[[Context], Iterator[Hit]]
    doc: str

    @property
    def title(self) -> str:
        """First line of the docstring: what is wrong, in Chinese."""
        return self.doc.strip().splitlines()[0].strip()

    def paragraph(self, heading: str) -> str:
        """What the docstring says under a heading of ``HEADINGS``, on one line; "" when it says nothing."""
        found = re.search(rf"{heading}：(.*?)(?=(?:{'|'.join(HEADINGS)})：|\Z)", self.doc, re.DOTALL)
        return re.sub(r"\s*\n\s*", "", found[1].strip()) if found else ""

    def findings(self, ctx: Context) -> Iterator[Finding]:
        """The rule's hits on this site, made findings."""
        for hit in self.check(ctx):
            level = hit.level or self.level
            veto = self.veto and level == ERROR
            yield Finding(self.code, self.name, level, hit.where, hit.words, hit.evidence, self.cites, veto, hit.certain)


def rule(
    code: str, name: str, level: str, *, cites: tuple[str, ...], veto: bool = False
) -> Callable[[Callable[[Context], Iterator[Hit]]], Rule]:
    """Make a generator a :class:`Rule`. A published code is never used again for another rule."""

    def make(check: Callable[[Context], Iterator[Hit]]) -> Rule:
        return Rule(code, name, level, veto, cites, check, check.__doc__ or "")

    return make
