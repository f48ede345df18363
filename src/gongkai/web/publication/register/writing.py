"""A list brought in: looked at first, then written in one transaction. Nothing is kept unless there is no error."""

from __future__ import annotations

import re
import uuid
from typing import TYPE_CHECKING, Any, NamedTuple

from django.db import IntegrityError, transaction

from gongkai.ledger import state as ledger
from gongkai.ledger.states.document import DocumentState
from gongkai.ledger.states.publication import PublicationState
from gongkai.ledger.vocabulary.codes import Outlet
from gongkai.lib.errors import UnusableInput
from gongkai.lib.richtext import read
from gongkai.web import bulk
from gongkai.web.clock import day_of
from gongkai.web.events import store
from gongkai.web.organs.importing import keep_serials, make_organ, take_serials
from gongkai.web.organs.selectors import calendar_of
from gongkai.web.organs.swift import swift
from gongkai.web.publication.clock import level_of
from gongkai.web.publication.models import Delivery, Genre, Item, Note, Phase, Reach, Upward, Version
from gongkai.web.publication.projection import project, validity_of
from gongkai.web.publication.register.checking import check, nobody
from gongkai.web.publication.register.columns import outlet_label
from gongkai.web.publication.register.history import document_events, item_events
from gongkai.web.publication.register.row import column_words, rows_of
from gongkai.web.publication.selectors.columns import label_of
from gongkai.web.publication.selectors.envelopes import our_address
from gongkai.web.publication.selectors.sites import site_of
from gongkai.web.publication.services.acting import IMPORT
from gongkai.web.publication.services.drafting import SERIES, digest_with, index_code, metadata_of
from gongkai.web.search import services as search
from gongkai.web.search.models import PublicItem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from datetime import date, datetime

    from gongkai.ledger.states.base import StreamState
    from gongkai.ledger.vocabulary import Entry, Event
    from gongkai.lib.tablefile import Table
    from gongkai.web.organs.models import Organ
    from gongkai.web.publication.register.checking import Checked, Progress
    from gongkai.web.publication.register.row import Row

_BATCH = 500  # items that are held in memory at once
CHANNEL = "imported"  # of receipts that a list is: no adapter has this key
NO_REASON = "导入的清单没有写理由"
# The metadata of an item by the keys of ``register.columns``.
_COPIED = {
    "title": "title", "number": "number", "issuer": "issuer", "column": "column", "genre": "genre", "subject": "subject", "source": "source",
    "department": "department", "keywords": "keywords", "summary": "summary", "formed_on": "formed", "effective_from": "effective",
    "expires_on": "expires",
}  # fmt: skip


class Done(NamedTuple):
    """What an import came to. ``imported`` 0 and the errors in ``checked`` when nothing was kept."""

    checked: Checked
    imported: int
    organ: Organ | None
    made: bool


def bring_in(
    table: Table, *, organ_name: str, moment: datetime, file: str = "", by: str = IMPORT, looking: Progress = nobody, writing: Progress = nobody
) -> Done:  # fmt: skip
    """Look at the whole list, then write it. ``file`` is the name that receipts give as evidence.

    Raises :class:`UnusableInput` when somebody gave out one of its numbers meanwhile.
    """
    checked = check(table, organ_name=organ_name, moment=moment, progress=looking)
    if not checked.good:
        return Done(checked, 0, checked.organ, made=False)
    try:
        with transaction.atomic():
            organ = checked.organ or make_organ(checked.organ_name)
            imported = _write(table, organ, moment, file, by, writing)
    except IntegrityError as error:
        raise UnusableInput("导入的时候有人登记了同样的索引号，什么都没有保留", "请再检查一次、再导入") from error
    return Done(checked, imported, organ, made=checked.organ is None)


def _write(table: Table, organ: Organ, moment: datetime, file: str, by: str, progress: Progress) -> int:
    today, words = day_of(moment), column_words(organ, level_of(organ.level))
    return write(lambda: rows_of(table, words, today), organ=organ, moment=moment, file=file, by=by, progress=progress)


