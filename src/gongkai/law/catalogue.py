"""What an organ must publish by its own initiative: Articles 20 and 21 and the 26 domains of the standard catalogues.

Each entry has its clause, its period, channels and audience. What the law leaves to the office (which domains a town has,
further channels) is the default here and a setting there.
"""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, NamedTuple

from gongkai.law.publication_periods import PublicationPeriod, publication_period

if TYPE_CHECKING:
    from datetime import date

TOWN, COUNTY, DEPARTMENT = "town", "county", "department"
LEVELS = {TOWN: "乡级", COUNTY: "县级", DEPARTMENT: "县级部门"}
EVERYBODY = "全社会"
FILE = "catalogue.toml"
_DOMAIN = "domain."


class UnknownEntry(LookupError):
    """A key or a level that the catalogue does not have; the message says where one is added."""


class Entry(NamedTuple):
    """One thing to publish.

    ``cite`` is a citation key, ``levels`` who owes it, ``period`` and ``period_department`` names of
    publication periods, ``channels`` the default ones, the required first. ``unconfirmed``: the name of the domain
    was not found in an official list. ``successor``: what later local lists call it.
    """

    key: str
    label: str
    cite: str
    levels: tuple[str, ...]
    period: str
    period_department: str
    channels: tuple[str, ...]
    audience: str
    unconfirmed: bool
    successor: str

    @property
    def is_domain(self) -> bool:
        """Whether it is one of the 26 domains and not an item of the Regulation itself."""
        return self.key.startswith(_DOMAIN)

    def period_for(self, level: str, day: date) -> PublicationPeriod:
        """By when an organ of ``level`` publishes what arose on ``day``."""
        return publication_period(self.period_department if level == DEPARTMENT else self.period, day)


@cache
def entries() -> tuple[Entry, ...]:
    """The whole catalogue, in the order of the law."""
    return tuple(_entry(raw) for raw in _data()["entry"])


def entries_for(level: str) -> tuple[Entry, ...]:
    """What an organ of ``"town"``, ``"county"`` or ``"department"`` owes. Raises :class:`UnknownEntry`."""
    if level not in LEVELS:
        raise UnknownEntry(f"没有“{level}”这一层级，可以是：{'、'.join(LEVELS)}")
    return tuple(entry for entry in entries() if level in entry.levels)


def by_key(key: str) -> Entry:
    """One entry. Raises :class:`UnknownEntry`."""
    found = next((entry for entry in entries() if entry.key == key), None)
    if found is None:
        raise UnknownEntry(f"主动公开目录没有“{key}”，需要时请补在 law/data/{FILE}")
    return found


def channels() -> tuple[str, ...]:
    """All channels of the standard catalogues, by their words."""
    return tuple(_data()["channels"])


def columns() -> tuple[str, ...]:
    """The columns of a standard catalogue table."""
    return tuple(_data()["columns"])


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(files("gongkai.law").joinpath("data", FILE).read_text("utf-8"))


def _entry(raw: dict[str, Any]) -> Entry:
    return Entry(
        raw["key"], raw["label"], raw["cite"], tuple(raw["levels"]), raw["period"], raw.get("period_department", raw["period"]),
        tuple(raw["channels"]), raw.get("audience", EVERYBODY), raw.get("unconfirmed", False), raw.get("successor", ""),
    )  # fmt: skip
