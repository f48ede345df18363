"""``gongkai report read|check|fix|write|rules|explain``. Handlers print; what is right or wrong is decided below."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, NamedTuple

from gongkai.cli import console
from gongkai.lib.errors import UnusableInput
from gongkai.report.output.checked import LEVEL_WORDS, Checked
from gongkai.report.output.columns import indented, pad, width_of
from gongkai.report.readers import read_report
from gongkai.report.rules import RULES, by_code, chosen
from gongkai.report.rules import check as check_report
from gongkai.report.rules.base import ERROR
from gongkai.report.rules.context import Context, Neighbour

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Iterable, Iterator, Sequence

    from gongkai.cli.main import Load
    from gongkai.report.model import Report
    from gongkai.report.rules.base import Finding, Rule

OUTPUTS = {
    "text": "gongkai.report.output.text:render",
    "json": "gongkai.report.output.jsonout:render",
    "sarif": "gongkai.report.output.sarif:render",
    "html": "gongkai.report.output.html:render",
}
FAMILIES = {
    "F": "表式",
    "S": "勾稽",
    "C": "跨年衔接",
    "T": "文字与表格",
    "N": "名称与用语",
    "L": "依法应有的内容",
    "P": "个人信息",
    "D": "雷同",
    "Q": "内容质量",
}
STDIN_NAME = "标准输入"


class _Taken(NamedTuple):
    """A file after reading: its report, or the sentence that says why there is none."""

    file: str
    report: Report | None
    error: str | None


def _name(file: str) -> str:
    return STDIN_NAME if file == "-" else file


def _take(file: str) -> _Taken:
    """Read one file so that whatever is wrong with it stays its own affair."""
    try:
        return _Taken(file, read_report(file), None)
    except UnusableInput as error:
        return _Taken(file, None, error.sentence())
    except OSError as error:
        return _Taken(file, None, console.system_refusal(error))
    except (KeyboardInterrupt, BrokenPipeError):
        raise
    except Exception as error:  # noqa: BLE001 - one strange file must not stop the others
        return _Taken(file, None, console.unexpected(error))


def _only(file: str) -> Report | None:
    """The report of a file that the command cannot do without; None after the complaint."""
    taken = _take(file)
    if taken.error is not None:
        console.complain(taken.error, _name(file))
    return taken.report


def read(given: Namespace, load: Load) -> int:
    """Print the report, for people or as ``gongkai.report/1``."""
    report = _only(given.file)
    if report is None:
        return console.UNUSABLE
    if given.json:
        sys.stdout.write(load("gongkai.report.codec:dumps")(report))
    else:
        sys.stdout.write(load("gongkai.report.output.plain:show")(report, width=console.width()))
    return console.FINE


def check(given: Namespace, load: Load) -> int:
    """Check files, each with the others as neighbours, and print the findings in the format asked for."""
    if given.files.count("-") > 1:
        raise UnusableInput("标准输入（-）写了不止一次", "请只写一次")
    rules = _rules(given)
    previous = None
    if given.previous is not None and (previous := _only(given.previous)) is None:
        return console.UNUSABLE
    results = _check_all(given, rules, previous)
    for item in results:
        if item.error is not None:
            console.complain(item.error, item.file)
    if given.format != "text" or any(item.error is None for item in results):
        colour = given.format == "text" and console.wants_colour(sys.stdout)
        sys.stdout.write(load(OUTPUTS[given.format])(results, width=console.page_width(sys.stdout), colour=colour))
    return max(_code(item) for item in results)


def _rules(given: Namespace) -> tuple[Rule, ...]:
    """The rules chosen. A code that no rule begins with is a slip of the pen and is said so."""
    for code in (*given.select, *given.ignore):
        if not any(rule.code.startswith(code) for rule in RULES):
            raise UnusableInput(f"没有以“{code}”开头的规则", "请用 gongkai report rules 查看全部规则")
    return chosen(given.select, given.ignore)


def _check_all(given: Namespace, rules: Sequence[Rule], previous: Report | None) -> list[Checked]:
    taken = [_take(file) for file in given.files]
    readable = [Neighbour(_name(item.file), item.report) for item in taken if item.report is not None]
    results = []
    for item in taken:
        name = _name(item.file)
        if item.report is None:
            results.append(Checked(name, None, (), item.error))
            continue
        others = tuple(each for each in readable if each.file != name)
        try:
            context = Context(item.report, previous=previous, year=given.year, organ=given.organ, neighbours=others)
            results.append(Checked(name, item.report, tuple(check_report(context, rules))))
        except Exception as error:  # noqa: BLE001 - as in _take
            results.append(Checked(name, None, (), console.unexpected(error)))
    return results


def _code(item: Checked) -> int:
    if item.error is not None:
        return console.UNUSABLE
    return console.NO if any(finding.level == ERROR and finding.certain for finding in item.findings) else console.FINE


def fix(given: Namespace, load: Load) -> int:
    """Mend what is certain, write it as a Word file, and say what was changed and what is still owed."""
    writers = load("gongkai.report.writers")
    if not given.output.lower().endswith(".docx"):
        raise UnusableInput(f"改好的报告只能写成 Word 文件，“{given.output}”的后缀不是 .docx", "请把 -o 后面的文件名改为以 .docx 结尾")
    previous = None
    if given.previous is not None and (previous := _only(given.previous)) is None:
        return console.UNUSABLE
    report = _only(given.file)
    if report is None:
        return console.UNUSABLE
    findings: list[Finding] = check_report(Context(report, previous=previous, year=given.year, organ=given.organ))
    mended = load("gongkai.report.fix:mend")(report, findings, year=given.year)
    inputs = [given.file, *([given.previous] if given.previous else [])]
    if not _put(writers, mended.report, given.output, notes=mended.notes(), inputs=inputs):
        return console.UNUSABLE
    width = console.width()
    lines = [*_told("改了", mended.changed, width), *_told("还要人来定", mended.owed, width)]
    sys.stdout.write("\n".join([*lines, f"已写好：{given.output}（原文件没有动）"]) + "\n")
    return console.FINE


def _told(words: str, items: Iterable[object], width: int) -> Iterator[str]:
    listed = list(items)
    yield f"{words} {len(listed)} 处" + ("：" if listed else "。")
    for number, item in enumerate(listed, 1):
        yield from indented(str(item), width, f"{number:>4}. ")


def write(given: Namespace, load: Load) -> int:
    """Write any readable report in the format that the suffix names."""
    writers = load("gongkai.report.writers")
    writers.suffix_of(given.output)
    report = _only(given.file)
    if report is None:
        return console.UNUSABLE
    return console.FINE if _put(writers, report, given.output, inputs=[given.file]) else console.UNUSABLE


def _put(writers: object, report: Report, path: str, **more: object) -> bool:
    """Write, or complain with the name of the file that could not be written."""
    try:
        writers.write(report, path, **more)  # type: ignore[attr-defined]
    except UnusableInput as error:
        console.complain(error.sentence(), path)
        return False
    return True


def rules(given: Namespace, load: Load) -> int:
    """List all rules by family."""
    families: dict[str, list[Rule]] = {letter: [] for letter in FAMILIES}
    for rule in RULES:
        families.setdefault(rule.code[0], []).append(rule)
    width = console.width()
    for letter, members in families.items():
        if not members:
            continue
        sys.stdout.write(f"{letter}  {FAMILIES.get(letter, '其他')}\n")
        for rule in sorted(members, key=lambda rule: rule.code):
            lead = f"  {rule.code}  {pad(LEVEL_WORDS[rule.level], 4)}  "
            sys.stdout.write("\n".join(indented(rule.title, width, lead)) + "\n")
        sys.stdout.write("\n")
    sys.stdout.write(f"共 {len(RULES)} 条。每条的说明：gongkai report explain 代码\n")
    return console.FINE


def explain(given: Namespace, load: Load) -> int:
    """Print a rule's page: what it looks for, why, how to mend, and the citations in full."""
    rule = by_code(given.code)
    if rule is None:
        raise UnusableInput(f"没有规则 {given.code}", f"相近的有 {'、'.join(_nearest(given.code))}，全部规则用 gongkai report rules 查看")
    sys.stdout.write("\n".join(_page(rule, load, console.width())) + "\n")
    return console.FINE


def _page(rule: Rule, load: Load, width: int) -> Iterator[str]:
    head = f"{rule.code}  {rule.title}"
    yield from indented(head, width, "")
    yield "─" * min(width, width_of(head))
    editions = {"old": "2018 年及以前", "2019": "2019—2020 年", "2021": "2021 年以来"}
    yield f"级别：{LEVEL_WORDS[rule.level]}    适用：{'、'.join(words for key, words in editions.items() if key in rule.forms)}的报告"
    for line in rule.doc.strip().split("\n")[1:]:
        yield from indented(line.strip(), width, "")
    if rule.cites:
        yield ""
        yield "条文："
        printed = load("gongkai.law.citation:printed")
        for key in rule.cites:
            yield from indented(printed(key), width, "  ")


def _nearest(code: str) -> list[str]:
    """Three codes that were perhaps meant: of the same family if there is one, nearest in number."""
    wanted = code.strip().upper()
    number = int("".join(c for c in wanted if c.isdigit()) or 0)
    near = sorted(RULES, key=lambda rule: (rule.code[0] != wanted[:1], abs(int(rule.code[1:]) - number)))
    return [rule.code for rule in near[:3]]
