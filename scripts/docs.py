"""Write the pages that follow the code, or with ``--check`` say which of them are behind.

docs/rules: a rule's page is its docstring (title and headings), what the decorator says of it, and
its cases from tests/cases/rules/<CODE>.toml as examples; a page of a rule that is gone is taken away.
docs/law/instruments.md is law/instruments.py. docs/commands.md is what the commands take. docs/inspection.md is the rules of an
inspection, from their docstrings, with the shape of its JSON.
"""

from __future__ import annotations

import argparse
import inspect
import re
import sys
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "src"))

from gongkai.cli.arguments import ALONE, GROUPS  # noqa: E402 - the script also runs where nothing is installed
from gongkai.cli.report import FAMILIES  # noqa: E402
from gongkai.inspection.rules import RULES as SITE_RULES  # noqa: E402
from gongkai.law.citation import printed  # noqa: E402
from gongkai.law.instruments import INSTRUMENTS  # noqa: E402
from gongkai.report.forms import FORMS  # noqa: E402
from gongkai.report.output.checked import LEVEL_WORDS  # noqa: E402
from gongkai.report.rules import RULES  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongkai.cli.arguments import Command
    from gongkai.report.forms import Form
    from gongkai.report.rules.base import Rule

DOCS = ROOT / "docs"
CASES = ROOT / "tests" / "cases" / "rules"
HEADINGS = ("查什么", "为什么", "怎样改", "依据")
KINDS = {"law": "法律", "regulation": "行政法规", "notice": "规范性文件", "standard": "国家标准", "practice": "通行做法"}
PARTS = {
    "title": "标题",
    "preamble": "开头",
    "overview": "一、总体情况",
    "table2": "二、主动公开政府信息情况",
    "table3": "三、收到和处理政府信息公开申请情况",
    "table4": "四、行政复议、行政诉讼情况",
    "problems": "五、存在的主要问题及改进情况",
    "other": "六、其他需要报告的事项",
    "document": "全文",
}
# Where a command's page ends and another begins.
MORE = {"inspect": "查哪些、每条的道理和改法、JSON 的写法：[检查网站](inspection.md)。\n"}
_MADE = "<!-- 本页由 scripts/docs.py 从代码生成，请改代码，不要改本页。 -->\n"


def main(arguments: list[str]) -> int:
    """Write the pages; with ``--check`` write nothing and answer 1 when any is behind."""
    pages = all_pages()
    behind = [path for path, text in pages.items() if not path.exists() or path.read_text("utf-8") != text]
    stale = [path for path in sorted((DOCS / "rules").glob("*.md")) if path not in pages]
    if "--check" in arguments:
        for path in behind + stale:
            print(f"{path.relative_to(ROOT)}: 请运行 make docs / run make docs", file=sys.stderr)
        return 1 if behind or stale else 0
    for path in behind:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(pages[path], "utf-8")
    for path in stale:
        path.unlink()
    print(f"docs: {len(pages)} pages, {len(behind)} written, {len(stale)} removed")
    return 0


def all_pages() -> dict[Path, str]:
    """Every generated page by its path."""
    pages = {DOCS / "rules" / f"{rule.code}.md": rule_page(rule) for rule in RULES}
    pages[DOCS / "rules" / "index.md"] = rules_index()
    pages[DOCS / "law" / "instruments.md"] = instruments_page()
    pages[DOCS / "commands.md"] = commands_page()
    pages[DOCS / "inspection.md"] = inspection_page()
    return pages


# --- rules -------------------------------------------------------------------------------------


def paragraphs(rule: Rule) -> dict[str, str]:
    """The docstring's paragraphs by heading, lines joined; a heading that is not there is absent."""
    found: dict[str, str] = {}
    current = ""
    for line in inspect.cleandoc(rule.doc).splitlines()[1:]:
        heading = re.match(rf"({'|'.join(HEADINGS)})[：:]\s*(.*)", line.strip())
        if heading:
            current = heading[1]
            found[current] = heading[2]
        elif current:
            found[current] += line.strip()
    return found


def editions(rule: Rule) -> str:
    """The years a rule applies to, in words."""
    names = {"old": "2018 年度及以前", "2019": "2019—2020 年度", "2021": "2021 年度起"}
    return "所有年度" if rule.forms == names.keys() else "、".join(words for form, words in names.items() if form in rule.forms)


