"""Entries go to JSON and back exactly; what is no entry is refused with one sentence."""

import json
from dataclasses import fields, replace
from datetime import UTC, date, timedelta, timezone
from enum import StrEnum
from typing import get_type_hints

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.ledger.codec import UPGRADES, UnreadableEntry, dumps, from_json, loads, to_json
from gongkai.ledger.state import replay
from gongkai.ledger.states.parts import Phase
from gongkai.ledger.vocabulary import KINDS, Corrected, Entry, Event
from gongkai.ledger.vocabulary import activity as y
from gongkai.ledger.vocabulary import application as a
from gongkai.ledger.vocabulary.codes import Channel, Column, Role
from tests.ledger.desk import RECEIVED, REGISTERED, Desk, answered, decided, registered

MOMENTS = st.datetimes(timezones=st.sampled_from([UTC, timezone(timedelta(hours=8)), timezone(-timedelta(hours=4))]))


def values(kind):
    """Values of the type of a field."""
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return st.sampled_from(kind)
    return {
        bool | None: st.one_of(st.none(), st.booleans()),
        str: st.text(),
        int: st.integers(),
        bool: st.booleans(),
        date: st.dates(),
        date | None: st.none() | st.dates(),
        int | None: st.none() | st.integers(),
        tuple[int, ...]: st.lists(st.integers()).map(tuple),
        a.Facts: st.lists(st.tuples(st.text(), st.text())).map(tuple),
        Event: st.deferred(plain_events),
    }[kind]


def events_of(cls):
    hints = get_type_hints(cls)
    return st.builds(cls, **{field.name: values(hints[field.name]) for field in fields(cls)})


def plain_events():
    return st.one_of([events_of(cls) for cls in KINDS.values() if cls is not Corrected])


def entries(event):
    return st.builds(
        Entry,
        number=st.integers(1),
        effective_on=st.dates(),
        recorded_at=MOMENTS,
        event=event,
        actor=st.text(),
        group=st.text(),
        body=st.text(),
    )


@given(entries(st.one_of(plain_events(), events_of(Corrected))))
def test_an_entry_comes_back_as_it_was(entry):
    back = loads(dumps(entry))
    assert back == entry
    assert type(back.event) is type(entry.event)
    assert to_json(back) == json.loads(dumps(entry))


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_event_comes_back(kind):
    @given(entries(events_of(KINDS[kind])))
    def comes_back(entry):
        assert from_json(to_json(entry)) == entry

    comes_back()


# --- old payloads --------------------------------------------------------------------------------------

OLD = {
    "number": 1,
    "kind": "application.registered",
    "schema": 1,
    "payload": {
        "register_number": "2026-1", "channel": "in_person", "applicant": "法律服务机构", "items": 2,
        "submitted_on": "2026-03-02", "arrived_on": None, "confirmed_on": None, "taken_over_from": "",
    },
    "effective_on": "2026-03-02", "recorded_at": "2026-03-02T09:30:00+08:00", "actor": "u1", "group": "", "body": "o1",
}  # fmt: skip


def test_a_registration_of_the_first_schema_is_raised_and_the_stored_one_left_alone():
    before = json.dumps(OLD, ensure_ascii=False)
    event = from_json(OLD).event
    assert event == a.Registered(
        register_number="2026-1", channel=Channel.IN_PERSON, column=Column.LEGAL_SERVICE, items=2, submitted_on=RECEIVED
    )
    assert json.dumps(OLD, ensure_ascii=False) == before
    assert to_json(from_json(OLD))["schema"] == 3


@pytest.mark.parametrize("applicant", ["总计", None])
def test_an_applicant_of_the_first_schema_that_is_no_column_is_refused(applicant):
    with pytest.raises(UnreadableEntry, match="不是表三的列"):
        from_json({**OLD, "payload": {**OLD["payload"], "applicant": applicant}})


TAKEN_OVER = {
    **OLD, "schema": 2, "kind": "application.registered",
    "payload": {
        "register_number": "2026-1", "channel": "in_person", "column": "person", "items": 1, "submitted_on": "2026-03-02",
        "arrived_on": None, "confirmed_on": None, "taken_over_from": "o9",
    },
}  # fmt: skip


def test_a_case_that_was_taken_over_before_its_day_was_written_is_still_read_and_may_still_be_handled():
    entry = from_json(TAKEN_OVER)
    assert (entry.event.taken_over_from, entry.event.taken_over_on) == ("o9", None)
    state = replay("application", (entry,))
    assert (state.taken_over_on, state.phase) == (None, Phase.OPEN)
    desk = Desk()
    desk.state = state
    desk.do(decided("D02"), "3-5").do(answered(), "3-6").void(3)
    assert desk.reasons(Corrected(number=1, effective_on=RECEIVED, event=entry.event), "12-1") == []
    named = replace(entry.event, taken_over_on=RECEIVED)
    assert desk.correct(1, named, RECEIVED).state.taken_over_on == RECEIVED