def write(
    rows: Callable[[], Iterable[Row]], *, organ: Organ, moment: datetime, file: str = "", by: str = IMPORT, progress: Progress = nobody,
    written: store.Written = store.untold,
) -> int:  # fmt: skip
    """Write rows that were looked at, inside a transaction; how many. ``rows`` gives them again and again from the start: numbers come first.

    ``written`` is handed what came into the ledger: the kind of stream, the organ, streams with their entries.
    """
    numbers = _Numbers(organ, rows())
    batch = _Batch(organ, moment, file, by, written)
    done = 0
    for done, row in enumerate(rows(), 1):
        batch.add(row, row["index_number"] or numbers.next(row["formed"].year))
        if done % _BATCH == 0:
            batch.flush()
            progress(done)
    batch.flush()
    return done


class _Numbers:
    """索引号 for the rows that have none: taken all at once, behind those that the list itself gives and those that are there."""

    def __init__(self, organ: Organ, rows: Iterable[Row]) -> None:
        self._code = index_code(organ)
        ours = re.compile(re.escape(self._code) + r"/(\d{4})-(\d{1,9})")
        last: dict[int, int] = {}
        wanted: dict[int, int] = {}
        for row in rows:
            found = ours.fullmatch(row["index_number"] or "")
            if found:
                last[int(found[1])] = max(last.get(int(found[1]), 0), int(found[2]))
            elif not row["index_number"]:
                wanted[row["formed"].year] = wanted.get(row["formed"].year, 0) + 1
        keep_serials(organ=organ, series=SERIES, last=last)
        self._left = {
            year: iter(take_serials(organ=organ, series=SERIES, year=year, count=count)) for year, count in sorted(wanted.items())
        }

    def next(self, year: int) -> str:
        """The next number of a year."""
        return f"{self._code}/{year}-{next(self._left[year]):05d}"


