"""The index on SQLite: FTS5 without content, three neighbours with their positions, so that the index alone is exact.

``search_text`` holds all fields, ``search_head`` titles and numbers. A row is the grams of ``words.grams`` with the labels in front
as words of their own; its rowid is the place. Only rows with an item count: the join that fetches the shelf sees to it.
"""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING, Any

from django.db import connection

from gongkai.web.search.engine import Answer, Engine, Entry, Labels, Question, ordered, years_of
from gongkai.web.search.words import grams, phrase

if TYPE_CHECKING:
    from collections.abc import Sequence

_FIELDS = {"search_text": False, "search_head": True}  # the table, and whether it holds the head only
_MAKE = "CREATE VIRTUAL TABLE {0} USING fts5(words, content='', tokenize='ascii')"
MAKE = tuple(_MAKE.format(table) for table in _FIELDS)
UNMAKE = tuple(f"DROP TABLE {table}" for table in _FIELDS)
# One after the other: bytes that FTS5 gathers before it writes a segment, and how many segments of a size it merges as it goes; 0 is none.
_USUAL = {"hashsize": 1 << 20, "automerge": 4}
_MANY = {"hashsize": 1 << 27, "automerge": 0}

_PUT = "INSERT INTO {0}(rowid, words) VALUES (%s, %s)"
_DROP = "INSERT INTO {0}({0}, rowid, words) VALUES ('delete', %s, %s)"
_ORDER = "INSERT INTO {0}({0}) VALUES (%s)"
_SETTING = "INSERT INTO {0}({0}, rank) VALUES (%s, %s)"
# CROSS JOIN: SQLite must not begin with the items. Items without a place, or deleted behind the back of the index, drop out here.
_HEADS = (
    "SELECT f.rowid FROM search_head f CROSS JOIN search_publicitem i ON i.place = f.rowid "
    "WHERE search_head MATCH %s AND f.rowid BETWEEN %s AND %s ORDER BY f.rowid DESC LIMIT %s"
)
# One array in one row: twenty thousand rows cost Python a quarter more, and its garbage collector again as much.
_HITS = "SELECT json_group_array(rowid) FROM (SELECT rowid FROM search_text WHERE search_text MATCH %s AND rowid BETWEEN %s AND %s ORDER BY rowid DESC LIMIT %s)"
_SHELVES = "SELECT i.shelf, count(*) FROM json_each(%s) f CROSS JOIN search_publicitem i ON i.place = f.value GROUP BY i.shelf"
_THERE = "SELECT f.value FROM json_each(%s) f CROSS JOIN search_publicitem i ON i.place = f.value"
_FEW = 1500  # hits whose titles are read to see which go first: quicker than a walk over the heads that finds few
_AHEAD = "SELECT place FROM search_publicitem WHERE place IN (SELECT value FROM json_each(%s)) AND {0} ORDER BY place DESC"
_IN_HEAD = "(instr(plain_title, %s) OR instr(number_key, %s) OR instr(index_key, %s))"
_PAIR = "SELECT rowid FROM search_text WHERE search_text MATCH %s AND rowid BETWEEN %s AND %s ORDER BY rowid DESC LIMIT %s"


class Sqlite(Engine):
    """FTS5 in the database of the site itself."""

    def put(self, entries: Sequence[Entry]) -> None:
        """Index these; in the order of their places, because FTS5 writes a segment each time the rowid goes back."""
        _write(_PUT, entries)

    def drop(self, entries: Sequence[Entry]) -> None:
        """Take these out: a table without content forgets a row when it is told its words again."""
        _write(_DROP, entries)

    def ask(self, question: Question) -> Answer:
        """One walk over at most ``most`` hits gives count and facets; the heads give the rank, as far as the page needs it."""
        ((told,),) = _rows(_HITS, [_asked(question), question.first, question.last, question.most + 1])
        places = json.loads(told)
        capped = len(places) > question.most
        if capped:
            places = sorted(places, reverse=True)[: question.most]
        if capped or len(places) > question.faceted:
            told = json.dumps(sorted(places, reverse=True)[: question.faceted])
        shelved = dict(_rows(_SHELVES, [told]))
        if sum(shelved.values()) < min(len(places), question.faceted):  # items deleted behind the back of the index
            places = [place for (place,) in _rows(_THERE, [json.dumps(places)])]
        places.sort(reverse=True)
        heads = [] if capped or not question.size else self._heads(question, places)
        return Answer(ordered(question, places, heads), len(places), capped, shelved, years_of(places))

    def _heads(self, question: Question, places: Sequence[int]) -> list[int]:
        """Those of all hits that go first, as far as the page needs them."""
        size = question.start + question.size + len(question.ahead)
        if len(places) > _FEW or not question.terms:
            return self.heads(question._replace(size=size))
        asked = [each for term in question.terms for each in (term,) * 3]
        return [place for (place,) in _rows(_AHEAD.format(" AND ".join([_IN_HEAD] * len(question.terms))), [json.dumps(places), *asked])]

    def heads(self, question: Question) -> list[int]:
        """The newest whose title or number has all terms."""
        return [place for (place,) in _rows(_HEADS, [_asked(question), question.first, question.last, question.size])]

    def near(self, pairs: Sequence[str], question: Question) -> dict[int, int]:
        """One short walk for each pair."""
        found: Counter[int] = Counter()
        for pair in pairs:
            parameters = [_asked(question._replace(terms=(pair,))), question.first, question.last, question.size]
            found.update(place for (place,) in _rows(_PAIR, parameters))
        return found

    def highest(self, first: int, last: int) -> int | None:
        """FTS5 notes the size of every row it holds."""
        ((place,),) = _rows("SELECT max(id) FROM search_text_docsize WHERE id BETWEEN %s AND %s", [first, last])
        return int(place) if place is not None else None

    def clear(self) -> None:
        """Both tables, without reading them."""
        for table in _FIELDS:
            _rows(_ORDER.format(table), ["delete-all"])

    def many(self, *, begin: bool) -> None:
        """Large segments while very many rows come, and one segment of all at the end."""
        for table in _FIELDS:
            for name, value in (_MANY if begin else _USUAL).items():
                _rows(_SETTING.format(table), [name, value])
            if not begin:
                _rows(_ORDER.format(table), ["optimize"])


def _write(statement: str, entries: Sequence[Entry]) -> None:
    rows = sorted(entries)
    with connection.cursor() as cursor:
        for table, head in _FIELDS.items():
            cursor.executemany(statement.format(table), [(row.place, _words(row, head=head)) for row in rows])


def _rows(statement: str, parameters: Sequence[Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        return list(cursor.fetchall())


def _words(entry: Entry, *, head: bool) -> str:
    labels = (_label(name, value) for name, value in zip(Labels._fields, entry.labels, strict=True) if value)
    return " ".join([*labels, grams(entry.head if head else entry.fields)])


def _label(name: str, value: str) -> str:
    """A label as a word that no gram can be: longer than three, and hexadecimal, so that FTS5 takes nothing apart."""
    return f"zz{name[0]}{value.encode().hex()}"


def _asked(question: Question) -> str:
    """The question in the language of FTS5. Labels first: they are rarer than words."""
    parts = [_label(name, value) for name in ("column", "genre", "validity") if (value := getattr(question, name))]
    if question.organs:
        parts.append(f"({' OR '.join(_label('organ', organ) for organ in question.organs)})")
    parts += [f'"{phrase(term)}"' for term in question.terms]
    return " AND ".join(parts)
