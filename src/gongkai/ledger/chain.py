"""A hash chain per stream: each entry as stored, tied to all before it. It proves tampering, it does not prevent it.

``link = SHA-256(hash before ‖ canonical JSON of the record)``; before the first stands the hash of the
stream's name, so that entries cannot move to another stream. SM3 (GB/T 32905-2016) stands beside it where
the platform has it. The records are those that are stored, old schemas included.

Who holds the whole store can forge a whole new chain; against that, keep a ``Head`` outside (in a
sealed report, with the district office) and hand it to ``verify``.
"""

from __future__ import annotations

import hashlib
import json
from json.encoder import encode_basestring as _text
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

SHA256, SM3 = "sha256", "sm3"
HAS_SM3 = SM3 in hashlib.algorithms_available


class Link(NamedTuple):
    """What is stored beside the record ``number``: hexadecimal hashes, ``sm3`` "" where the platform had none."""

    number: int
    sha256: str
    sm3: str = ""


class Head(NamedTuple):
    """A place in a chain that was noted outside: the stream had at least ``number`` entries, and this hash there."""

    number: int
    sha256: str


class Fault(NamedTuple):
    """The first entry that is not as it was written, and what is wrong in Chinese."""

    number: int
    words: str


_WRITER = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def canonical(record: Mapping[str, Any]) -> bytes:
    """The one way to write a record: keys in order, no spaces, UTF-8."""
    return _WRITER.encode(record).encode("utf-8")


def written(record: Mapping[str, Any], payload: str) -> bytes:
    """The same, where the payload of the record is written already: that alone is nested, and what stores a record stores it so."""
    return (
        f'{{"actor":{_text(record["actor"])},"body":{_text(record["body"])},"effective_on":{_text(record["effective_on"])},'
        f'"group":{_text(record["group"])},"kind":{_text(record["kind"])},"number":{record["number"]},"payload":{payload},'
        f'"recorded_at":{_text(record["recorded_at"])},"schema":{record["schema"]}}}'
    ).encode()


def link(stream: str, before: Link | None, record: Mapping[str, Any], *, sm3: bool = HAS_SM3) -> Link:
    """The link of the next record of ``stream``, behind the link ``before`` (None: it is the first)."""
    return link_of(stream, before, canonical(record), sm3=sm3)


def link_of(stream: str, before: Link | None, written: bytes, *, sm3: bool = HAS_SM3) -> Link:
    """The same of a record that is written already, as :func:`canonical` writes it."""
    number = before.number + 1 if before else 1
    second = _hash(SM3, stream, before.sm3 if before else None, written) if sm3 else ""
    return Link(number, _hash(SHA256, stream, before.sha256 if before else None, written), second)


def chain(stream: str, records: Iterable[Mapping[str, Any]], *, sm3: bool = HAS_SM3) -> tuple[Link, ...]:
    """The links of all records of a stream."""
    links: list[Link] = []
    for record in records:
        links.append(link(stream, links[-1] if links else None, record, sm3=sm3))
    return tuple(links)


def head(links: Sequence[Link]) -> Head | None:
    """What to note outside; None of an empty stream."""
    return Head(links[-1].number, links[-1].sha256) if links else None


def verify(stream: str, records: Sequence[Mapping[str, Any]], links: Sequence[Link], outside: Head | None = None) -> Fault | None:
    """The first entry that was edited, deleted, moved or put in; None when all is as written.

    Entries cut off at the end, or a chain forged whole, only show against a head noted ``outside``.
    """
    expected: Link | None = None
    for number, (record, stored) in enumerate(zip(records, links, strict=False), start=1):
        if (record.get("number"), stored.number) != (number, number):
            return Fault(number, f"第{number}步不在原处：记录是第{record.get('number')}步，链是第{stored.number}步")
        expected = link(stream, expected, record, sm3=bool(stored.sm3) and HAS_SM3)
        if (stored.sha256, stored.sm3 if expected.sm3 else "") != (expected.sha256, expected.sm3):
            return Fault(number, f"第{number}步的内容与链不符，写下以后改过")
        expected = expected._replace(sm3=stored.sm3)
    if len(records) != len(links):
        number = min(len(records), len(links)) + 1
        return Fault(number, f"第{number}步起，记录有{len(records)}步，链有{len(links)}步")
    return _against(outside, links)


def _against(outside: Head | None, links: Sequence[Link]) -> Fault | None:
    if outside is None:
        return None
    if len(links) < outside.number:
        return Fault(len(links) + 1, f"第{len(links) + 1}步起缺失，另行保存的链头是第{outside.number}步")
    if links[outside.number - 1].sha256 != outside.sha256:
        return Fault(outside.number, f"到第{outside.number}步的整条链重写过，与另行保存的链头不符")
    return None


def _hash(name: str, stream: str, before: str | None, written: bytes) -> str:
    first = hashlib.new(name, f"gongkai.ledger/1\n{stream}".encode()).hexdigest() if before is None else before
    return hashlib.new(name, first.encode("ascii") + b"\n" + written).hexdigest()
