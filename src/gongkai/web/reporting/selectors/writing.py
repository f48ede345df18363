"""The four parts of prose as the desk shows them while they are written: each word with what it is bound to and what is said of it."""

from __future__ import annotations

from difflib import get_close_matches
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from gongkai.proof.similarity import bare
from gongkai.report.narrative.binding import bind
from gongkai.report.narrative.catalogue import GROUPS
from gongkai.report.narrative.copies import LEAST, copied
from gongkai.report.narrative.drafting import LIMIT, length
from gongkai.report.narrative.problems import left_blank
from gongkai.report.narrative.taking import standing
from gongkai.report.narrative.template import Bound, fill, show
from gongkai.report.output.checked import SHAPES, WORDS, citations, place_words
from gongkai.report.output.marks import numbered
from gongkai.report.output.sheet import mend_words, short_of
from gongkai.web.accounts.selectors import names_of
from gongkai.web.reporting.selectors.content import SECTIONS
from gongkai.web.reporting.selectors.sheet import anchor_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from gongkai.report.model import Report
    from gongkai.report.narrative.aspects import Sentence
    from gongkai.report.narrative.copies import Passage
    from gongkai.report.narrative.facts import Fact
    from gongkai.report.narrative.following import Followed
    from gongkai.report.narrative.template import Filled
    from gongkai.report.output.marks import Numbered
    from gongkai.web.reporting.models import Answer
    from gongkai.web.reporting.selectors.content import Content
    from gongkai.web.reporting.selectors.findings import Found

HEADINGS = {"preamble": "开头", "overview": "一、总体情况", "problems": "五、存在的主要问题及改进情况", "other": "六、其他需要报告的事项"}
NUMBERS = {entry.name: number for number, entry in enumerate((entry for group in GROUPS.values() for entry in group), 1)}
_COMPARED = ("overview", "problems", "other")  # the opening is the same every year, as it should be
_AROUND = 12  # characters shown at each side of a typed number


class Run(NamedTuple):
    """Words of one look. ``name`` and ``key`` of the field that stands there ("" for none), ``kind`` the gravest finding about them,
    ``ends`` the findings whose words end here; ``copied`` when they stand in last year's report too.
    """

    text: str
    name: str = ""
    key: str = ""
    known: bool = True
    kind: str = ""
    ends: tuple[Said, ...] = ()
    copied: bool = False


class Said(NamedTuple):
    """A finding as it is shown: its number, how grave, in which words; ``start`` and ``end`` its characters of the template, -1 for none.

    ``blocks`` when it is a certain error that nobody has answered, ``answer`` why it stays, and who said so.
    """

    number: int
    kind: str
    where: str
    message: str
    mend: str
    cites: tuple[str, ...]
    code: str
    mark: str
    anchor: str
    start: int
    end: int
    blocks: bool
    answer: Answer | None
    who: str

    @property
    def word(self) -> str:
        """What kind it is."""
        return WORDS[self.kind]

    @property
    def shape(self) -> str:
        """Its sign: nobody needs the colour."""
        return SHAPES[self.kind]


class Open(NamedTuple):
    """A field without a value: its key ("" for a name that there is not), and why with what to do."""

    name: str
    key: str
    why: str


class Offer(NamedTuple):
    """A typed number that may be a field (``start:end`` of the template): the words around it, the facts that it may be."""

    start: int
    end: int
    before: str
    shown: str
    after: str
    choices: tuple[Fact, ...]


class Part(NamedTuple):
    """One part. ``lines`` is what readers will see; ``unused`` what the record would say and nobody says so, by slot."""

    key: str
    heading: str
    template: str
    lines: tuple[tuple[Run, ...], ...]
    characters: int
    said: tuple[Said, ...]
    open: tuple[Open, ...]
    copied: tuple[Passage, ...]
    offers: tuple[Offer, ...]
    followed: Followed
    unused: tuple[Sentence, ...]

    @property
    def limit(self) -> int:
        """How many characters the part is to have at most, in principle; 0 where nothing is said (格式2021, first part)."""
        return LIMIT if self.key == "overview" else 0

    @property
    def over(self) -> int:
        """How many characters it has beyond that."""
        return max(0, self.characters - self.limit) if self.limit else 0


