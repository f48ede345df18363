"""Random courses of applications, reviews, documents, publications and a year's work over some years, as entries of the ledger: many at
once, without asking the guards.

Everything that can happen to a case in the annual report happens in some of them: items split and decided alike or not, corrections of
what was written, voided registrations, answers after the new year, second answers, hand-overs, imports; things published on several
channels, sent back in review, changed, taken down, sent up, explained, withheld and looked at again.
"""

from __future__ import annotations

import random
import uuid
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

from gongkai.law.grounds import KINDS
from gongkai.ledger.vocabulary import Corrected, Entry, Voided
from gongkai.ledger.vocabulary import activity as y
from gongkai.ledger.vocabulary import application as a
from gongkai.ledger.vocabulary import document as d
from gongkai.ledger.vocabulary import publication as p
from gongkai.ledger.vocabulary import rectification as c
from gongkai.ledger.vocabulary import remedy as m
from gongkai.ledger.vocabulary.codes import (
    Appellant,
    Attribute,
    Channel,
    Column,
    DocumentSort,
    Explanation,
    FeeMethod,
    Finding,
    OrderedBy,
    Outlet,
    Party,
    Result,
    Role,
    Sort,
    Stage,
    Stance,
    Verdict,
    Way,
)
from gongkai.report.forms import FORMS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from gongkai.ledger.vocabulary import Event

CATALOGUE = ("documents", "licences", "penalties", "others", "fees")
DECISIONS = [kind.code for kind in KINDS if kind.code not in ("D21", "D22", "D23")]
ROWS = list(FORMS["2021"].results)


class Course(NamedTuple):
    """A stream of one case."""

    stream: uuid.UUID
    kind: str
    entries: tuple[Entry, ...]


