"""The chain names the first entry that is not as it was written."""

import random

import pytest

from gongkai.ledger import chain as chains
from gongkai.ledger.chain import HAS_SM3, Fault, Head, chain, head, link, verify
from gongkai.ledger.codec import to_json
from tests.ledger.test_state import long_story

STREAM = "7d1c6f0e"
RECORDS = tuple(to_json(entry) for entry in long_story().state.log)
LINKS = chain(STREAM, RECORDS)


def test_a_chain_as_written_has_no_fault():
    assert verify(STREAM, RECORDS, LINKS, head(LINKS)) is None
    assert verify(STREAM, RECORDS, LINKS, head(LINKS[:3])) is None
    assert verify(STREAM, (), ()) is None
    assert head(()) is None


def test_a_chain_grows_link_by_link():
    assert link(STREAM, LINKS[-2], RECORDS[-1]) == LINKS[-1]
    assert [each.number for each in LINKS] == list(range(1, len(RECORDS) + 1))


def test_the_order_of_keys_does_not_matter_and_a_value_does():
    assert chains.canonical({"b": 1, "a": "镇"}) == '{"a":"镇","b":1}'.encode()
    with pytest.raises(ValueError, match="Out of range"):
        chains.canonical({"a": float("nan")})


def test_known_hashes_do_not_change_with_the_program():
    """Computed once with sha256sum: the hash of the stream's name, a newline, the record."""
    first = chain("s", [{"number": 1}], sm3=False)[0]
    assert first == (1, "ddbcca440021aa0a8cee8071b4abebe247af2ea659c9364afd35bf57807b8a89", "")


def test_entries_of_another_stream_do_not_fit():
    assert verify("other", RECORDS, LINKS) == Fault(1, "第1步的内容与链不符，写下以后改过")


def test_a_cut_off_end_shows_against_a_head_kept_outside():
    cut = len(RECORDS) - 2
    assert verify(STREAM, RECORDS[:cut], LINKS[:cut]) is None
    assert verify(STREAM, RECORDS[:cut], LINKS[:cut], head(LINKS)) == Fault(
        cut + 1, f"第{cut + 1}步起缺失，另行保存的链头是第{len(LINKS)}步"
    )
    assert verify(STREAM, RECORDS[:cut], LINKS).number == cut + 1


def test_a_chain_forged_whole_shows_against_a_head_kept_outside():
    forged = ({**RECORDS[0], "actor": "u2"}, *RECORDS[1:])
    links = chain(STREAM, forged)
    assert verify(STREAM, forged, links) is None
    assert verify(STREAM, forged, links, Head(5, LINKS[4].sha256)).number == 5


@pytest.mark.skipif(not HAS_SM3, reason="the platform has no SM3")
def test_sm3_stands_beside_and_is_checked_where_it_is():
    assert all(len(each.sm3) == 64 for each in LINKS)
    assert chain("s", [{"number": 1}])[0].sm3 == "33bc4fd4d9e73848f92c740005a32873940d42711c5b366a4b31e36ccd871b6b"
    bad = (LINKS[0]._replace(sm3="0" * 64), *LINKS[1:])
    assert verify(STREAM, RECORDS, bad).number == 1


def test_a_chain_begun_without_sm3_goes_on_with_it():
    old = chain(STREAM, RECORDS[:4], sm3=False)
    assert all(each.sm3 == "" for each in old)
    links = [*old]
    for record in RECORDS[4:]:
        links.append(link(STREAM, links[-1], record))
    assert verify(STREAM, RECORDS, links, head(links)) is None


def test_a_platform_without_sm3_checks_the_rest(monkeypatch):
    monkeypatch.setattr(chains, "HAS_SM3", False)
    assert verify(STREAM, RECORDS, LINKS, head(LINKS)) is None
    assert verify(STREAM, ({**RECORDS[0], "actor": "u2"}, *RECORDS[1:]), LINKS).number == 1


def changed(record, dice):
    key = dice.choice(["actor", "group", "body", "effective_on", "recorded_at", "payload", "schema", "kind"])
    if key == "payload":
        return {**record, "payload": {**record["payload"], "letter": f"伪{dice.random()}"}}
    return {**record, key: f"{record[key]}x"}


def manipulated(dice):
    """Records and links after one manipulation by someone who cannot forge hashes, and the first entry that suffers."""
    records, links = list(RECORDS), list(LINKS)
    at = dice.randrange(len(records))
    how = dice.choice(["edit", "delete", "delete_record", "delete_link", "swap", "insert", "truncate", "hash"])
    if how == "edit":
        records[at] = changed(records[at], dice)
    elif how == "delete":
        del records[at], links[at]
    elif how == "delete_record":
        del records[at]
    elif how == "delete_link":
        del links[at]
    elif how == "swap":
        other = dice.choice([each for each in range(len(records)) if each != at])
        records[at], records[other] = records[other], records[at]
        if dice.random() < 0.5:
            links[at], links[other] = links[other], links[at]
        at = min(at, other)
    elif how == "insert":
        records.insert(at, changed(records[at], dice))
        links.insert(at, links[at])
    elif how == "truncate":
        del records[at:], links[at:]
    else:
        links[at] = links[at]._replace(sha256=f"{dice.getrandbits(256):064x}")
    return how, tuple(records), tuple(links), at + 1


def test_five_hundred_manipulations_are_found_at_the_first_bad_entry():
    dice = random.Random(20261123)
    seen = set()
    for _ in range(500):
        how, records, links, first = manipulated(dice)
        fault = verify(STREAM, records, links, head(LINKS))
        assert fault is not None, how
        assert fault.number == first, (how, fault)
        seen.add(how)
    assert len(seen) == 8


def test_a_record_whose_payload_is_written_already_is_written_the_same():
    record = {
        "number": 3, "kind": "a.b", "schema": 2, "payload": {"乙": "“引号\"\\和\u2028", "甲": [1, None, True]}, "effective_on": "2026-03-02",
        "recorded_at": "2026-03-02T09:30:00+00:00", "actor": "经办\t人\"", "group": "", "body": "机关",
    }  # fmt: skip
    payload = chains.canonical(record["payload"]).decode("utf-8")
    assert chains.written(record, payload) == chains.canonical(record)
    assert chains.link_of("卷", None, chains.canonical(record)) == chains.link("卷", None, record)