class Paper(NamedTuple):
    """All parts, what is said of the rest of the report, and of how much somebody still has to say why."""

    parts: tuple[Part, ...]
    elsewhere: tuple[Said, ...]

    @property
    def said(self) -> tuple[Said, ...]:
        """Every finding, the gravest first."""
        return tuple(sorted((*(each for part in self.parts for each in part.said), *self.elsewhere), key=lambda each: each.number))

    @property
    def blocking(self) -> int:
        """Certain errors that are neither mended nor answered."""
        return sum(each.blocks for each in self.said)

    @property
    def counts(self) -> list[tuple[str, str, str, int]]:
        """Kind, shape, word and number of the findings, those kinds that there are."""
        kinds = [each.kind for each in self.said]
        return [(kind, SHAPES[kind], WORDS[kind], kinds.count(kind)) for kind in SHAPES if kind in kinds]


class Entry(NamedTuple):
    """A field that may be inserted, with its value as readers see it; ``number`` is that of ``NUMBERS``."""

    number: int
    fact: Fact
    shown: str


def paper(content: Content, found: Sequence[Found], previous: Report | None) -> Paper:
    """The parts with the findings in their places; ``previous`` is last year's report."""
    said = _said(content, found)
    parts = tuple(_part(content, part, [each for each in said if each[0] == part], previous) for part in SECTIONS)
    return Paper(parts, tuple(each for part, _, each in said if part not in SECTIONS))


def fields(content: Content) -> list[tuple[str, list[Entry]]]:
    """Every field by group, in the order of the format."""
    return [(group, [_entry(content.told[each.name]) for each in entries]) for group, entries in GROUPS.items()]


def group_of(name: str) -> str:
    """The group of a field; "" for a name that there is not."""
    return next((group for group, entries in GROUPS.items() if any(each.name == name for each in entries)), "")


def _entry(fact: Fact) -> Entry:
    return Entry(NUMBERS[fact.name], fact, "" if fact.value is None or fact.value == "" else f"{show(fact.value)}{fact.unit}")


def _said(content: Content, found: Sequence[Found]) -> list[tuple[str, tuple[int, int], Said]]:
    """Part, characters of its filled text ((0, 0) for none), and the finding, numbered as on every page of the report."""
    known = {id(each.finding): each for each in found}
    names = names_of({each.answer.created_by for each in found if each.answer})
    return [_of(content, item, known[id(item.finding)], names) for item in numbered([each.finding for each in found])]


def _of(content: Content, item: Numbered, found: Found, names: Mapping[str, str]) -> tuple[str, tuple[int, int], Said]:
    finding, place = item.finding, item.finding.place
    filled = content.filled.get(place.part)
    span = _span(filled.text, place.start, place.end, place.text) if filled else (0, 0)
    start, end = filled.span(*span) if filled and span[0] < span[1] else (-1, -1)
    return place.part, span, Said(
        item.number, item.kind, place_words(content.report, place), finding.message, mend_words(finding),
        tuple(short_of(each) for each in citations(finding)), finding.code, found.mark, anchor_of(found), start, end, found.blocks, found.answer,
        names.get(found.answer.created_by, "已停用的账号") if found.answer else "",
    )  # fmt: skip


def _span(text: str, start: int, end: int, words: str) -> tuple[int, int]:
    """The characters that a finding means; where it only names words, those when they stand there once."""
    if 0 <= start < end <= len(text):
        return start, end
    if words and text.count(words) == 1:
        return text.index(words), text.index(words) + len(words)
    return 0, 0


