"""A third engine, of a dictionary: what ``engine.Engine`` asks for is enough to stand another index there."""

from __future__ import annotations

from collections import Counter

from gongkai.web.search.engine import Answer, Engine, ordered, years_of


class Memory(Engine):
    def __init__(self):
        self.entries = {}

    def put(self, entries):
        self.entries |= {entry.place: entry for entry in entries}

    def drop(self, entries):
        for entry in entries:
            assert self.entries.pop(entry.place) == entry

    def ask(self, question):
        hits = self._having(question, lambda entry: entry.fields)
        capped = len(hits) > question.most
        hits = hits[: question.most]
        heads = [] if capped else self._having(question, lambda entry: entry.head)
        shelves = Counter(self.entries[place].shelf for place in hits[: question.faceted])
        return Answer(ordered(question, hits, heads), len(hits), capped, shelves, years_of(hits))

    def heads(self, question):
        return self._having(question, lambda entry: entry.head)[: question.size]

    def near(self, pairs, question):
        found = Counter()
        for pair in pairs:
            found.update(self._having(question._replace(terms=(pair,)), lambda entry: entry.fields)[: question.size])
        return found

    def highest(self, first, last):
        return max((place for place in self.entries if first <= place <= last), default=None)

    def clear(self):
        self.entries.clear()

    def many(self, *, begin):
        pass

    def _having(self, question, fields):
        found = []
        for place, entry in self.entries.items():
            fits = question.first <= place <= question.last and (not question.organs or entry.labels.organ in question.organs)
            for name in ("column", "genre", "validity"):
                wanted = getattr(question, name)
                fits = fits and (not wanted or getattr(entry.labels, name) == wanted)
            if fits and all(any(term in field for field in fields(entry)) for term in question.terms):
                found.append(place)
        return sorted(found, reverse=True)
