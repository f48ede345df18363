"""Which list a path names: by column, genre or validity, of a year or of all, the newest or an older page."""

from __future__ import annotations

import re
from typing import NamedTuple

from django.urls import register_converter

COLUMN, GENRE, VALIDITY = "column", "genre", "validity"
IN_FORCE = "in_force"  # a value of VALIDITY: valid, amended or not
_PATH = re.compile(
    r"(?:(?P<kind>column|genre|validity)/(?P<value>[a-z][a-z_]*(?:\.[a-z_]+)?)/)?(?:year/(?P<year>\d{4})/)?(?:page/(?P<page>[1-9]\d{0,6})/)?"
)


class Where(NamedTuple):
    """``kind`` and ``value`` narrow the list by one property, ``year`` to what was published in it; ``page`` None is the newest.

    Older pages are numbered from the oldest: what is published next changes the newest page only, and an address keeps what it shows.

    >>> str(Where("column", "budgets", 2026, 3))
    'column/budgets/year/2026/page/3/'
    """

    kind: str = ""
    value: str = ""
    year: int | None = None
    page: int | None = None

    def __str__(self) -> str:
        """The path, "" for the whole list."""
        narrowed = f"{self.kind}/{self.value}/" if self.kind else ""
        return f"{narrowed}{f'year/{self.year}/' if self.year else ''}{f'page/{self.page}/' if self.page else ''}"

    @property
    def root(self) -> Where:
        """The newest page of the same list."""
        return self._replace(page=None)


def read(path: str) -> Where:
    """The list of a path. ValueError for none."""
    found = _PATH.fullmatch(path)
    if found is None:
        raise ValueError(path)
    year, page = found["year"], found["page"]
    return Where(found["kind"] or "", found["value"] or "", int(year) if year else None, int(page) if page else None)


class Converter:
    """``<where:where>`` in an address: never the whole list, which has an address of its own."""

    regex = r"(?=[cgvyp])(?:(?:column|genre|validity)/[a-z][a-z_]*(?:\.[a-z_]+)?/)?(?:year/\d{4}/)?(?:page/[1-9]\d{0,6}/)?"

    def to_python(self, value: str) -> Where:
        """The list."""
        return read(value)

    def to_url(self, value: Where | str) -> str:
        """Its path."""
        return str(value)


register_converter(Converter, "where")
