"""``gongkai report merge``: the report of a district from those of its organs, written as JSON."""

from __future__ import annotations

import sys
from collections import Counter
from typing import TYPE_CHECKING

from gongkai.cli import console
from gongkai.lib.errors import UnusableInput
from gongkai.lib.text import decode
from gongkai.report import codec
from gongkai.report.merge import MergeRefused, Submitted, contained, merge, to_dict
from gongkai.report.merged.words import open_words, table_words
from gongkai.report.output.columns import indented
from gongkai.report.readers import kind_of, read_input, report_of

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Iterable, Iterator, Sequence

    from gongkai.cli.main import Load
    from gongkai.report.merge import Merged, Problem

_STDIN_NAME = "标准输入"


def merge_files(given: Namespace, load: Load) -> int:
    """0 when it was merged and written, 1 when the choice of files is refused, 2 when a file cannot be used."""
    writers = load("gongkai.report.writers")
    if writers.suffix_of(given.output) != ".json":
        remedy = "请把 -o 后面的文件名改为以 .json 结尾，再用 gongkai report write 写成 Word 等格式"
        raise UnusableInput(f"汇总结果只能写成 .json，“{given.output}”的后缀不是", remedy)
    files = [*([given.own] if given.own else []), *given.files]
    if files.count("-") > 1:
        raise UnusableInput("标准输入（-）写了不止一次", "请只写一次")
    writers.refuse_input(given.output, files)
    taken = [_take(file) for file in _counted(files)]
    read = [each for each in taken if each is not None]
    if len(read) < len(taken):
        return console.UNUSABLE
    own, children = (read[0], read[1:]) if given.own else (None, read)
    try:
        merged = merge(own, children, organ=given.organ)
    except MergeRefused as refused:
        for reason in refused.reasons:
            console.complain(reason.sentence(), reason.file)
        return console.UNUSABLE if any(reason.unusable for reason in refused.reasons) else console.NO
    writers.replace(given.output, codec.pretty(to_dict(merged)).encode())
    sys.stdout.write("\n".join(_told(merged, own is not None, given.output)) + "\n")
    return console.FINE


def _counted(files: Sequence[str]) -> Iterator[str]:
    """The files one by one, with a line on a terminal that tells how far it is."""
    shows = sys.stderr.isatty()
    for number, file in enumerate(files, 1):
        if shows:
            sys.stderr.write(f"\r正在读第 {number} 份，共 {len(files)} 份…")
            sys.stderr.flush()
        yield file
        if shows:
            sys.stderr.write("\r\x1b[K")


def _take(file: str) -> Submitted | None:
    """Read one file; None after the complaint, so that every file with a fault is named in one call."""
    name = _STDIN_NAME if file == "-" else file
    try:
        data = read_input(file)
        report = report_of(data)
        return Submitted(name, report, contained(codec.parse(decode(data))) if kind_of(data) == "json" else frozenset())
    except UnusableInput as error:
        console.complain(error.sentence(), name)
    except OSError as error:
        console.complain(console.system_refusal(error), name)
    except Exception as error:  # noqa: BLE001 - one strange file must not stop the others from being named
        console.complain(console.unexpected(error), name)
    return None


def _told(merged: Merged, own: bool, output: str) -> Iterator[str]:
    width = console.page_width(sys.stdout)
    parts = next(iter(merged.cells.values()))
    level = f"（本级 1 份，下级 {len(parts) - 1} 份）" if own else ""
    yield f"{merged.report.title}：由 {len(parts)} 份报告相加{level}"
    for head, lines in table_words(merged):
        yield ""
        yield head
        for line in lines:
            yield from indented(line, width, "  ")
    yield ""
    yield from _listed(f"有 {len(merged.unknown)} 格合计不能确定，写为“待填”，缺的是", open_words(merged), width)
    yield from _listed("各份报告自己有错误，数字照原样相加，请退回核实", list(_problem_words(merged.problems)), width)
    yield from _listed("请注意", merged.notes, width)
    yield f"已写好：{output}，每格由哪些机关的数字相加写在 sources 里；第一、五、六部分要另写"


def _listed(head: str, items: Sequence[str], width: int) -> Iterable[str]:
    if not items:
        return []
    return [f"{head}：", *(line for number, item in enumerate(items, 1) for line in indented(item, width, f"{number:>4}. ")), ""]


def _problem_words(problems: Sequence[Problem]) -> Iterator[str]:
    """One line for each file: the codes with how often, and the first sentence of each."""
    for file in dict.fromkeys(problem.file for problem in problems):
        mine = [problem for problem in problems if problem.file == file]
        counts = Counter(problem.finding.code for problem in mine)
        first = {problem.finding.code: problem.finding.message for problem in reversed(mine)}
        words = "；".join(f"{code}{f'（{counts[code]} 处）' if counts[code] > 1 else ''} {first[code]}" for code in counts)
        yield f"{mine[0].organ}（{file}）：{words}"
