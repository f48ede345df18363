"""Whoever holds the database can change the ledger; nobody can do it unseen."""

from __future__ import annotations

import random
from datetime import date, timedelta

import pytest
from django.db import connection, transaction

from gongkai.ledger import chain
from gongkai.web.events import heads, store, verification
from gongkai.web.events.models import Head, Record

COUNT = 25
ROUNDS = 200


def sql(statement: str, *values: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def edit(chance: random.Random) -> int:
    """Change one column of one row."""
    position = chance.randint(1, COUNT)
    column = chance.choice(["payload", "effective_on", "recorded_at", "actor", "body", "kind", "sha256", '"group"', "schema"])
    row = Record.objects.get(position=position)
    value = {
        "payload": row.payload.replace("{", "{ ", 1),  # even a blank that changes no meaning
        "effective_on": row.effective_on - timedelta(days=1),
        "recorded_at": row.recorded_at + timedelta(microseconds=1),
        "sha256": "0" * 64,
        "schema": row.schema + 1,
    }.get(column, "另一个")
    sql(f"UPDATE events_record SET {column} = %s WHERE position = %s", value, position)
    return position


def delete(chance: random.Random) -> int:
    """Take one row out, not the last."""
    position = chance.randint(1, COUNT - 1)
    sql("DELETE FROM events_record WHERE position = %s", position)
    return position


def swap(chance: random.Random) -> int:
    """Let two rows of one stream change places, each with its own hashes."""
    stream = Record.objects.get(position=chance.randint(1, COUNT)).stream_id
    own = list(Record.objects.filter(stream=stream).order_by("position").values_list("position", flat=True))
    first, second = sorted(chance.sample(own, 2))
    exchange(first, second)
    return first


def exchange(first: int, second: int) -> None:
    for old, new in ((first, 1000), (second, first), (1000, second)):
        sql("UPDATE events_record SET position = %s WHERE position = %s", new, old)


def insert(chance: random.Random) -> int:
    """Put a copy in between and move the others on."""
    position = chance.randint(1, COUNT)
    row = Record.objects.get(position=position)
    for later in range(COUNT, position, -1):
        sql("UPDATE events_record SET position = %s WHERE position = %s", later + 1, later)
    row.position, row.number = position + 1, row.number + 100
    row.save(force_insert=True)
    return position + 1


def cut(chance: random.Random) -> int:
    """Cut the end off; shows against the head that was noted."""
    last = chance.randint(0, COUNT - 1)
    sql("DELETE FROM events_record WHERE position > %s", last)
    return last + 1


@pytest.mark.parametrize("act", [edit, delete, swap, insert, cut])
def test_every_change_is_found_and_its_first_row_named(ledger, unprotected, act):
    heads.note(date(2026, 3, 2))
    for seed in range(ROUNDS):
        with transaction.atomic():
            expected = act(random.Random(seed))
            found = verification.verify().fault
            transaction.set_rollback(True)
        assert found is not None, f"{act.__name__} {seed}"
        assert found.position == expected, f"{act.__name__} {seed}: {found}"
    assert verification.verify().fault is None


def test_an_edit_with_its_whole_chain_forged_shows_against_the_noted_head(ledger, unprotected):
    heads.note(date(2026, 3, 2))
    rows = list(Record.objects.filter(stream=ledger[0]).order_by("number"))
    before = None
    for row in rows:
        row.actor = "另一个人"
        before = chain.link(str(row.stream_id), before, store.record_of(row))
        sql(
            "UPDATE events_record SET actor = %s, sha256 = %s, sm3 = %s WHERE position = %s",
            row.actor,
            before.sha256,
            before.sm3,
            row.position,
        )
    found = verification.verify()
    assert found.fault is not None
    assert found.fault.position == COUNT
    assert "重写过" in found.fault.words


def test_rows_of_two_cases_that_change_places_show_against_the_noted_head(ledger, unprotected):
    """Each case is whole by itself then; only the head knows which came first."""
    heads.note(date(2026, 3, 2))
    exchange(2, 3)
    found = verification.verify().fault
    assert found is not None
    assert found.position == COUNT


def test_a_head_kept_elsewhere_shows_what_is_gone_even_when_ours_is_gone_too(ledger, unprotected):
    kept = heads.note(date(2026, 3, 2))
    Head.objects.all().delete()
    assert verification.verify(kept).fault is None
    sql("DELETE FROM events_record WHERE position > 20")
    assert verification.verify().fault is None
    found = verification.verify(kept).fault
    assert found is not None
    assert (found.position, "删掉" in found.words) == (21, True)


def test_the_second_chain_is_verified_too(ledger, unprotected):
    if not chain.HAS_SM3:
        pytest.skip("this OpenSSL has no SM3")
    sql("UPDATE events_record SET sm3 = %s WHERE position = 7", "0" * 64)
    assert verification.verify().fault == verification.Fault(
        7, str(Record.objects.get(position=7).stream_id), "国密链（SM3）与内容不符，写下以后改过"
    )


def test_the_fast_reading_hashes_what_the_ledger_hashes(ledger):
    """The bytes are put together without parsing; they are those of ``ledger.chain``."""
    for row, fast in zip(Record.objects.order_by("position"), verification._rows(), strict=True):
        assert verification._canonical(fast) == chain.canonical(store.record_of(row))


def test_the_head_of_a_later_night_continues_that_of_an_earlier_one(ledger):
    first = heads.note(date(2026, 3, 2))
    again = heads.note(date(2026, 3, 3))
    assert first == again == verification.verify().head
    assert Head.objects.count() == 2
    assert heads.note(date(2026, 3, 3)) == again
    assert Head.objects.count() == 2


def test_an_empty_ledger_is_whole(db):
    found = verification.verify()
    assert (found.entries, found.streams, found.fault, found.head.digest) == (0, 0, None, heads.EMPTY)
