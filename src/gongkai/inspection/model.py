"""What a walk sees and what an inspection says. Values only; nothing here asks the network."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

ERROR, WARNING, INFO = "error", "warning", "info"


class Link(NamedTuple):
    """Where a link leads, the words on it, and whether it stands in the text (not in a header, menu or footer)."""

    url: str
    words: str
    inside: bool


class Entry(NamedTuple):
    """One line of a list: link, words, and the day that stands beside it (None: none)."""

    url: str
    words: str
    day: date | None


class Message(NamedTuple):
    """A question of the public as a list shows it."""

    words: str
    asked: date
    answered: bool


@dataclass(frozen=True, slots=True)
class Page:
    """One address of the site as it answered.

    ``metas``: names in lower case. ``lines``: text outside headers, menus and footers; pictures, forms and frames stand
    there as ``\\0img:…``. ``published`` and ``formed``: days that the text labels so. ``leaf``: stands outside the folder of
    the site, so that it may be an article but no column. ``asked``: the message that has this page for itself. ``cut``: only its beginning was read. ``scripted``: a script fetches its content, which was not run.
    """

    url: str
    depth: int
    words: str = ""
    title: str = ""
    metas: Mapping[str, str] = field(default_factory=dict)
    links: tuple[Link, ...] = ()
    entries: tuple[Entry, ...] = ()
    messages: tuple[Message, ...] = ()
    lines: tuple[str, ...] = ()
    footer: str = ""
    published: date | None = None
    formed: date | None = None
    cut: bool = False
    scripted: bool = False
    leaf: bool = False
    asked: Message | None = None

    def meta(self, name: str) -> str:
        """A meta tag's content, "" when it is blank or not there. ``name`` in any letter case."""
        return self.metas.get(name.lower(), "")


class Dead(NamedTuple):
    """A link that leads nowhere: address, the page it stands on, its words, why."""

    url: str
    on: str
    words: str
    why: str
    inside: bool  # of the site itself
    certain: bool = True


@dataclass(frozen=True, slots=True)
class Walk:
    """All that was seen. ``unreached``: why the first page gave nothing. ``unseen``: what was not looked at, one sentence each."""

    start: str
    pages: tuple[Page, ...] = ()
    dead: tuple[Dead, ...] = ()
    unreached: str = ""
    unseen: tuple[str, ...] = ()
    requests: int = 0
    files: int = 0
    outside: int = 0
    seconds: float = 0.0
    complete: bool = True


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong: where (an address), words for a person, what was seen against which limit, the clauses.

    ``veto``: by itself it makes the whole site fail (单项否决). ``certain`` False: a person must look.
    """

    code: str
    name: str
    level: str
    where: str
    words: str
    evidence: tuple[tuple[str, str], ...]
    cites: tuple[str, ...]
    veto: bool = False
    certain: bool = True


@dataclass(frozen=True, slots=True)
class Inspection:
    """The answer: the walk in numbers, findings gravest first, and what nobody looked at."""

    url: str
    day: date
    findings: tuple[Finding, ...]
    unseen: tuple[str, ...]
    complete: bool
    columns: int
    articles: int
    pages: int
    files: int
    outside: int
    requests: int
    seconds: float

    @property
    def vetoes(self) -> tuple[Finding, ...]:
        """The first finding of each rule by which the whole site fails."""
        first: dict[str, Finding] = {}
        for finding in self.findings:
            if finding.veto and finding.certain:
                first.setdefault(finding.code, finding)
        return tuple(first.values())

    @property
    def failed(self) -> bool:
        """Whether anything grave and certain was found."""
        return any(finding.level == ERROR and finding.certain for finding in self.findings)