def _part(content: Content, part: str, said: Sequence[tuple[str, tuple[int, int], Said]], previous: Report | None) -> Part:
    filled, drafted = content.filled[part], content.drafted[part]
    passages = _copied(content, part, previous)
    items = [(span, each) for _, span, each in said]
    return Part(
        part, HEADINGS[part], content.texts[part], _lines(filled, items, passages), length(filled.text), tuple(each for _, each in items),
        tuple(_open(content.told, name) for name in filled.missing), tuple(passages), tuple(_offers(content.texts[part], content.told)),
        content.followed[part], tuple(each for each, stands in standing(content.texts[part], drafted) if not stands),
    )  # fmt: skip


def _open(told: Mapping[str, Fact], name: str) -> Open:
    if name in told:
        return Open(name, told[name].key, told[name].why_unknown)
    if left_blank(name):
        return Open(name, "", "问题登记簿里还没有写，写了以后自动填上；也可以在这里直接写字")
    alike = get_close_matches(name, told, 1)
    return Open(name, "", f"没有叫“{name}”的字段，{f'是不是“{alike[0]}”？' if alike else ''}请从字段表里选，或者直接写字")


def _offers(template: str, told: Mapping[str, Fact]) -> Iterator[Offer]:
    for each in bind(template, told):
        before, after = template[max(0, each.start - _AROUND) : each.start], template[each.end : each.end + _AROUND]
        yield Offer(
            each.start,
            each.end,
            before.rpartition("\n")[2],
            each.shown,
            after.partition("\n")[0],
            tuple(told[name] for name in each.choices),
        )


def _copied(content: Content, part: str, previous: Report | None) -> list[Passage]:
    """What last year's report has too, without what the record has every report say."""
    if previous is None or part not in _COMPARED:
        return []
    organ = content.annual.organ
    names = (organ.name, organ.short_name)
    own = [] if part == "problems" else [fill(each.text, content.told).text for each in content.drafted[part]]
    found = copied(content.filled[part].text, previous.sections.get(part, ""), names)
    return [each for each in found if len(_without(bare(each.words, names).text, [bare(text, names).text for text in own])) >= LEAST]


def _without(words: str, others: Sequence[str]) -> str:
    for each in others:
        words = words.replace(each, "") if each else words
    return words


def _lines(filled: Filled, said: Sequence[tuple[tuple[int, int], Said]], passages: Sequence[Passage]) -> tuple[tuple[Run, ...], ...]:
    """The text line by line, cut wherever a field, a mark or a passage begins or ends."""
    spans = [(start, end, each) for (start, end), each in said if start < end]
    bounds = list(_bounds(filled))
    breaks = [at for at, character in enumerate(filled.text) if character == "\n"]
    cuts = {0, len(filled.text), *breaks, *(at + 1 for at in breaks)}
    cuts |= {at for start, end, _ in (*bounds, *spans) for at in (start, end)} | {at for each in passages for at in (each.start, each.end)}
    lines: list[list[Run]] = [[]]
    for start, end in pairwise(sorted(cuts)):
        if filled.text[start:end] == "\n":
            lines.append([])
            continue
        here = [each for begin, stop, each in spans if begin <= start and end <= stop]
        field = next((bound for begin, stop, bound in bounds if begin <= start and end <= stop), Bound("", "", "", True))
        lines[-1].append(
            Run(
                filled.text[start:end], field.name, field.key, field.known, _gravest(here), tuple(each for _, stop, each in spans if stop == end),
                any(each.start <= start and end <= each.end for each in passages),
            )
        )  # fmt: skip
    return tuple(tuple(line) for line in lines)


def _bounds(filled: Filled) -> Iterator[tuple[int, int, Bound]]:
    at = 0
    for piece in filled.pieces:
        size = len(piece if isinstance(piece, str) else piece.shown)
        if isinstance(piece, Bound):
            yield at, at + size, piece
        at += size


def _gravest(said: Sequence[Said]) -> str:
    return next((kind for kind in SHAPES if any(each.kind == kind for each in said)), "")
