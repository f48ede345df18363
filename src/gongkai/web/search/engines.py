"""Which index is asked: that of the database at hand, unless another one has been put in its place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import connection

from gongkai.lib.errors import UnusableInput
from gongkai.web.search.postgresql import Postgresql
from gongkai.web.search.sqlite import Sqlite

if TYPE_CHECKING:
    from collections.abc import Callable

    from gongkai.web.search.engine import Engine

_ENGINES: dict[str, Callable[[], Engine]] = {"sqlite": Sqlite, "postgresql": Postgresql}
_chosen: list[str] = []


def engine() -> Engine:
    """The index of the database at hand, or the one that ``use`` has put in its place."""
    return _ENGINES[_chosen[-1] if _chosen else connection.vendor]()


def register(name: str, make: Callable[[], Engine]) -> None:
    """Let ``use`` have an engine under this name: tantivy, a cluster, one of a test. ``rebuild`` then fills it."""
    _ENGINES[name] = make


def use(name: str | None) -> None:
    """From now on ask the engine of this name; None goes back to that of the database."""
    if name is not None and name not in _ENGINES:
        raise UnusableInput(f"没有名为“{name}”的检索引擎", f"请从这些里选：{'、'.join(sorted(_ENGINES))}")
    _chosen[:] = [] if name is None else [name]
