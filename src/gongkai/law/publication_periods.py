"""By when information must be published: the general period of Article 26 and those that go before it."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, NamedTuple

from gongkai.law.parameters import Dated, load

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

FILE = "publication.toml"
GENERAL = "general"


class PublicationPeriod(NamedTuple):
    """A period with the event that it counts from. ``rule.unit_cite`` is the clause that defines its unit."""

    name: str
    label: str
    starts: str
    rule: Dated

    @property
    def words(self) -> str:
        """For people: 「自作出决定之日起7个工作日内」."""
        return f"自{self.starts}之日起{self.rule.words}内"


def publication_period(name: str, day: date) -> PublicationPeriod:
    """The period by name for what arose on ``day``.

    Before a special period existed the general one held (条例 Art. 26). Raises ``KeyError`` for an unknown
    name and :class:`gongkai.law.parameters.NoValueInForce` before the Regulation.
    """
    special = load(FILE)[name]
    held = name if any(value.since <= day for value in special.values) else GENERAL
    found = load(FILE)[held]
    return PublicationPeriod(held, found.label, _starts()[held], found.at(day))


def names() -> tuple[str, ...]:
    """All names, the general period first."""
    return tuple(load(FILE))


@cache
def _starts() -> Mapping[str, str]:
    raw = tomllib.loads(files("gongkai.law").joinpath("data", FILE).read_text("utf-8"))
    return {name: entry["starts"] for name, entry in raw.items()}
