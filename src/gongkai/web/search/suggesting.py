"""Suggestions while somebody types: numbers, columns, phrases of titles and titles that contain what stands there so far."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from gongkai.web.search.engine import Question, last_of
from gongkai.web.search.engines import engine
from gongkai.web.search.highlight import Piece, pieces
from gongkai.web.search.models import Label, PublicItem
from gongkai.web.search.words import plain, terms

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from gongkai.web.organs.models import Organ

_TITLES, _COLUMNS = 60, 10  # newest titles, and columns, that are looked at
_LONGER, _LONGEST = 2, 10  # characters by which a phrase goes on beyond what is typed
_OFTEN, _SAME = 3, 0.8  # a phrase stands in so many titles; a longer one with this share of them stands for it
_APART = re.compile(r"[^\w]+")


class Suggestion(NamedTuple):
    """One line under the box. ``kind``: ``number``, ``column``, ``phrase`` or ``title``.

    ``text`` is what goes into the box; ``address`` where it leads at once, "" where it is a question; ``column`` the key of a column.
    """

    text: str
    kind: str
    pieces: list[Piece]
    address: str = ""
    column: str = ""


def suggest(text: str, organ: Organ | None = None, *, on: date, most: int = 8) -> list[Suggestion]:
    """What could be meant by what has been typed, at most ``most``; nothing for nothing."""
    parts = terms(text)
    if not parts or most < 1:
        return []
    question = Question(tuple(parts), 0, last_of(on), (organ.pk.hex,) if organ else (), size=_TITLES)
    places = engine().heads(question)
    fields = ("title", "plain_title", "number", "number_key", "index_number", "index_key", "address")
    rows = list(PublicItem.objects.filter(place__in=places).order_by("-place").values_list(*fields, named=True)) if places else []
    kinds = (_numbers(rows, plain(text), parts), _columns(plain(text), question, parts), _phrases(rows, parts), _titles(rows, parts))
    return list(_mixed(kinds, most))


def _mixed(kinds: Sequence[Iterable[Suggestion]], most: int) -> Iterator[Suggestion]:
    """At most a third of each of the first kinds, titles in what is left; none twice."""
    seen: set[str] = set()
    *first, rest = kinds
    for kind, room in [*((kind, max(1, most // 4)) for kind in first), (rest, most)]:
        for each in kind:
            if room <= 0 or len(seen) >= most:
                break
            if each.text not in seen:
                seen.add(each.text)
                room -= 1
                yield each


def _numbers(rows: Sequence[PublicItem], key: str, parts: list[str]) -> list[Suggestion]:
    """文号 and 索引号 that contain what is typed, those that begin with it first."""
    found = [(not row.number_key.startswith(key), row.number, row.address) for row in rows if key in row.number_key]
    found += [(not row.index_key.startswith(key), row.index_number, row.address) for row in rows if key in row.index_key]
    found.sort(key=lambda each: each[0])
    return [Suggestion(number, "number", pieces(number, parts), address) for _, number, address in found]


def _columns(key: str, question: Question, parts: list[str]) -> Iterator[Suggestion]:
    """Columns under which something stands."""
    found = Label.objects.filter(kind=Label.Kind.COLUMN, plain__contains=key).order_by("name")[:_COLUMNS]
    for column in sorted(found, key=lambda column: not column.plain.startswith(key)):
        if engine().heads(question._replace(terms=(), column=column.value, size=1)):
            yield Suggestion(column.name, "column", pieces(column.name, parts), column=column.value)


def _phrases(rows: Sequence[PublicItem], parts: list[str]) -> list[Suggestion]:
    """How titles go on after what is typed, where several go on alike."""
    counts: Counter[str] = Counter()
    typed = parts[-1]
    for row in rows:
        found: set[str] = set()
        for run in _APART.split(row.title):
            at = plain(run).find(typed) if len(plain(run)) == len(run) else -1
            if at >= 0:
                end = at + len(typed)
                found.update(run[at:stop] for stop in range(end + _LONGER, min(len(run), end + _LONGEST) + 1))
        counts.update(found)
    often = {phrase: count for phrase, count in counts.items() if count >= _OFTEN}
    best = sorted(often, key=lambda phrase: (-often[phrase] * (len(phrase) - len(typed)), phrase))
    kept: list[str] = []
    for phrase in best:
        longer = any(other != phrase and other.startswith(phrase) and often[other] >= _SAME * often[phrase] for other in often)
        if not longer and not any(phrase.startswith(other) or other.startswith(phrase) for other in kept):
            kept.append(phrase)
    return [Suggestion(phrase, "phrase", pieces(phrase, parts)) for phrase in kept]


def _titles(rows: Sequence[PublicItem], parts: list[str]) -> list[Suggestion]:
    """Titles that have all terms."""
    having = [row for row in rows if all(part in row.plain_title for part in parts)]
    having.sort(key=lambda row: not row.plain_title.startswith(parts[0]))
    return [Suggestion(row.title, "title", pieces(row.title, parts), row.address) for row in having]