def rule_page(rule: Rule) -> str:
    """A rule's page: what `gongkai report explain` says, with examples."""
    text = paragraphs(rule)
    lines = [_MADE, f"# {rule.code} {rule.title.rstrip('。')}\n"]
    lines.append(f"级别：{LEVEL_WORDS[rule.level]} · 适用：{editions(rule)} · 名称：`{rule.name}` · 始于 {rule.since}\n")
    lines.extend(f"## {heading}\n\n{text[heading]}\n" for heading in HEADINGS if heading in text)
    if rule.cites:
        lines.append("出处：\n\n" + "\n".join(f"- {printed(cite)}" for cite in rule.cites) + "\n")
    examples = cases(rule.code)
    if examples:
        lines.append("## 例\n\n下面各例都是在一份没有问题的虚构年报上只改所列之处。\n")
        lines.extend(example(case) for case in examples)
    return "\n".join(lines).rstrip() + "\n"


def cases(code: str) -> list[dict[str, Any]]:
    """The rule's cases: those that find something first."""
    path = CASES / f"{code}.toml"
    found = tomllib.loads(path.read_text("utf-8")).get("case", []) if path.exists() else []
    return sorted(found, key=lambda case: case["finds"] == 0)


def example(case: dict[str, Any]) -> str:
    """One case in words: its name, what was changed, what is found."""
    verdict = f"报 {case['finds']} 处" if case["finds"] else "不报"
    lines = [f"**{verdict}**：{case['name'].rstrip('。')}。", "", *(f"- {change}" for change in changes(case))]
    if case["finds"] and case.get("says"):
        lines.append(f"- 提示里有「{case['says']}」")
    return "\n".join(lines).rstrip() + "\n"


def changes(case: dict[str, Any]) -> Iterator[str]:
    """What the case changes in the clean report, one sentence each, in a clerk's words."""
    form = FORMS[str(case.get("form", "2021"))]
    for key, name in (("year", "年度"), ("form", "格式"), ("organ", "机关"), ("title", "标题")):
        if key in case:
            yield f"{name}：{case[key]}"
    for row, values in case.get("set", {}).items():
        yield f"{label(form, row)}：{'　'.join(cell(value) for value in (values if isinstance(values, list) else [values]))}"
    for row in case.get("remove", []):
        yield f"没有「{label(form, row)}」"
    for part, words in case.get("sections", {}).items():
        yield f"没有「{PARTS.get(part, part)}」" if words == "-" else f"{PARTS.get(part, part)}：{short(words)}"
    for part, words in case.get("notes", {}).items():
        yield f"{PARTS.get(part, part)}表外文字：{short(words)}"
    for part, words in case.get("headings", {}).items():
        yield f"「{PARTS.get(part, part)}」没有标题" if words == "-" else f"「{PARTS.get(part, part)}」的标题写成「{words}」"
    for row, words in case.get("labels", {}).items():
        yield f"「{label(form, row)}」写成「{words}」"
    for name, words in case.get("metadata", {}).items():
        yield f"{name}：{short(words)}"
    for key, whose in (("previous", "上年报告"), ("neighbour", "同时检查的另一份报告")):
        for change in changes(case[key]) if key in case else ():
            yield f"{whose}：{change}"


def label(form: Form, row: str) -> str:
    """The official label of a row or part, its key where the form has none."""
    entry = form.row_of(row) or next((other.row_of(row) for other in FORMS.values() if other.row_of(row)), None)
    return f"{entry.group}{entry.label}" if entry else PARTS.get(row, f"`{row}`")


def cell(value: object) -> str:
    """A figure as the page shows it."""
    return "（空白）" if value == "" else str(value)


def short(words: str) -> str:
    """The words on one line, the middle left out when long."""
    line = " ".join(str(words).split())
    return f"「{line}」" if len(line) <= 160 else f"「{line[:110]}……{line[-40:]}」"


def rules_index() -> str:
    """All rules by family."""
    lines = [_MADE, "# 规则\n", f"共 {len(RULES)} 条。命令行里用 `gongkai report explain 代码` 看同样的内容。\n"]
    for family, name in FAMILIES.items():
        rules = sorted((rule for rule in RULES if rule.code[0] == family), key=lambda rule: rule.code)
        if rules:
            lines.append(f"## {family} {name}\n\n| 代码 | 问题 | 级别 | 适用 |\n|---|---|---|---|")
            lines.extend(f"| [{r.code}]({r.code}.md) | {r.title.rstrip('。')} | {LEVEL_WORDS[r.level]} | {editions(r)} |" for r in rules)
            lines.append("")
    return "\n".join(lines).rstrip() + "\n"


# --- inspection of sites ------------------------------------------------------------------------------


