"""Table three out of text: labels in official order, misprints in the gaps, digits split by proof."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gongkai.report.extract import glued, labels
from gongkai.report.extract.figures import figure
from gongkai.report.extract.region import Label, Region, cells_of, has_figures, leading_tokens
from gongkai.report.forms import FORMS
from gongkai.report.model import Figure

if TYPE_CHECKING:
    from collections.abc import Callable

    from gongkai.report.extract.grids import Tables

_SEVEN = re.compile(r"(?:^|[^\d.\s]|(?<=\s))\s*(\d+(?:[ \t]+\d+){6})[ \t]*$", re.MULTILINE)
_WIDTH = 7


def read_three(region: Region, start: int, end: int, tables: Tables, place: Callable[[int], str]) -> None:
    """Read every row of table three between two positions of the squeezed text."""
    found = _labels_of_three(region, start, end)
    if not found:
        return
    if _rows_by_line(region, found, start, end, tables, place):
        return
    glued_rows: dict[str, list[str]] = {}
    bounds = [*found, Label("", end, end, "")]
    has_parts = any(label.key.startswith("other.") for label in found)
    segments = [region.segment(label.end, following.start) for label, following in zip(bounds, bounds[1:], strict=False)]
    counts = [len(list(leading_tokens(segment))) for segment in segments]
    if 0 in counts and region.strays(start, end, sum(counts)) >= _WIDTH:
        _all_unsure(region, found, tables, place)
        return
    wide = counts.count(_WIDTH + 1) > 1
    for label, segment in zip(found, segments, strict=True):
        if label.key == "other" and has_parts:
            continue
        if wide and any(leading_tokens(segment)):
            why = "表格比格式多一列，不知哪一格是哪一列"
            tables.doubt(
                f"table3.{label.key}", _WIDTH, " ".join(leading_tokens(segment)), why, label.printed, place(region.at(label.start))
            )
        else:
            _put_three(region, label, segment, tables, glued_rows, place)
    _solve(region, found, tables, glued_rows, place)


def _all_unsure(region: Region, found: list[Label], tables: Tables, place: Callable[[int], str]) -> None:
    """A text layer in the order of columns: figures there are, but not behind their labels."""
    printed = {label.key: label for label in found}
    form = FORMS["2021"] if any(key.startswith("other.") for key in printed) else FORMS["2019"]
    for row in form.rows:  # a label torn apart by the columns is there all the same
        label = printed.get(row.key, found[0])
        words = label.printed if row.key in printed else ""
        why = "数字不在行名后面，不知属于哪一行"
        tables.doubt(f"table3.{row.key}", _WIDTH, "", why, words, place(region.at(label.start)))


def keep_torn(region: Region, tables: Tables, place: Callable[[int], str]) -> None:
    """Labels of table three that stand outside the grids: their rows are there, but which figures are theirs nobody knows."""
    whole = region.squeezed
    for key, words in _ordered_labels():
        name = f"table3.{key}"
        if name in tables.rows or key == "other":
            continue
        numbered = (word for word in words if word[0] in "（123456789一二四")
        at, word = next(((at, word) for word in numbered if (at := whole.find(word)) >= 0), (-1, ""))
        if at >= 0:
            tables.doubt(name, _WIDTH, "", "行名在表格之外，不知哪一行数字是它的", word, place(region.at(at)))


def _labels_of_three(region: Region, start: int, end: int) -> list[Label]:
    """Labels of table three in official order: exact ones first, misprinted ones in the gaps."""
    text, position = region.squeezed, start
    found: list[Label] = []
    for key, words in _ordered_labels():
        hits = [(at, word) for word in words if (at := text.find(word, position, end)) >= 0]
        if hits:
            at, word = min(hits, key=lambda hit: (hit[0], -len(hit[1])))
            found.append(region.label(key, at, at + len(word)))
            position = at + len(word)
    return _fill_gaps(region, found, start, end)


def _ordered_labels() -> list[tuple[str, list[str]]]:
    """Keys of both forms in the order they are printed, with the squeezed labels of each."""
    new, old = FORMS["2021"], FORMS["2019"]
    known = labels.exact()
    keys = [row.key for row in new.rows if not row.key.startswith("other.")]
    place = keys.index("total")
    keys[place:place] = ["other.no_correction", "other.fee_unpaid", "other.rest"]
    words: dict[str, list[str]] = {key: [] for key in keys}
    for form in (new, old):
        for row in form.rows:
            if row.key in words:
                words[row.key] += [labels.canon(label) for label in (row.label, *row.misprints) if labels.canon(label) in known]
    return [(key, sorted(set(words[key]) - {"总计", "其他"}, key=len, reverse=True)) for key in keys]


def _fill_gaps(region: Region, found: list[Label], start: int, end: int) -> list[Label]:
    keys = [key for key, _ in _ordered_labels()]
    have = {label.key for label in found}
    result: list[Label] = []
    edges = [Label("", start, start, ""), *found, Label("", end, end, "")]
    for before, after in zip(edges, edges[1:], strict=False):
        low = keys.index(before.key) + 1 if before.key else 0
        high = keys.index(after.key) if after.key else len(keys)
        missing = frozenset(f"table3.{key}" for key in keys[low:high] if key not in have) | {"table3.other"}
        result += _misprinted(region, before.end, after.start, missing)
        if after.key:
            result.append(after)
    return result


def _misprinted(region: Region, start: int, end: int, among: frozenset[str]) -> list[Label]:
    """Text between two labels that is nearly the label of a row that belongs there."""
    found: list[Label] = []
    for match in re.finditer(r"(?:\d[.、])?[^\d/—]+", region.squeezed[start:end]):
        words = match[0]
        cut = max((words.rfind(mark) for mark in ("不予公开", "无法提供", "不予处理", "办理结果")), default=-1)
        offset = 0
        if cut >= 0 and len(words) > cut + 5:
            offset = cut + 4
        elif (group := re.search(r"（六）其他处理", words)) and group.end() == len(words):
            offset = group.start()
        label, tail, tail_key = _without_tail(words[offset:])
        key = labels.exact().get(labels.canon(label)) or labels.nearest(labels.canon(label), among)
        if key in among:
            at = start + match.start() + offset
            found.append(region.label(key.partition(".")[2], at, at + len(label)))
            if tail_key in among:
                found.append(region.label(tail_key.partition(".")[2], at + len(label), at + len(label + tail)))
    return found


def _without_tail(label: str) -> tuple[str, str, str]:
    """A label that ran over its own empty cells into the next one, cut in two; the second and its row."""
    for tail, key in (("其他", "table3.other.rest"), ("总计", "table3.total")):
        if label.endswith(tail) and len(label) > 6:
            return label[: -len(tail)], tail, key
    return label, "", ""


def _put_three(
    region: Region, label: Label, segment: str, tables: Tables, glued_rows: dict[str, list[str]], place: Callable[[int], str]
) -> None:
    key, where = f"table3.{label.key}", place(region.at(label.start))
    cells = cells_of(segment, _WIDTH)
    tokens = list(leading_tokens(segment))
    if cells is not None:
        tables.put(key, tuple(map(figure, cells)), label.printed, where)
    elif not tokens and has_figures(segment):
        tables.doubt(key, _WIDTH, segment.strip()[:20], "这一行的数字写法读不懂", label.printed, where)
    elif not tokens:
        tables.put(key, (Figure(None, ""),) * _WIDTH, label.printed, where)
    elif all(token.isdecimal() for token in tokens) and len(tokens) < _WIDTH <= sum(map(len, tokens)):
        glued_rows[label.key] = tokens
    else:
        why = f"应有 {_WIDTH} 个数，读到 {len(tokens)} 个，不知空的是哪一格"
        tables.doubt(key, _WIDTH, " ".join(tokens), why, label.printed, where)


def _solve(region: Region, found: list[Label], tables: Tables, glued_rows: dict[str, list[str]], place: Callable[[int], str]) -> None:
    """Split glued rows where row and column sums prove it; the others stay unknown."""
    known = {
        key.partition(".")[2]: tuple(value for item in row if isinstance(value := item.value, int))
        for key, row in tables.rows.items()
        if key.startswith("table3.")
    }
    known = {key: row for key, row in known.items() if len(row) == _WIDTH}
    form = FORMS["2021"] if any(label.key.startswith("other.") for label in found) else FORMS["2019"]
    proven = glued.solve(known, glued_rows, form.results, _WIDTH)
    for label in found:
        if label.key not in glued_rows:
            continue
        key, where = f"table3.{label.key}", place(region.at(label.start))
        if label.key in proven:
            tables.put(key, tuple(Figure(number) for number in proven[label.key]), label.printed, where)
            if any(proven[label.key]):
                tables.split.add(key)
        else:
            printed = " ".join(glued_rows[label.key])
            tables.doubt(key, _WIDTH, printed, "数字连在一起，行、列的合计不能证明唯一的断法", label.printed, where)


def _rows_by_line(region: Region, found: list[Label], start: int, end: int, tables: Tables, place: Callable[[int], str]) -> bool:
    """Text of a PDF: every row is one line of seven figures, its label before, behind or around it.

    Trusted only when there are as many such lines as the form has rows and every label that
    shares its line with figures stands where the order says.
    """
    text = region.text[region.at(start) : region.at(end)]
    lines = list(_SEVEN.finditer(text))
    for form in FORMS.values():
        if len(lines) == len(form.rows):
            break
    else:
        return False
    keys = [row.key for row in form.rows]
    offset = region.at(start)
    spans = {label.key: (region.at(label.start) - offset, region.after(label.end) - offset) for label in found}
    confirmed = 0
    for key, match in zip(keys, lines, strict=True):
        if key in spans and "\n" not in text[spans[key][0] : match.start(1)] and spans[key][0] < match.start(1):
            if text[spans[key][1] : match.start(1)].strip():
                return False
            confirmed += 1
    if 2 * confirmed < len(keys):
        return False
    printed = {label.key: label.printed for label in found}
    for key, match in zip(keys, lines, strict=True):
        tables.put(f"table3.{key}", tuple(map(figure, match[1].split())), printed.get(key, ""), place(offset + match.start(1)))
    return True
