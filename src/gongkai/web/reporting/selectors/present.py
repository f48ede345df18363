"""A report at this moment with all that an act on it asks: its content, what the rules say, its ledger; and every reason against an act.

The page that offers an act and the service that does it ask the same function, so that nobody is offered what is then refused.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from gongkai.ledger.guards import GUARDS, irregularities
from gongkai.ledger.reasons import Reason
from gongkai.ledger.states.report import ReportState, passed
from gongkai.report import codec
from gongkai.web.organs.selectors import calendar_of
from gongkai.web.reporting.models import Note
from gongkai.web.reporting.selectors.content import content_of, digest_of
from gongkai.web.reporting.selectors.due import states_of
from gongkai.web.reporting.selectors.findings import findings_of, why_not_hand_over

if TYPE_CHECKING:
    import uuid
    from datetime import date

    from gongkai.ledger.states.report import Reading
    from gongkai.ledger.vocabulary import Event
    from gongkai.report.model import Report
    from gongkai.web.reporting.models import AnnualReport
    from gongkai.web.reporting.selectors.content import Content
    from gongkai.web.reporting.selectors.findings import Found

CONTENT = "content"  # the key of the note that keeps what was signed
PENDING = "pending"  # stands for the id of a note that is written when the act is done
_REPORT = ("条例:50",)
_CODE = 12  # hexadecimal digits of a digest that people compare; 2^48 contents


class Standing(NamedTuple):
    """``annual`` with its organ and text, its content, the findings on it, its ledger's state, the day."""

    annual: AnnualReport
    content: Content
    found: list[Found]
    state: ReportState
    on: date

    @property
    def digest(self) -> str:
        """Of the content as it is now."""
        return self.content.digest

    @property
    def lacking(self) -> tuple[Reason, ...]:
        """Everything that keeps the content from being handed over."""
        return why_not_hand_over(self.content, self.found)


class Marked(NamedTuple):
    """What the superior wants mended: the place in words, what is wrong, the rule that said so ("" for his own words)."""

    place: str
    words: str
    code: str = ""


def standing_of(annual: AnnualReport, on: date) -> Standing:
    """The facts must have been brought up before (``services.projecting``)."""
    content = content_of(annual)
    state = states_of([annual]).get(annual.pk) or ReportState()
    return Standing(annual, content, findings_of(content), state, on)


def why_not(now: Standing, event: Event, digest: str, *, complete: bool = True) -> tuple[Reason, ...]:
    """All reasons against the event, which speaks of the content with that digest; ``complete`` where the content must be without fault.

    Those of the content first, then those of the ledger, each once.
    """
    changed = Reason("您看的内容已经变了：数字或者文字有新的变化，请重新打开页面看过再办", _REPORT)
    reasons = [] if now.digest == digest else [changed]
    reasons += now.lacking if complete else ()
    reasons += GUARDS[type(event)](now.state, now.on, calendar_of(now.annual.organ), event)
    return tuple(dict.fromkeys(reasons))


def irregular(now: Standing, event: Event) -> tuple[str, ...]:
    """What would be irregular in an event that is allowed."""
    return irregularities(now.state, event, now.on, calendar_of(now.annual.organ))


def code_of(digest: str) -> str:
    """A digest as people compare it: three groups of four.

    >>> code_of("3f2a91bc07de" + "0" * 52)
    '3F2A-91BC-07DE'
    """
    short = digest[:_CODE].upper()
    return "-".join(short[at : at + 4] for at in range(0, _CODE, 4))


def same_code(written: str, digest: str) -> bool:
    """Whether the code on a paper is that of the digest, however it is written."""
    return "".join(filter(str.isalnum, written)).upper() == digest[:_CODE].upper()


def kept(stream: uuid.UUID, digest: str) -> Report | None:
    """The content with that digest as it was signed; None where it was not kept or is no longer what it was."""
    for row in Note.objects.filter(stream=stream, key=CONTENT).order_by("-created_at"):
        if row.data.get("digest") == digest:
            report = codec.loads(row.data["report"])
            return report if digest_of(report) == digest else None
    return None


def marked_in(reading: Reading) -> list[Marked]:
    """The findings that the superior marked when he read."""
    row = Note.objects.filter(pk=reading.findings).first() if reading.findings else None
    return [Marked(each["place"], each["words"], each.get("code", "")) for each in (row.data.get("marked", []) if row else [])]


def to_mend(state: ReportState) -> Reading | None:
    """The reading that returned the report, until it is sent again or published; None while nothing is to be mended."""
    last = state.readings[-1] if state.readings else None
    if last is None or passed(last):
        return None
    steps = [each.step for each in state.sendings] + [each.step for each in state.editions]
    return last if last.step > max(steps, default=0) else None