YEARLY = [
    ("activity.open_day_held", {"participants": 30, "record": "r1"}, y.OpenDayHeld(participants=30, record="r1")),
    (
        "activity.figure_declared",
        {"cell": "table2.licences[0]", "value": "12", "source": "n1", "role": "officer"},
        y.FigureDeclared(cell="table2.licences[0]", value="12", source="n1", role=Role.OFFICER),
    ),
]


@pytest.mark.parametrize(("kind", "payload", "event"), YEARLY, ids=[row[0] for row in YEARLY])
def test_what_an_older_entry_did_not_say_is_unknown_and_not_zero(kind, payload, event):
    read = from_json({**OLD, "kind": kind, "schema": 1, "payload": payload}).event
    assert read == event
    assert {getattr(read, name) for name in ("materials", "questions", "note") if hasattr(read, name)} <= {None, ""}


def test_every_schema_below_the_present_one_has_its_upgrade():
    assert set(UPGRADES) == {(cls.kind, number) for cls in KINDS.values() for number in range(1, cls.schema)}


# --- what is no entry ----------------------------------------------------------------------------------

GOOD = to_json(registered().entry(REGISTERED, RECEIVED))
PAYLOAD = GOOD["payload"]
DECIDED = to_json(registered().entry(decided("D12"), "3-5"))
MENDED = to_json(registered().entry(Corrected(number=1, effective_on=RECEIVED, event=REGISTERED), "3-5"))
SPLIT = to_json(registered().entry(a.ItemSplit(item=1, into=(2, 3)), "3-5"))

BAD = [
    ("不是对象", [], "“记录”不是一条记录"),
    ("没有种类", {key: value for key, value in GOOD.items() if key != "kind"}, "缺少 kind"),
    ("多一个键", {**GOOD, "name": "甲"}, "多出 name"),
    ("没有这种事件", {**GOOD, "kind": "application.forgotten"}, "写着“application.forgotten”，没有这种事件"),
    ("种类不是文字", {**GOOD, "kind": 3}, "“kind”写着“3”，类型不对"),
    ("格式号太新", {**GOOD, "schema": 4}, "的格式号是4，本程序只认到3"),
    ("格式号为零", {**GOOD, "schema": 0}, "的格式号是0"),
    ("真假当数", {**GOOD, "number": True}, "“number”写着“True”，类型不对"),
    ("内容不是对象", {**GOOD, "payload": []}, "没有内容"),
    ("内容缺键", {**GOOD, "payload": {key: value for key, value in PAYLOAD.items() if key != "column"}}, "缺少 column"),
    ("内容多键", {**GOOD, "payload": {**PAYLOAD, "name": "甲"}}, "多出 name"),
    ("没有这个代码", {**GOOD, "payload": {**PAYLOAD, "column": "总计"}}, "“application.registered.column”写着“总计”，没有这个值"),
    ("代码不是文字", {**GOOD, "payload": {**PAYLOAD, "column": 3}}, "写着“3”，没有这个值"),
    ("没有这一天", {**GOOD, "effective_on": "2026-02-30"}, "写着“2026-02-30”，没有这个值"),
    ("日期写法", {**GOOD, "effective_on": "20260302"}, "写着“20260302”，写法不对"),
    ("时刻写法", {**GOOD, "recorded_at": "2026-03-02 09:30:00+08:00"}, "写法不对"),
    ("可空的类型", {**GOOD, "payload": {**PAYLOAD, "submitted_on": 5}}, "写着“5”，没有这个值"),
    ("不是一列", {**SPLIT, "payload": {"item": 1, "into": 2}}, "不是一列"),
    ("列里的类型", {**SPLIT, "payload": {"item": 1, "into": ["2"]}}, "类型不对"),
    ("一对有三个", {**DECIDED, "payload": {**DECIDED["payload"], "facts": [["search_record", "f", "g"]]}}, "应当有2个值"),
    ("更正里没有事件", {**MENDED, "payload": {**MENDED["payload"], "event": "x"}}, "不是一条记录"),
]  # fmt: skip


@pytest.mark.parametrize(("raw", "words"), [row[1:] for row in BAD], ids=[row[0] for row in BAD])
def test_what_is_no_entry_is_refused_with_one_sentence(raw, words):
    with pytest.raises(UnreadableEntry) as refused:
        from_json(raw)
    assert words in str(refused.value)
    assert str(refused.value).endswith("请核对记录的来历或者升级程序")


def test_what_is_no_json_is_refused_too():
    with pytest.raises(UnreadableEntry, match="不是 JSON"):
        loads("{")


def test_chinese_is_stored_as_it_is_read():
    assert "法律" not in dumps(from_json(OLD))
    assert dumps(registered().entry(a.Withdrawn(document="撤1"), "3-5")).count("撤1") == 1
