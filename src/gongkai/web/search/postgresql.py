"""The index on PostgreSQL: grams without positions under GIN propose, the plain text beside them decides.

Phrases of a ``tsvector`` end at position 16,383 and are read from the heap all the same; a text of any length is therefore cut into
parts that overlap by more than the longest term, and ``strpos`` looks whether the term stands there. Semantics are those of SQLite.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from django.db import connection

from gongkai.web.search.engine import Answer, Engine, Entry, Question, ordered, years_of
from gongkai.web.search.words import latin, lexemes, pairs

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_PART, _OVERLAP = 20_000, 600  # characters; a term is at most 200 characters, which fold into at most 600
_WINDOW, _WIDER = 50_000, 8  # items among which the newest hits are looked for at first; by how much more then

MAKE = (
    "CREATE TABLE search_text (place bigint NOT NULL, part integer NOT NULL, words tsvector NOT NULL, plain text NOT NULL, PRIMARY KEY (place, part))",
    "CREATE INDEX search_text_words ON search_text USING gin (words)",
    "CREATE TABLE search_head (place bigint PRIMARY KEY, words tsvector NOT NULL, plain text NOT NULL)",
    "CREATE INDEX search_head_words ON search_head USING gin (words)",
)
UNMAKE = ("DROP TABLE search_text", "DROP TABLE search_head")

_PUT_TEXT = "INSERT INTO search_text(place, part, words, plain) VALUES (%s, %s, array_to_tsvector(string_to_array(%s, ' ')), %s)"
_PUT_HEAD = "INSERT INTO search_head(place, words, plain) VALUES (%s, array_to_tsvector(string_to_array(%s, ' ')), %s)"
_HAS = "{0}.words @@ %s::tsquery AND strpos({0}.plain, %s) > 0"
_ITEM = " JOIN search_publicitem i ON i.place = {0}.place"
_HEADS = (
    "WITH found AS MATERIALIZED (SELECT h.place FROM search_head h{joined} WHERE {tests} AND h.place BETWEEN %s AND %s{filters}) "
    "SELECT place FROM found ORDER BY place DESC LIMIT %s"
)
_ALL = "SELECT h.place FROM search_head h WHERE h.place BETWEEN %s AND %s"
_SET = "SELECT t.place FROM search_text t WHERE {tests} AND t.place BETWEEN %s AND %s"
# OFFSET 0: the planner shall take the rows from GIN, and not walk along the places until enough have been seen
_HITS = "SELECT DISTINCT i.place, i.shelf FROM ({sets} OFFSET 0) f{joined} WHERE true{filters} LIMIT %s"


class Postgresql(Engine):
    """GIN in the database of the site itself."""

    def put(self, entries: Sequence[Entry]) -> None:
        """Index these, a part of a text a row."""
        parts = [(row.place, at, _lexemes(text), text) for row in entries for at, text in enumerate(_parts(" ".join(row.fields)))]
        heads = [(row.place, _lexemes(text), text) for row in entries for text in [" ".join(row.head)]]
        with connection.cursor() as cursor:
            cursor.executemany(_PUT_TEXT, parts)
            cursor.executemany(_PUT_HEAD, heads)

    def drop(self, entries: Sequence[Entry]) -> None:
        """Take these out."""
        places = [row.place for row in entries]
        _run("DELETE FROM search_text WHERE place = ANY(%s)", [places])
        _run("DELETE FROM search_head WHERE place = ANY(%s)", [places])

    def ask(self, question: Question) -> Answer:
        """First any hits, in no order: mostly that is all. Where there are too many, the newest are looked for from the newest items on."""
        found = _hits(question, question.first, limit=question.most + 1)
        capped = len(found) > question.most
        if capped:
            found = _newest(question)
        hits = sorted(found, reverse=True)[: question.most]
        places = [place for place, _ in hits]
        ranked = not capped and question.size > 0
        heads = self.heads(question._replace(size=question.start + question.size + len(question.ahead))) if ranked else []
        return Answer(
            ordered(question, places, heads),
            len(hits),
            capped,
            Counter(shelf for _, shelf in hits[: question.faceted]),
            years_of(places),
        )

    def heads(self, question: Question) -> list[int]:
        """The newest whose title or number has all terms."""
        tests, asked = _tests("h", question.terms)
        filters, values = _labels(question)
        statement = _HEADS.format(joined=_ITEM.format("h"), tests=tests, filters=filters)
        rows = _rows(statement, [*asked, question.first, question.last, *values, question.size])
        return [place for (place,) in rows]

    def near(self, pairs: Sequence[str], question: Question) -> dict[int, int]:
        """One short look for each pair."""
        found: Counter[int] = Counter()
        for pair in pairs:
            found.update(place for place, _ in _hits(question._replace(terms=(pair,)), question.first, limit=question.size))
        return found

    def highest(self, first: int, last: int) -> int | None:
        """As the rows of heads have it."""
        ((place,),) = _rows("SELECT max(place) FROM search_head WHERE place BETWEEN %s AND %s", [first, last])
        return int(place) if place is not None else None

    def clear(self) -> None:
        """Both tables."""
        _run("TRUNCATE search_text, search_head", [])

    def many(self, *, begin: bool) -> None:
        """What GIN has put aside is sorted in, and the planner learns what is frequent."""
        if not begin:
            _run("SELECT gin_clean_pending_list('search_text_words'), gin_clean_pending_list('search_head_words')", [])
            _run("ANALYZE search_text, search_head, search_publicitem, search_publicpage", [])


def _parts(text: str) -> Iterator[str]:
    yield text[:_PART]
    for start in range(_PART, len(text), _PART):
        yield text[start - _OVERLAP : start + _PART]


def _lexemes(text: str) -> str:
    """The words of a text, its blanks between fields being none."""
    return " ".join(dict.fromkeys(word for word in lexemes(text) if " " not in word))


def _tests(table: str, terms: Sequence[str]) -> tuple[str, list[object]]:
    """Conditions on a row, with their parameters: it has all grams of each term, and each term itself."""
    parameters: list[object] = []
    for term in terms:
        asked = [term] if len(term) == 1 else [*latin(term), *pairs(term)]
        parameters += [" & ".join(f"'{gram}'" for gram in asked), term]
    return " AND ".join([_HAS.format(table)] * len(terms)) or "true", parameters


def _labels(question: Question) -> tuple[str, list[object]]:
    """Conditions on the item, with their parameters."""
    filters, parameters = "", list[object]()
    if question.organs:
        filters += " AND i.organ_id = ANY(%s::uuid[])"
        parameters.append(list(question.organs))
    for name in ("column", "genre", "validity"):
        if value := getattr(question, name):
            filters += f' AND i."{name}" = %s'
            parameters.append(value)
    return filters, parameters


def _hits(question: Question, first: int, *, limit: int) -> list[tuple[Any, ...]]:
    """Places with their shelves from ``first`` on, in no order. Terms of one item may stand in different parts of it."""
    filters, values = _labels(question)
    sets: list[str] = []
    parameters: list[object] = []
    for term in question.terms:
        tests, asked = _tests("t", [term])
        sets.append(_SET.format(tests=tests))
        parameters += [*asked, first, question.last]
    if not sets:
        sets, parameters = [_ALL], [first, question.last]
    statement = _HITS.format(sets=" INTERSECT ".join(sets), joined=_ITEM.format("f"), filters=filters)
    return _rows(statement, [*parameters, *values, limit])


def _newest(question: Question) -> list[tuple[Any, ...]]:
    """The newest hits where there are very many: those of the newest items, of more items while they are not enough."""
    width = _WINDOW
    while True:
        edge = _rows(
            "SELECT place FROM search_publicitem WHERE place BETWEEN %s AND %s ORDER BY place DESC OFFSET %s LIMIT 1",
            [question.first, question.last, width],
        )
        found = _hits(question, edge[0][0] if edge else question.first, limit=width + 1)
        if len(found) >= question.most or not edge:
            return found
        width *= _WIDER


def _rows(statement: str, parameters: Sequence[Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        return list(cursor.fetchall())


def _run(statement: str, parameters: Sequence[Any]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
