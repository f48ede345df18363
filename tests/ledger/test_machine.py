"""Random workflows: no illegal step, guards complete, the fold equal to the replay, clock and duties always answer."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from gongkai.law import tally
from gongkai.ledger.chain import chain, head, verify
from gongkai.ledger.codec import from_json, to_json
from gongkai.ledger.guards import decide, why_not
from gongkai.ledger.reasons import NotAllowed
from gongkai.ledger.standing import duties
from gongkai.ledger.state import apply, effective, fold, replay, start
from gongkai.ledger.states.parts import Phase
from gongkai.ledger.vocabulary import Corrected, Entry, Voided
from gongkai.ledger.vocabulary import activity as y
from gongkai.ledger.vocabulary import application as a
from gongkai.ledger.vocabulary import report as e
from tests.ledger import workflow, yearly
from tests.ledger.desk import CALENDAR, RECEIVED

HELPS = [a.ItemDecided, a.Served, a.ConsultationSent, a.ConsultationAnswered, a.CorrectionRequested, a.FeeNotified]
ENDING = {a.Answered, a.ResultImported, a.Withdrawn, a.HandedOver, a.Registered}
KINDS = [cls for cls in a.EVENTS if cls not in ENDING] + HELPS
RECORDED = datetime(2030, 1, 1, tzinfo=UTC)
DONE: Counter[str] = Counter()
STEPS = st.integers(0, 9)
NUMBERS = st.integers(0, 5000)


class Walk(RuleBasedStateMachine):
    """One stream in the hands of officers who try everything; ``made`` has the acts and what must hold of any history."""

    stream, made, first = "", yearly, e.Opened

    def __init__(self) -> None:
        super().__init__()
        self.state = start(self.stream)
        self.today = RECEIVED
        self.attempt(self.first, 0, 0)

    def attempt(self, cls, days, n):
        self.today += timedelta(days=days)
        on = self.today - timedelta(days=10 if n % 19 == 18 else 0)  # now and then something is recorded late
        event = self.made.act(cls, self.state, on, n)
        entry = Entry(number=self.state.next_number, effective_on=on, recorded_at=RECORDED, event=event)
        before = self.state
        reasons = why_not(before, entry, CALENDAR)
        if reasons:
            with pytest.raises(NotAllowed) as refused:
                decide(before, entry, CALENDAR)
            assert list(refused.value.reasons) == reasons
            assert all(reason.sentence.endswith("）") or "请" in reason.sentence for reason in reasons)
        else:
            self.state, noted = decide(before, entry, CALENDAR)
            assert self.state == apply(before, entry)
            assert all(noted)
            DONE[cls.kind] += 1

    @rule(cls=st.sampled_from([Corrected, Voided]), n=NUMBERS)
    def mend(self, cls, n):
        self.attempt(cls, 1, n)

    @invariant()
    def no_illegal_step(self):
        assert self.made.illegal(self.state.log) == []

    def teardown(self):
        log = self.state.log
        assert replay(self.stream, log) == self.state
        assert replace(fold(self.stream, effective(log)), log=log) == self.state
        records = [to_json(entry) for entry in log]
        assert tuple(from_json(record) for record in records) == log
        links = chain("s", records)
        assert verify("s", records, links, head(links)) is None


class Workflow(Walk):
    """One application."""

    stream, made, first = "application", workflow, a.Registered

    @rule(cls=st.sampled_from(KINDS), days=STEPS, n=NUMBERS)
    def act(self, cls, days, n):
        self.attempt(cls, days, n)

    @rule(days=STEPS, n=NUMBERS)
    def decide_all_and_answer(self, days, n):
        if n % 5:
            return
        for item in self.state.live_items:
            if not item.decision:
                self.attempt(a.ItemDecided, 0, n + item.number)
        self.attempt(a.MainRowChosen, 0, n)
        self.attempt(a.Reanswered if self.state.phase is Phase.REANSWERING else a.Answered, days, n)

    @rule(cls=st.sampled_from(sorted(ENDING, key=lambda cls: cls.kind)), days=STEPS, n=NUMBERS)
    def end(self, cls, days, n):
        if n % 11 == 0:
            self.attempt(cls, days, n)

    @rule(cls=st.sampled_from([a.CorrectionLapsed, a.FeeLapsed, a.ConsultationLapsed]), n=NUMBERS)
    def wait_long(self, cls, n):
        for _ in self.state.letters[-1:]:
            self.attempt(a.Served, 1, len(self.state.letters) - 1)
        self.attempt(cls, 40, n)
        self.attempt(a.Closed, 1, n)

    @rule(days=STEPS, n=NUMBERS)
    def ask_for_reasons(self, days, n):
        for cls in (a.ReasonsRequested, a.ReasonsAssessed, a.Deferred):
            self.attempt(cls, days, n)

    @invariant()
    def the_clock_the_row_and_the_duties_have_an_answer(self):
        assert duties(self.state, CALENDAR) or self.state.phase not in (Phase.OPEN, Phase.REANSWERING)
        ended = self.state.rounds[0].outcome if self.state.rounds else None  # a registration can be voided
        assert isinstance(self.state.row(), tally.Row) == (ended is not None)


class Year(Walk):
    """One year's activities."""

    stream, first = "activity", y.Opened

    @rule(cls=st.sampled_from(y.EVENTS), days=STEPS, n=NUMBERS)
    def act(self, cls, days, n):
        self.attempt(cls, days, n)


class Reporting(Walk):
    """One annual report."""

    stream = "report"

    @rule(cls=st.sampled_from(e.EVENTS), days=STEPS, n=NUMBERS)
    def act(self, cls, days, n):
        self.attempt(cls, days, n)

    @rule(content=st.integers(0, 2), days=STEPS, n=NUMBERS)
    def bring_one_content_on(self, content, days, n):
        """The acts of the way in their order, on one content, up to some act; now and then it is returned, and the edition is anything."""
        for cls in e.EVENTS[1 : 2 + n % 5]:
            self.attempt(cls, days, content + 3 * (n // 5 if cls is e.Published else n // 5 % 4))


def run(count, machine=Workflow):
    DONE.clear()
    checks = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]
    run_state_machine_as_test(
        machine,
        settings=settings(max_examples=count, stateful_step_count=40, database=None, derandomize=True, suppress_health_check=checks),
    )


def test_a_hundred_random_workflows_make_no_illegal_step():
    run(100)
    assert sum(DONE.values()) > 500


@pytest.mark.parametrize(("machine", "events"), [(Year, y.EVENTS), (Reporting, e.EVENTS)], ids=["activity", "report"])
def test_sixty_random_years_make_no_illegal_step_and_use_every_act(machine, events):
    run(60, machine)
    assert set(DONE) == {cls.kind for cls in (*events, Corrected, Voided)}


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_two_thousand_random_workflows_make_no_illegal_step_and_use_every_act():
    run(2000)
    assert set(DONE) == {cls.kind for cls in (*a.EVENTS, Corrected, Voided)}
