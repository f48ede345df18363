"""The state of an annual report: what was said of which content, and the editions that are public."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from gongkai.ledger.states.base import Branch, StreamState
from gongkai.ledger.vocabulary import report as e
from gongkai.ledger.vocabulary.codes import Code, Role, Verdict

if TYPE_CHECKING:
    from datetime import date

    from gongkai.ledger.vocabulary.base import Entry, Event


class ReportPhase(Code):
    """Where a content of the report stands."""

    NOT_OPENED = "not_opened", "没有开始"
    DRAFT = "draft", "起草"
    REVIEWED = "reviewed", "审核通过"
    SIGNED = "signed", "已经签发"
    WITH_DISTRICT = "with_district", "上级审读中"
    RETURNED = "returned", "上级退回修改"
    READ = "read", "上级审读通过"
    PUBLISHED = "published", "已经公布"
    CORRECTING = "correcting", "更正中"


class Review(NamedTuple):
    """One look of the own office at a content."""

    step: int
    day: date
    digest: str
    verdict: Verdict
    role: Role
    note: str


class Signature(NamedTuple):
    """The signature under a content; ``paper`` is the scan, "" when it was signed on the screen."""

    step: int
    day: date
    digest: str
    role: Role
    paper: str


class Sending(NamedTuple):
    """A content that went to the superior."""

    step: int
    day: date
    digest: str
    to: str


class Reading(NamedTuple):
    """What the superior said of a content."""

    step: int
    day: date
    digest: str
    verdict: Verdict
    findings: str
    note: str


class Edition(NamedTuple):
    """One published edition: the digest of its sealed files, its content, the last position of the ledger that it counts."""

    step: int
    day: date
    number: int
    digest: str
    content: str
    position: int
    note: str
    signature: Signature | None


@dataclass(frozen=True, slots=True)
class ReportState(StreamState):
    """All that was said, in the order of the log; ``year`` is 0 until it is opened, ``content`` the digest that the last act spoke of.

    What counts for the next edition was said of its content and since the last edition: a published edition begins the way anew.
    """

    stream: ClassVar[str] = "report"
    year: int = 0
    form: str = ""
    opened_on: date | None = None
    content: str = ""
    reviews: tuple[Review, ...] = ()
    signatures: tuple[Signature, ...] = ()
    sendings: tuple[Sending, ...] = ()
    readings: tuple[Reading, ...] = ()
    editions: tuple[Edition, ...] = ()

    @property
    def edition(self) -> Edition | None:
        """The edition that is public now."""
        return self.editions[-1] if self.editions else None

    def review_of(self, content: str) -> Review | None:
        """The last review of that content since the last edition."""
        return next((each for each in reversed(self.reviews) if each.digest == content and each.step > self._since), None)

    def signature_of(self, content: str) -> Signature | None:
        """The signature under that content since the last edition."""
        return next((each for each in reversed(self.signatures) if each.digest == content and each.step > self._since), None)

    def reading_of(self, content: str) -> Reading | None:
        """What the superior said of that content last, since the last edition."""
        return next((each for each in reversed(self.readings) if each.digest == content and each.step > self._since), None)

    @property
    def waiting(self) -> Sending | None:
        """What the superior has before it; None when everything was read, replaced by another sending, or published."""
        last = self.sendings[-1] if self.sendings else None
        answered = max(self._since, self.readings[-1].step if self.readings else 0)
        return last if last and last.step > answered else None

    @property
    def reviewed_digest(self) -> str:
        """The content that passed review last and was not returned afterwards; "" for none since the last edition."""
        return next((each.digest for each in reversed(self.reviews) if passed(self.review_of(each.digest))), "")

    @property
    def signed_digest(self) -> str:
        """The content that was signed last; "" for none since the last edition."""
        last = self.signatures[-1] if self.signatures else None
        return last.digest if last and last.step > self._since else ""

    @property
    def read_digest(self) -> str:
        """The content that the superior let pass last and did not return afterwards; "" for none since the last edition."""
        return next((each.digest for each in reversed(self.readings) if passed(self.reading_of(each.digest))), "")

    @property
    def phase(self) -> ReportPhase:
        """Where the content stands that the last act spoke of."""
        return self.phase_of(self.content)

    def phase_of(self, content: str) -> ReportPhase:
        """Where that content stands; the page asks it with the digest of the draft as it is now."""
        if not self.year:
            return ReportPhase.NOT_OPENED
        if self.edition and self.edition.content == content:
            return ReportPhase.PUBLISHED
        if self.waiting and self.waiting.digest == content:
            return ReportPhase.WITH_DISTRICT
        return self._said_of(content) or (ReportPhase.CORRECTING if self.edition else ReportPhase.DRAFT)

    def _said_of(self, content: str) -> ReportPhase | None:
        reading = self.reading_of(content)
        if reading:
            return ReportPhase.READ if passed(reading) else ReportPhase.RETURNED
        if self.signature_of(content):
            return ReportPhase.SIGNED
        return ReportPhase.REVIEWED if passed(self.review_of(content)) else None

    @property
    def _since(self) -> int:
        """The step of the last edition."""
        return self.edition.step if self.edition else 0


def passed(said: Review | Reading | None) -> bool:
    """Whether somebody looked and let it pass."""
    return said is not None and said.verdict is Verdict.PASSED


def _opened(state: ReportState, entry: Entry, event: e.Opened) -> ReportState:
    return replace(state, year=event.year, form=event.form, opened_on=entry.effective_on)


def _reviewed(state: ReportState, entry: Entry, event: e.Reviewed) -> ReportState:
    new = Review(entry.number, entry.effective_on, event.digest, event.verdict, event.role, event.note)
    return replace(state, content=event.digest, reviews=(*state.reviews, new))


def _signed(state: ReportState, entry: Entry, event: e.Signed) -> ReportState:
    new = Signature(entry.number, entry.effective_on, event.digest, event.role, event.paper)
    return replace(state, content=event.digest, signatures=(*state.signatures, new))


def _sent_up(state: ReportState, entry: Entry, event: e.SentUp) -> ReportState:
    new = Sending(entry.number, entry.effective_on, event.digest, event.to)
    return replace(state, content=event.digest, sendings=(*state.sendings, new))


def _read(state: ReportState, entry: Entry, event: e.Read) -> ReportState:
    new = Reading(entry.number, entry.effective_on, event.digest, event.verdict, event.findings, event.note)
    return replace(state, content=event.digest, readings=(*state.readings, new))


def _published(state: ReportState, entry: Entry, event: e.Published) -> ReportState:
    new = Edition(
        entry.number, entry.effective_on, event.edition, event.digest, event.content, event.position, event.note,
        state.signature_of(event.content),
    )  # fmt: skip
    return replace(state, content=event.content, editions=(*state.editions, new))


BRANCHES: dict[type[Event], Branch] = {
    e.Opened: _opened,
    e.Reviewed: _reviewed,
    e.Signed: _signed,
    e.SentUp: _sent_up,
    e.Read: _read,
    e.Published: _published,
}