class Courses:
    """A supply of courses. ``first`` and ``last``: the days between which cases begin."""

    def __init__(self, seed: int, first: date = date(2021, 1, 1), last: date = date(2025, 12, 31)) -> None:
        self.chance = random.Random(seed)
        self.first, self.last = first, last
        self.count = 0

    def applications(self, count: int) -> Iterator[Course]:
        """So many applications."""
        for _ in range(count):
            yield self._course("application", self._application())

    def remedies(self, count: int) -> Iterator[Course]:
        """So many reviews and lawsuits."""
        for _ in range(count):
            yield self._course("remedy", self._remedy())

    def documents(self, count: int, published: Sequence[Course] = ()) -> Iterator[Course]:
        """So many normative documents and rules; each made public in one of ``published``, where there are some."""
        for place in range(count):
            yield self._course("document", self._document(str(published[place].stream) if place < len(published) else ""))

    def publications(self, count: int) -> Iterator[Course]:
        """So many things that an organ publishes, or withholds."""
        for _ in range(count):
            yield self._course("publication", self._publication())

    def years(self) -> Iterator[Course]:
        """The work of each year, one stream a year."""
        for year in range(self.first.year, self.last.year + 1):
            yield self._course("activity", self._year(year))

    def rectifications(self, count: int) -> Iterator[Course]:
        """So many requests to correct a record about oneself."""
        for _ in range(count):
            yield self._course("rectification", self._rectification())

    def _course(self, kind: str, steps: Sequence[tuple[date, Event]]) -> Course:
        entries = [_entry(number, on, event) for number, (on, event) in enumerate(steps, 1)]
        if self.chance.random() < 0.08:
            entries += self._mended(entries)
        return Course(uuid.UUID(int=self.chance.getrandbits(128)), kind, tuple(entries))

    def _mended(self, entries: list[Entry]) -> list[Entry]:
        """The whole case never was, or the day of its last step was another one."""
        last, on = entries[-1], entries[-1].effective_on + timedelta(days=self.chance.randint(1, 40))
        if self.chance.random() < 0.3:
            return (
                [_entry(len(entries) + 1, on, Voided(number=each.number, reason="n")) for each in entries[:1]] if len(entries) == 1 else []
            )
        moved = max(entries[0].effective_on, last.effective_on + timedelta(days=self.chance.randint(-20, 60)))
        return [_entry(len(entries) + 1, on, Corrected(number=last.number, effective_on=moved, event=last.event))]

    def _day(self) -> date:
        return self.first + timedelta(days=self.chance.randrange((self.last - self.first).days + 1))

    def _application(self) -> list[tuple[date, Event]]:
        chance, day = self.chance, self._day()
        self.count += 1
        items = chance.choice((1, 1, 1, 2, 3))
        registered = a.Registered(
            register_number=f"示政公开申〔{day.year}〕{self.count}号", channel=chance.choice(list(Channel)), column=chance.choice(list(Column)), items=items
        )  # fmt: skip
        steps: list[tuple[date, Event]] = [(day, registered)]

        def then(event: Event, most: int = 15) -> None:
            steps.append((steps[-1][0] + timedelta(days=chance.randint(0, most)), event))

        if chance.random() < 0.1:
            return steps
        if chance.random() < 0.2:
            then(a.CorrectionRequested(letter="l", until=day + timedelta(days=20)))
            then(a.CorrectionReceived(document="d"))
        if chance.random() < 0.2:
            then(a.ConsultationSent(label="p", party=Party.THIRD_PARTY, letter="l"))
            then(a.ConsultationAnswered(label="p", stance=Stance.OBJECTS, document="d"))
        if chance.random() < 0.15:
            then(a.Extended(days=20, approver=Role.OFFICE_HEAD, letter="l"))
        if chance.random() < 0.1:
            then(a.FeeNotified(method=FeeMethod.BY_ITEM, quantity=11, amount=chance.choice((10_000, 20_000)), finding="f", letter="l"))
            if chance.random() < 0.7:
                then(a.FeePaid(receipt="r"))
        self._ended(then, items)
        return steps

    def _ended(self, then, items: int) -> None:
        chance = self.chance
        way = chance.random()
        if way < 0.08:
            return
        if way < 0.14:
            then(a.Withdrawn(document="d"), 40)
        elif way < 0.2:
            then(a.Closed(decision=chance.choice(("D21", "D22")), letter="l"), 40)
        elif way < 0.26:
            then(a.HandedOver(to=str(uuid.UUID(int=7)), document="d"), 60)
        elif way < 0.36:
            then(a.ResultImported(row=chance.choice(ROWS), letter="l"), 40)
        else:
            live = list(range(1, items + 1))
            if chance.random() < 0.2:
                then(a.ItemSplit(item=1, into=(items + 1, items + 2)))
                live = [*live[1:], items + 1, items + 2]
            alike = chance.choice(DECISIONS)
            mixed = chance.random() < 0.5
            for item in live:
                then(a.ItemDecided(item=item, decision=chance.choice(DECISIONS) if mixed else alike), 5)
            then(a.MainRowChosen(item=chance.choice(live), reason="r"), 2)
            then(a.Answered(letter="l", way=Way.POST), 40)
            if chance.random() < 0.1:
                then(a.ReanswerOrdered(ordered_by=OrderedBy.REVIEW, document="d"), 90)
                for item in live:
                    then(a.ItemDecided(item=item, decision=chance.choice(DECISIONS)), 5)
                then(a.MainRowChosen(item=live[0], reason="r"), 2)
                then(a.Reanswered(letter="l", way=Way.POST), 20)

    def _remedy(self) -> list[tuple[date, Event]]:
        chance, day = self.chance, self._day()
        self.count += 1
        steps: list[tuple[date, Event]] = [
            (day, m.CopyReceived(register_number=f"复〔{day.year}〕{self.count}号", sort=chance.choice(list(Sort))))
        ]
        if chance.random() < 0.85:
            steps.append((day + timedelta(days=chance.randint(20, 200)), m.Decided(result=chance.choice(list(Result)), document="d")))
            if chance.random() < 0.3:
                steps.append((steps[-1][0] + timedelta(days=10), m.Appealed(by=Appellant.OTHER_SIDE, document="d")))
                steps.append(
                    (steps[-1][0] + timedelta(days=chance.randint(30, 300)), m.Decided(result=chance.choice(list(Result)), document="d"))
                )
            if chance.random() < 0.85:
                steps.append((steps[-1][0] + timedelta(days=15), m.BecameFinal()))
        return steps

    def _document(self, publication: str) -> list[tuple[date, Event]]:
        chance, day = self.chance, self._day()
        self.count += 1
        issued = d.Issued(
            sort=chance.choice(list(DocumentSort)), number=f"示政发〔{day.year}〕{self.count}号", content="c", publication=publication
        )
        steps: list[tuple[date, Event]] = [(day, issued)]
        if chance.random() < 0.3:
            steps.append((day + timedelta(days=chance.randint(30, 400)), d.Amended(number="n", content="c")))
        if chance.random() < 0.5:
            on = steps[-1][0] + timedelta(days=chance.randint(1, 800))
            steps.append((on, d.Repealed(number="n") if chance.random() < 0.6 else d.Expired()))
        return steps

    def _publication(self) -> list[tuple[date, Event]]:
        chance, day = self.chance, self._day()
        steps: list[tuple[date, Event]] = [(day, p.Drafted(content="c0", catalogue=CATALOGUE[day.toordinal() % 5], formed_on=day))]

        def then(event: Event, most: int = 10) -> None:
            steps.append((steps[-1][0] + timedelta(days=chance.randint(0, most)), event))

        if chance.random() < 0.1:
            then(p.Classified(attribute=Attribute.WITHHELD, basis="条例:16.1", reason="r", role=Role.OFFICER))
            for _ in range(chance.randint(0, 3)):
                then(p.Reassessed(verdict=chance.choice(list(Verdict)), note="n", role=Role.OFFICER), 300)
            return steps
        then(p.Classified(attribute=Attribute.ACTIVE, role=Role.OFFICER))
        if chance.random() < 0.8:  # the others come from a list, which knows no reviews
            self._reviewed(then)
        if chance.random() < 0.05:
            return steps
        then(p.Approved(role=Role.LEADER))
        if chance.random() < 0.9:
            self._public(then)
        if chance.random() < 0.15:
            then(p.SentUp(receipt="r", taken=chance.choice((None, True, False))), 60)
        return steps

    def _reviewed(self, then: Callable[..., None]) -> None:
        while self.chance.random() < 0.2:
            then(p.Reviewed(stage=Stage.FIRST, verdict=Verdict.RETURNED, role=Role.OFFICER, note="n"))
        for stage in Stage:
            then(p.Reviewed(stage=stage, verdict=Verdict.PASSED, role=Role.OFFICER))

    def _public(self, then: Callable[..., None]) -> None:
        """On some channels, then whatever may come behind."""
        chance = self.chance
        outlets = chance.sample(list(Outlet), chance.choice((1, 1, 2, 3)))
        for outlet in outlets:
            then(p.Published(outlet=outlet, receipt="r"), chance.choice((5, 5, 200)))
        for _ in range(chance.choice((0, 0, 0, 1, 2))):
            item = str(uuid.UUID(int=chance.randrange(1, 40)))  # few, so that one explains several
            then(p.Explained(publication=item, form=chance.choice(list(Explanation)), by_leader=chance.random() < 0.3), 60)
        if chance.random() < 0.15:
            then(p.TakenDown(outlet=outlets[0], reason="r", receipt="r"), 200)
        if chance.random() < 0.1:
            then(p.Changed(content="c1", changed_on=self.first), 200)
            self._reviewed(then)
            then(p.Approved(role=Role.LEADER))
            then(p.Published(outlet=chance.choice(list(Outlet)), receipt="r"), 200)

    def _year(self, year: int) -> list[tuple[date, Event]]:
        chance, first = self.chance, date(year, 1, 1)
        people = lambda: chance.randint(0, 90)  # noqa: E731 - a number for each
        made: tuple[Callable[[], Event], ...] = (
            lambda: y.TrainingHeld(participants=people(), record="r"),
            lambda: y.MeetingHeld(participants=people(), record="r"),
            lambda: y.OpenDayHeld(participants=people(), record="r"),
            lambda: y.LeadingGroupChanged(members=people(), record="r"),
            lambda: y.SelfChecked(found=9, mended=chance.randint(0, 9), record="r"),
            lambda: y.SocialReviewDone(participants=people(), record="r"),
            lambda: y.HeldAccountable(persons=chance.randint(0, 2), record="r"),
            lambda: y.FigureDeclared(cell="narrative.accounts", value=str(people()), source="s", role=Role.OFFICER),
            lambda: y.FigureDeclared(cell="narrative.meetings", value="0", source="s", role=Role.OFFICER),
        )
        done = [(first + timedelta(days=chance.randint(0, 364)), make()) for make in chance.choices(made, k=chance.randint(0, 12))]
        return [(first, y.Opened(year=year)), *sorted(done, key=lambda step: step[0])]

    def _rectification(self) -> list[tuple[date, Event]]:
        chance, day = self.chance, self._day()
        self.count += 1
        received = c.RectificationReceived(
            register_number=f"示更〔{day.year}〕{self.count}号", channel=chance.choice(list(Channel)), evidence="e"
        )
        steps: list[tuple[date, Event]] = [(day, received)]
        if chance.random() < 0.7:
            steps.append((day + timedelta(days=9), c.RectificationDecided(finding=Finding.CORRECTED, letter="l")))
        return steps


def _entry(number: int, on: date, event: Event) -> Entry:
    return Entry(number=number, effective_on=on, recorded_at=datetime(on.year, on.month, on.day, 8, tzinfo=UTC), event=event)
