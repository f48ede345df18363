"""Which running things cannot move on that day, as their guards say: nobody moves what the old organ still worked on later."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from gongkai.ledger.guards import GUARDS
from gongkai.ledger.state import replay
from gongkai.ledger.vocabulary import application as a
from gongkai.ledger.vocabulary import document as d
from gongkai.ledger.vocabulary import publication as p
from gongkai.ledger.vocabulary import rectification as r
from gongkai.ledger.vocabulary import remedy as m
from gongkai.web.events import store
from gongkai.web.organs.selectors import calendar_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gongkai.ledger.vocabulary.base import Passed
    from gongkai.web.oversight.models import OrganChange

_MOVED: dict[str, tuple[str, type[Passed]]] = {
    "application": ("application", a.Moved), "remedy": ("remedy", m.Moved), "rectification": ("rectification", r.Moved),
    "draft": ("publication", p.Moved), "document": ("document", d.Moved),
}  # fmt: skip
_ANYBODY = "承接机关"


def too_early(change: OrganChange, things: Sequence[tuple[Any, str, str]]) -> Iterator[str]:
    """All reasons of the guards, each with the number of its case. ``things`` are row, sort and number."""
    streams = {(row.document if sort == "document" else row.pk): (row, sort, number) for row, sort, number in things}
    for stream, log in store.logs(list(streams)):
        row, sort, number = streams[stream]
        kind, event = _MOVED[sort]
        state = replay(kind, log)
        source = state.moves[-1].to if state.moves else str(row.organ_id)
        act = event(source=source, to=_ANYBODY, document=str(change.file_id))
        for reason in GUARDS[event](state, change.day, calendar_of(row.organ), act):
            yield f"{number}：{reason.sentence}。"
