"""Findings for a person at a terminal: gravest first, each with its place, words, mend and clause."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongkai.report.output.checked import (
    LEVEL_WORDS,
    UNCERTAIN_WORD,
    citations,
    count_words,
    counts,
    head_words,
    place_words,
)
from gongkai.report.output.columns import indented, printable
from gongkai.report.rules.base import ERROR, INFO, WARNING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gongkai.report.output.checked import Checked
    from gongkai.report.rules.base import Finding

_COLOURS = {ERROR: "31;1", WARNING: "33;1", INFO: "34;1", "uncertain": "35;1", "strong": "1", "soft": "2"}
_QUOTE_LIMIT = 120  # characters of the document quoted before it is cut in the middle
_INDENT = "    "


def render(results: Sequence[Checked], *, width: int = 80, colour: bool = False) -> str:
    """The whole answer for one call, ending in a line of counts. ``width`` in columns."""
    page = _Page(width, colour)
    blocks = ["\n".join(page.file(item)) for item in results]
    return "\n\n".join([*blocks, "\n".join(page.closing(results))]) + "\n"


class _Page:
    """Width and colour of one answer."""

    def __init__(self, width: int, colour: bool) -> None:
        self.width = max(40, width)
        self.colour = colour

    def paint(self, text: str, kind: str) -> str:
        return f"\033[{_COLOURS[kind]}m{text}\033[0m" if self.colour else text

    def file(self, item: Checked) -> Iterator[str]:
        """Head line, then the findings by level."""
        yield self.paint(" ".join(printable(item.file).split("\n")), "strong")
        if item.error is not None:
            yield from indented(f"不能使用：{item.error}", self.width, _INDENT)
            return
        yield from indented(head_words(item), self.width, "  ", "  ")
        yield f"  {count_words(counts(item.findings))}"
        for level in (ERROR, WARNING, INFO, "uncertain"):
            found = [finding for finding in item.findings if _group(finding) == level]
            if found:
                yield ""
                word = LEVEL_WORDS.get(level, f"{UNCERTAIN_WORD}（数据读得不确定，请对照原件核实）")
                for line in indented(f"{word} {len(found)} 处", self.width, "", ""):
                    yield self.paint(line, level)
                for finding, following in zip(found, [*found[1:], None], strict=True):
                    yield from self.finding(item, finding)
                    # The same clause under ten findings of one rule in a row is read once: under the last.
                    if following is None or (following.code, following.cites) != (finding.code, finding.cites):
                        yield from self.clause(finding)

    def finding(self, item: Checked, finding: Finding) -> Iterator[str]:
        """Place, sentence, words of the document, mend."""
        head = indented(f"{finding.code}  {place_words(item.report, finding.place)}", self.width, "  ", " " * 8)
        yield head[0].replace(finding.code, self.paint(finding.code, _group(finding)), 1)
        yield from head[1:]
        yield from indented(finding.message, self.width, _INDENT, _INDENT)
        if finding.place.text and _short(finding.place.text) not in finding.message:
            yield from indented(f"原文：「{_short(finding.place.text)}」", self.width, _INDENT)
        if finding.fix is not None:
            mend = (
                f"把「{_short(finding.fix.replace)}」改为「{_short(finding.fix.with_)}」"
                if finding.fix.with_
                else f"删去「{_short(finding.fix.replace)}」"
            )
            yield from indented(mend, self.width, _INDENT + "改法：", None)

    def clause(self, finding: Finding) -> Iterator[str]:
        """What the finding rests on, in full."""
        cited = citations(finding)
        if cited:
            for line in indented("；".join(cited), self.width, _INDENT + "依据：", None):
                yield self.paint(line, "soft")

    def closing(self, results: Sequence[Checked]) -> Iterator[str]:
        """Counts over all files, and where to read more."""
        everything = [finding for item in results for finding in item.findings]
        unusable = sum(1 for item in results if item.error is not None)
        line = f"共 {len(results)} 个文件"
        if unusable:
            line += f"，{unusable} 个不能使用"
        yield from indented(f"{line}。{count_words(counts(everything))}。", self.width, "", "")
        if everything:
            yield from indented(f"每条的道理和改法：gongkai report explain {everything[0].code}", self.width, "", "")


def _group(finding: Finding) -> str:
    return finding.level if finding.certain else "uncertain"


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= _QUOTE_LIMIT else f"{flat[: _QUOTE_LIMIT // 2]}……{flat[-_QUOTE_LIMIT // 3 :]}"
