"""年报备案: where the annual report of each organ stands: sent up, returned with what, published, when, and whether somebody saw it at its address."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from gongkai.ledger.vocabulary.codes import Verdict
from gongkai.web.oversight.models import FilingLook
from gongkai.web.reporting.models import Edition, Note
from gongkai.web.reporting.selectors.due import rows_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from gongkai.web.organs.models import Organ
    from gongkai.web.reporting.selectors.due import Row

SENT, NOT_SENT, RETURNED, PUBLISHED, LATE, OVERDUE, SEEN = "sent", "not_sent", "returned", "published", "late", "overdue", "seen"
STATES = {
    NOT_SENT: "没有报送", SENT: "已报送，没有公布", RETURNED: "退回修改", OVERDUE: "逾期没有公布", PUBLISHED: "按期公布", LATE: "逾期公布",
    SEEN: "网上已核对",
}  # fmt: skip


class Line(NamedTuple):
    """One report. ``findings`` are those that were marked when it was returned last, ``look`` the last look at its public page."""

    row: Row
    sent_on: date | None
    returned: int
    findings: tuple[str, ...]
    look: FilingLook | None

    @property
    def states(self) -> tuple[str, ...]:
        """The keys of :data:`STATES` that hold."""
        row = self.row
        public = row.annual is not None and bool(row.annual.edition)
        last = row.state.readings[-1] if row.state.readings else None
        found = []
        if not public and not row.brought:
            found.append(SENT if self.sent_on else NOT_SENT)
            found += [OVERDUE] if row.late else []
            found += [RETURNED] if last is not None and last.verdict is Verdict.RETURNED and row.state.waiting is None else []
        elif public:
            found.append(LATE if row.late else PUBLISHED)
        return (*found, *([SEEN] if self.look is not None and self.look.found else []))


def filing_of(organs: Sequence[Organ], year: int, day: date) -> list[Line]:
    """The reports on that year that these organs owe or made. Six queries for up to 500 organs."""
    rows = rows_of(organs, year, day)
    pks = [row.organ.pk for row in rows]
    looks = {each.organ_id: each for each in FilingLook.objects.filter(organ__in=pks, year=year).order_by("asked_at")}
    notes = _notes(rows)
    return [_line(row, looks.get(row.organ.pk), notes) for row in rows]


def counted(lines: Iterable[Line]) -> dict[str, int]:
    """How many are in each state."""
    found = dict.fromkeys(STATES, 0)
    for line in lines:
        for state in line.states:
            found[state] += 1
    return found


def edition_of(organ: Organ, year: int) -> Edition | None:
    """What the organ itself published on that year, the newest edition."""
    return Edition.objects.filter(report__organ=organ, report__year=year).order_by("report__scope", "-number").first()


def _line(row: Row, look: FilingLook | None, notes: dict[str, Note]) -> Line:
    last = row.state.sendings[-1] if row.state.sendings else None
    returned = [each for each in row.state.readings if each.verdict is Verdict.RETURNED]
    note = notes.get(returned[-1].findings) if returned else None
    words = tuple(str(each["words"]) for each in note.data.get("marked", [])) if note is not None else ()
    return Line(row, last.day if last else None, len(returned), words, look)


def _notes(rows: Sequence[Row]) -> dict[str, Note]:
    """The lists of findings with which reports were returned last."""
    keys = [next((each.findings for each in reversed(row.state.readings) if each.verdict is Verdict.RETURNED), "") for row in rows]
    return {str(each.pk): each for each in Note.objects.filter(pk__in=[key for key in keys if key])}
