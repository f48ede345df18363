"""Is the ledger as it was written? Read once, in the order of positions, whatever its size; a head of each stream is all that is held.

The bytes that were hashed are put together from the columns without parsing the payload: it is stored as it was hashed.
"""

from __future__ import annotations

import hashlib
import uuid
from datetime import UTC, date, datetime
from json.encoder import encode_basestring
from typing import TYPE_CHECKING, Any, NamedTuple

from django.db import connection

from gongkai.ledger import chain
from gongkai.ledger.vocabulary import STREAMS
from gongkai.web.events import heads
from gongkai.web.events.models import Record, Stream

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from gongkai.web.events.heads import Noted

_COLUMNS = 'position, stream_id, number, kind, schema, payload, effective_on, recorded_at, actor, "group", body, sha256, sm3'
_AT_ONCE = 5000


class Fault(NamedTuple):
    """The first entry that is not as it was written: its position, its stream, what is wrong in Chinese."""

    position: int
    stream: str
    words: str


class Verified(NamedTuple):
    """How many entries of how many streams were read, the head over them, and the first fault (None: all is as written)."""

    entries: int
    streams: int
    head: Noted
    fault: Fault | None


class _Row(NamedTuple):
    position: int
    stream: str
    number: int
    kind: str
    schema: int
    payload: str
    effective_on: str
    recorded_at: str
    actor: str
    group: str
    body: str
    sha256: str
    sm3: str


class _Last(NamedTuple):
    number: int
    sha256: str
    sm3: str


def verify(outside: Noted | None = None, progress: Callable[[int], None] | None = None) -> Verified:
    """Verify positions, numbers, both chains and every head noted here; ``outside`` is one that was kept elsewhere.

    ``progress`` is told the position now and then.
    """
    known = _expected(outside)
    last: dict[str, _Last] = {}
    digest, position, fault = heads.EMPTY, 0, None
    for row in _rows():
        fault = _fault(row, position, last)
        if fault is None:
            last[row.stream] = _Last(row.number, row.sha256, row.sm3)
            position, digest = row.position, heads.advance(digest, row.sha256)
            fault = _against(known, position, digest, row.stream)
        if fault is not None:
            break
        if progress is not None and position % 20_000 == 0:
            progress(position)
    beyond = [] if fault else [noted for noted in known if noted > position]
    if beyond:
        fault = Fault(position + 1, "", f"账本只到第{position}条，而{known[beyond[0]][0]}记下的链头是第{beyond[0]}条，后面的被删掉了")
    return Verified(position, len(last), heads.Noted(position, digest), fault)


def last_moment() -> datetime | None:
    """When the last entry was recorded."""
    return Record.objects.order_by("-position").values_list("recorded_at", flat=True).first()


def stream_ids(kind: str) -> frozenset[uuid.UUID]:
    """The streams of a kind, also those without entries."""
    assert kind in STREAMS
    return frozenset(Stream.objects.filter(kind=kind).values_list("id", flat=True))


def _expected(outside: Noted | None) -> dict[int, tuple[str, str]]:
    known = {position: (f"{day}", digest) for position, (day, digest) in heads.noted().items() if position}
    if outside is not None:
        known[outside.position] = ("另行保存", outside.digest)
    return dict(sorted(known.items()))


def _against(known: dict[int, tuple[str, str]], position: int, digest: str, stream: str) -> Fault | None:
    if position not in known or known[position][1] == digest:
        return None
    return Fault(position, stream, f"到第{position}条的整本账重写过，与{known[position][0]}记下的链头不符")


def _fault(row: _Row, before: int, last: dict[str, _Last]) -> Fault | None:
    if row.position != before + 1:
        return Fault(before + 1, row.stream, f"第{before + 1}条不见了，接下来就是第{row.position}条")
    link = last.get(row.stream)
    expected = link.number + 1 if link else 1
    if row.number != expected:
        return Fault(row.position, row.stream, f"这一卷到这里应当是第{expected}步，写的是第{row.number}步")
    record = _canonical(row)
    if not _linked(hashlib.sha256, row.sha256, row.stream, link.sha256 if link else None, record):
        return Fault(row.position, row.stream, "内容与链不符，写下以后改过")
    if row.sm3 and chain.HAS_SM3 and not _linked(_sm3, row.sm3, row.stream, link.sm3 if link else None, record):
        return Fault(row.position, row.stream, "国密链（SM3）与内容不符，写下以后改过")
    return None


def _sm3(data: bytes) -> Any:
    return hashlib.new(chain.SM3, data)


def _linked(algorithm: Callable[[bytes], Any], stored: str, stream: str, before: str | None, record: bytes) -> bool:
    """Is ``stored`` the link of this record? The same hash as ``ledger.chain``, over bytes that are ready."""
    first = algorithm(f"gongkai.ledger/1\n{stream}".encode()).hexdigest() if before is None else before
    return bool(algorithm(first.encode("ascii") + b"\n" + record).hexdigest() == stored)


def _canonical(row: _Row) -> bytes:
    """The record as ``ledger.chain.canonical`` writes it: keys in order, no spaces, UTF-8."""
    text = encode_basestring
    return (
        f'{{"actor":{text(row.actor)},"body":{text(row.body)},"effective_on":"{row.effective_on}","group":{text(row.group)},"kind":{text(row.kind)},'
        f'"number":{row.number},"payload":{row.payload},"recorded_at":"{row.recorded_at}","schema":{row.schema}}}'
    ).encode("utf-8", "surrogatepass")


def _rows() -> Iterator[_Row]:
    """All entries in the order of positions, never all at once."""
    sqlite = connection.vendor == "sqlite"
    # Days and moments as text on SQLite: turning them into objects and back costs more than hashing them.
    columns = _COLUMNS.replace("effective_on, recorded_at", "effective_on || '', recorded_at || ''") if sqlite else _COLUMNS
    after, names = 0, _Names()
    with connection.cursor() as cursor:
        while True:
            cursor.execute(f"SELECT {columns} FROM events_record WHERE position > %s ORDER BY position LIMIT {_AT_ONCE}", [after])  # noqa: S608 - our own words
            found = cursor.fetchall()
            if not found:
                return
            for raw in found:
                yield _Row._make((raw[0], names[raw[1]], *raw[2:6], _day(raw[6]), _moment(raw[7]), *raw[8:]))
            after = found[-1][0]


class _Names(dict[Any, str]):
    """Stream ids as they were hashed; made once each."""

    def __missing__(self, raw: Any) -> str:
        self[raw] = name = str(uuid.UUID(str(raw)))
        return name


def _day(value: str | date) -> str:
    return value if isinstance(value, str) else value.isoformat()


def _moment(value: str | datetime) -> str:
    """As ``isoformat`` writes it in UTC; SQLite stores UTC with a blank and without the zone."""
    if isinstance(value, str):
        return f"{value.replace(' ', 'T', 1)}+00:00"
    return value.astimezone(UTC).isoformat()