def inspection_page() -> str:
    """The rules of ``gongkai inspect`` with the numbers and the shape of the JSON."""
    lines = [_MADE, "# 检查网站\n", INSPECTION_WORDS]
    for item in sorted(SITE_RULES, key=lambda item: item.code):
        veto = "；错误级的单项否决" if item.veto else ""
        lines.append(f"## {item.code} {item.title.rstrip('。')}\n\n级别：{LEVEL_WORDS[item.level]}{veto} · 名称：`{item.name}`\n")
        lines.extend(f"**{heading}**：{item.paragraph(heading)}\n" for heading in HEADINGS)
        lines.append("出处：" + "；".join(printed(cite) for cite in item.cites) + "\n")
    return "\n".join([*lines, INSPECTION_JSON])


INSPECTION_WORDS = """\
`gongkai inspect URL` 像一个读者一样打开网站，只看不改：先读 robots.txt，按它说的做；再从首页开始一页一页往下看，最后看站外链接。每秒向一台主机最多问两次，
看多少个网址、用多少时间、一页读多少字节、离首页几次点击都有上限，到了上限就停，并且说明还有什么没有看。内网和本机的地址不连接，
只有命令里写的那个主机和端口除外。

网址写成一个文件夹（例如镇在区网站上的栏目 `http://district.example/town/`）时，只看这个文件夹里的网页和它们直接打开的网页。

结论只说看到的：有错误级而且确定的问题，退出码是 1；只有提醒、提示或者要人核实的，是 0；网址不能用、网站不让程序看，是 2。
"""
INSPECTION_JSON = """\
## JSON

`gongkai inspect URL --json`：

```json
{"schema": "gongkai.inspection/1", "url": "…", "day": "2026-03-31",
 "verdict": {"passed": false, "complete": true, "vetoes": [{"code": "W101", "name": "home-not-updated", "title": "…"}]},
 "looked": {"pages": 56, "columns": 21, "articles": 33, "files": 1, "outside_links": 1, "requests": 59, "seconds": 29.4},
 "unseen": ["…"],
 "findings": [{"code": "W101", "name": "home-not-updated", "level": "error|warning|info", "veto": true, "certain": true, "where": "网址",
   "message": "…", "evidence": {"最新日期": "2026-01-30", "已过": "60 天", "限度": "14日"}, "cites": ["…"]}],
 "summary": {"error": 1, "warning": 0, "info": 0, "uncertain": 0}}
```

`verdict.passed` 是没有错误级而且确定的问题；`complete` 是该看的都看了；`unseen` 是没有看的，一句一条。
"""


# --- law and commands ----------------------------------------------------------------------------


def instruments_page() -> str:
    """All texts that the product cites."""
    lines = [_MADE, "# 引用的法规和文件\n", "「起」「止」空白表示没有登记；「止」是不再施行的第一天。\n"]
    lines.append("| 代号 | 名称 | 文号 | 性质 | 起 | 止 |\n|---|---|---|---|---|---|")
    for item in INSTRUMENTS.values():
        lines.append(f"| {item.key} | {item.title} | {item.number} | {KINDS[item.level]} | {item.since} | {item.until} |")
    return "\n".join(lines) + "\n"


def commands_page() -> str:
    """Every command with what it takes, as `--help` says it."""
    lines = [_MADE, "# 命令\n", "每条命令后面加 `--help` 看同样的内容。\n"]
    lines.append(
        "退出码：0 没有错误级的问题；1 有确定的错误级问题；2 文件不能用，标准错误上有一行说明。"
        "只有提醒、提示或存疑时是 0。一次检查几份时取最大的一个。\n"
    )
    for group, (words, members) in GROUPS.items():
        lines.append(f"## gongkai {group}\n\n{words}。\n")
        for name, command in members.items():
            lines.extend(command_lines(f"gongkai {group} {name}", command))
    for name, command in ALONE.items():
        lines.append(f"## gongkai {name}\n")
        lines.extend(command_lines(f"gongkai {name}", command)[1:])
        lines.extend([MORE[name]] if name in MORE else [])
    return "\n".join(lines).rstrip() + "\n"


def command_lines(name: str, command: Command) -> list[str]:
    """One command: heading, purpose, arguments."""
    parser = argparse.ArgumentParser(prog=name, add_help=False)
    command.describe(parser)
    rows = [f"| {usage(action)} | {action.help} |" for action in parser._actions]
    table = ["| 写法 | 意思 |\n|---|---|", *rows, ""] if rows else []
    return [f"### {name}\n", f"{command.help}。\n", *table]


def usage(action: argparse.Action) -> str:
    """How an argument is written: `--year Y`, `FILE...`."""
    value = action.metavar if isinstance(action.metavar, str) else "|".join(action.choices or ())
    value = value if action.nargs != 0 else ""
    if not action.option_strings:
        return f"`{value}{'...' if action.nargs == '+' else ''}`"
    needed = "（必写）" if action.required else ""
    return "、".join(f"`{option} {value}".rstrip() + "`" for option in action.option_strings).replace("|", "\\|") + needed


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