class _Batch:
    """Rows of some items, written together."""

    def __init__(self, organ: Organ, moment: datetime, file: str, by: str, written: store.Written) -> None:
        self._organ, self._moment, self._file, self._by, self._written = organ, moment, file, by, written
        self._today = day_of(moment)
        self._calendar = swift(calendar_of(organ))
        self._site = site_of(organ)
        self._stamp = store.stamp(by, organ.pk, moment)
        self._labels: dict[str, str] = {}
        self._known: tuple[str, str] | None = None  # an address and the id in it
        self._clear()

    def _clear(self) -> None:
        self._items: list[Item] = []
        self._versions: list[Version] = []
        self._deliveries: list[Delivery] = []
        self._notes: list[Note] = []
        self._reached: list[Reach] = []
        self._upward: list[Upward] = []
        self._documents: list[tuple[uuid.UUID, list[Entry]]] = []
        self._streams: list[tuple[uuid.UUID, list[Entry]]] = []
        self._papers: list[search.Paper] = []

    def add(self, row: Row, index_number: str) -> None:
        """One more item with all that belongs to it."""
        item = self._item(row, index_number)
        version = self._version(row, item)
        receipts = {each.outlet: str(each.pk) for each in self._receipts(row, item, version)}
        events = item_events(row, item, str(version.pk), self._reason(row, item), receipts.__getitem__)
        state, entries = self._folded("publication", events)
        assert isinstance(state, PublicationState)
        self._streams.append((item.pk, entries))
        project(item, state, self._calendar)
        self._reached += [Reach(item=item, outlet=each.outlet.value, on=each.on) for each in state.reached]
        self._upward += [Upward(item=item, on=day) for day in state.sent_up] + [
            Upward(item=item, on=day, taken=True) for day in state.taken_up
        ]
        self._document(row, item, version)
        self._items.append(item)
        self._versions.append(version)
        if item.phase == Phase.PUBLISHED and item.shown_id:
            self._papers.append(self._paper(item, version))

    def flush(self) -> None:
        """Write what was added. Item and version name each other, which the database looks at when the transaction ends."""
        for rows in (self._items, self._versions, self._notes, self._deliveries, self._reached, self._upward):
            bulk.insert(rows)
        for kind, streams in (("publication", self._streams), ("document", self._documents)):
            store.open_streams(kind=kind, organ=self._organ.pk, identities=[stream for stream, _ in streams])
            store.append_many(streams)
            self._written(kind, self._organ.pk, streams)
        search.put_many(sorted(self._papers, key=lambda paper: paper.published_on))
        self._clear()

    def _item(self, row: Row, index_number: str) -> Item:
        values: dict[str, Any] = {name: row[key] or "" for name, key in _COPIED.items() if name not in _DAYS}
        return Item(
            organ=self._organ, index_number=index_number, imported=True, created_at=self._moment, changed_at=self._moment, submitted_at=self._moment,
            imported_channels={"channels": [outlet_label(key) for key in row["channels"]], "extra": row.extra, "row": row.line, "file": self._file},
            **values | {name: row[_COPIED[name]] for name in _DAYS} | {"genre": row["genre"] or Genre.OTHER.value, "expires_on": row["repealed"] or row["expires"]},
        )  # fmt: skip

    def _version(self, row: Row, item: Item) -> Version:
        html, text = read(row["text"] or "")
        version = Version(
            item=item, number=1, title=item.title, fields=metadata_of(item), html=html, text=text, changed_on=item.formed_on, frozen=True,
            created_at=self._moment, created_by=self._by,
        )  # fmt: skip
        version.digest = digest_with(version, [], [])
        item.draft_id = version.pk
        # What only hung on a board or stood in a paper is no page of our column: readers find there what the website had.
        item.shown_id = version.pk if Outlet.WEBSITE.value in row.outlets else None
        return version

    def _receipts(self, row: Row, item: Item, version: Version) -> Iterator[Delivery]:
        """The list itself is the receipt of each channel; an address belongs to the website, or to the only channel."""
        wanted = [*row.outlets, *([""] if len(row.outlets) < len(row["channels"]) else [])]
        for outlet in wanted:
            addressed = outlet == Outlet.WEBSITE.value or len(wanted) == 1
            delivery = Delivery(
                item=item, version=version, channel=CHANNEL, outlet=outlet, state=Delivery.State.RECEIVED, tries=1, received_on=row["published"],
                address=(row["address"] or "") if addressed else "", words=f"按导入的清单第 {row.line} 行登记", created_at=self._moment, by=self._by,
                evidence={"imported": True, "row": row.line, "file": self._file},
            )  # fmt: skip
            self._deliveries.append(delivery)
            yield delivery

    def _reason(self, row: Row, item: Item) -> str:
        """Why it is not for everybody: a list does not say it, and the ledger names a note."""
        if row["attribute"] in (None, "active"):
            return ""
        note = Note(item=item, key="attribute", text=NO_REASON, created_at=self._moment, created_by=self._by)
        self._notes.append(note)
        return str(note.pk)

    def _document(self, row: Row, item: Item, version: Version) -> None:
        events = document_events(row, item, str(version.pk), self._today)
        if not events:
            return
        item.document = uuid.uuid4()
        state, entries = self._folded("document", events)
        assert isinstance(state, DocumentState)
        item.validity = validity_of(item, state, self._today)
        self._documents.append((item.document, entries))

    def _folded(self, kind: str, events: Sequence[tuple[Event, date]]) -> tuple[StreamState, list[Entry]]:
        """The state after all events of a new stream, judged by nobody, and its entries."""
        state, entries = ledger.start(kind), []
        for event, day in events:
            entry = store.entry(state, event, day, self._stamp)
            state = ledger.apply(state, entry)
            entries.append(entry)
        return state, entries

    def _address(self, item: Item) -> str:
        """Where readers open it: the addresses of one organ differ in the id alone, and to ask for one is dear."""
        if not self._known:
            self._known = (our_address(item, self._site), str(item.pk))
        address, pk = self._known
        return address.replace(pk, str(item.pk))

    def _paper(self, item: Item, version: Version) -> search.Paper:
        if item.column not in self._labels:
            self._labels[item.column] = label_of(self._organ, item.column)
        assert item.published_on is not None
        return search.Paper(
            organ=self._organ, title=item.title, published_on=item.published_on, text=version.text, number=item.number, index_number=item.index_number,
            address=self._address(item), source=PublicItem.Source.PUBLICATION, origin=item.pk, column=item.column,
            column_label=self._labels[item.column], genre=item.genre, validity=item.validity, summary=item.summary, issued_on=item.formed_on,
        )  # fmt: skip


_DAYS = ("formed_on", "effective_from", "expires_on")
