"""What each command takes, with all help and all errors in Chinese."""

from __future__ import annotations

import argparse
import re
import sys
from typing import TYPE_CHECKING, Any, NamedTuple, NoReturn, TypeVar

from gongkai.cli import console

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

_Entry = TypeVar("_Entry")

_FILES = "年度报告文件：.html .docx .doc .wps .pdf .xlsx .txt .md .json，或用 - 表示标准输入"
# argparse has these sentences in English only; what is not listed is shown behind 「命令写得不对」.
_ERRORS = (
    (r"the following arguments are required: (.*)", "缺少参数：{0}"),
    (r"one of the arguments (.*) is required", "要写其中一个：{0}"),
    (r"unrecognized arguments: (.*)", "不认识的参数：{0}"),
    (r"argument (.*?): expected (?:one|at least one) argument.*", "{0} 后面还要写一个值"),
    (r"argument (.*?): invalid choice: '?(.*?)'? \(.*?choose from (.*)\)", "{0} 不能是「{1}」，可以是：{2}"),
    (r"argument (.*?): not allowed with argument (.*)", "{0} 不能和 {1} 一起用"),
    (r"argument (.*?): ignored explicit argument '?(.*?)'?", "{0} 后面不要写值「{1}」"),
    (r"argument (.*?): (.*)", "{0}：{1}"),
    (r"ambiguous option: (.*?) could match (.*)", "{0} 可能指 {1}，请写完整"),
)


class _Help(argparse.HelpFormatter):
    """Help in Chinese. The width is given: argparse would load ``shutil`` to ask for it, at every start."""

    def __init__(self, prog: str, **given: Any) -> None:
        super().__init__(prog, **{"width": console.width(), **given})

    def add_usage(self, usage: Any, actions: Any, groups: Any, prefix: str | None = None) -> None:
        super().add_usage(usage, actions, groups, "用法：" if prefix is None else prefix)


class Parser(argparse.ArgumentParser):
    """An argument parser that speaks Chinese and exits with 2 behind one line."""

    def __init__(self, **given: Any) -> None:
        super().__init__(add_help=False, allow_abbrev=False, formatter_class=_Help, **given)
        self._positionals.title = "参数"
        self._optionals.title = "选项"
        self.add_argument("-h", "--help", action="help", help="显示这份说明")

    def error(self, message: str) -> NoReturn:
        """One line that says what is wrong and where the help is."""
        console.complain(f"{_chinese(message)}。用 {self.prog} --help 看用法")
        sys.exit(console.UNUSABLE)


def _chinese(message: str) -> str:
    for pattern, sentence in _ERRORS:
        found = re.fullmatch(pattern, message, re.DOTALL)
        if found:
            return sentence.format(*found.groups())
    return f"命令写得不对（{message}）"


class Command(NamedTuple):
    """A command: what it does in one line, who handles it, and what it takes."""

    help: str
    handler: str
    describe: Callable[[argparse.ArgumentParser], None]


def year(text: str) -> int:
    """A year in four digits."""
    if not (text.isdecimal() and len(text) == 4):
        raise argparse.ArgumentTypeError("年度要写四位数字，例如 2023")
    return int(text)


def count(text: str) -> int:
    """A whole number from 1, of at most eighteen digits: ``int`` refuses thousands of them in English."""
    if not (text.isdecimal() and len(text) <= 18) or int(text) < 1:
        raise argparse.ArgumentTypeError("要写一个不小于 1 的整数，最多 18 位")
    return int(text)


def port(text: str) -> int:
    """A port."""
    number = count(text)
    if number > 65535:
        raise argparse.ArgumentTypeError("端口是 1 到 65535 的整数")
    return number


def codes(text: str) -> tuple[str, ...]:
    """Codes or beginnings of codes, separated by commas."""
    return tuple(code.strip().upper() for code in text.replace("，", ",").split(",") if code.strip())


def _read(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", help=_FILES)
    parser.add_argument("--json", action="store_true", help="输出 JSON，供程序使用")


def _check(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("files", metavar="FILE", nargs="+", help=_FILES)
    parser.add_argument("--previous", metavar="FILE", help="同一机关上一年度的报告，用来核对结转和现行有效件数")
    parser.add_argument("--year", type=year, metavar="Y", help="报告应当是哪一年度的，不写就按报告自己说的")
    parser.add_argument("--organ", metavar="NAME", help="报告应当是哪个机关的，不写就按报告自己说的")
    parser.add_argument("--format", choices=("text", "json", "sarif", "html"), default="text", help="输出格式，默认 text")
    parser.add_argument("--json", dest="format", action="store_const", const="json", help="等于 --format json")
    parser.add_argument("--select", type=codes, metavar="CODES", default=(), help="只查这些规则，例如 S,T003")
    parser.add_argument("--ignore", type=codes, metavar="CODES", default=(), help="不查这些规则")


def _fix(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", help=_FILES)
    parser.add_argument("-o", "--output", metavar="OUT.docx", required=True, help="改好的报告写到哪里，不能是原文件")
    parser.add_argument("--previous", metavar="FILE", help="同一机关上一年度的报告")
    parser.add_argument("--year", type=year, metavar="Y", help="报告年度")
    parser.add_argument("--organ", metavar="NAME", help="机关名称")


def _write(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="REPORT.json", help="report read --json 得到的文件，或任何一份能读的年度报告")
    parser.add_argument("-o", "--output", metavar="OUT", required=True, help="写到哪里，按后缀定格式：.docx .pdf .html .xlsx .json .txt")


def _merge(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("files", metavar="FILE", nargs="+", help=f"下级机关的{_FILES}")
    parser.add_argument("--organ", metavar="NAME", required=True, help="汇总成哪个机关的报告，写全称")
    parser.add_argument("-o", "--output", metavar="OUT.json", required=True, help="汇总结果写到哪里，以 .json 结尾")
    parser.add_argument("--own", metavar="FILE", help="这个机关本级的报告，一起相加")


def _compile(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--organ", metavar="NAME", required=True, help="编制哪个机关的报告，写全称")
    parser.add_argument("--year", type=year, metavar="Y", required=True, help="报告年度")
    parser.add_argument(
        "-o", "--output", metavar="OUT", help="写到哪里，按后缀定格式：.docx .pdf .html .xlsx .json .txt；不写就显示在屏幕上"
    )
    parser.add_argument("--json", action="store_true", help="输出 JSON，每一格附上它背后的登记编号")
    parser.add_argument("--data", metavar="DIR", help="数据文件夹，默认取环境变量 GONGKAI_DATA，再默认 ./var")


def _audit(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("paths", metavar="PATH", nargs="+", help="文件夹（连同下级）、文件，或带 * 的路径")
    parser.add_argument("-o", "--output", metavar="OUT", required=True, help="结果写到哪里，按后缀定格式：.parquet .csv .jsonl")
    parser.add_argument("--jobs", type=count, metavar="N", help="同时用几个进程，默认等于处理器核数")
    parser.add_argument("--cluster", metavar="ADDRESS", help="Dask 集群调度器的地址，例如 tcp://10.0.0.5:8786")
    parser.add_argument("--cache", metavar="DIR", help="缓存放在哪个文件夹，默认在用户缓存文件夹")
    parser.add_argument("--no-cache", action="store_true", help="不用缓存，每份都重新读")
    parser.add_argument("--limit", type=count, metavar="SECONDS", default=60, help="每份文件最多读多少秒，默认 60")
    parser.add_argument("--select", type=codes, metavar="CODES", default=(), help="只查这些规则，例如 S,T003")
    parser.add_argument("--ignore", type=codes, metavar="CODES", default=(), help="不查这些规则")


def _explain(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("code", metavar="CODE", help="规则代码，例如 S001")


def _demo(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--data", metavar="DIR", help="演示文件放在哪里，默认取 GONGKAI_DATA，再默认 ./var")
    parser.add_argument("--port", type=count, metavar="N", default=8000, help="网站用哪个端口，默认 8000")
    parser.add_argument("--no-serve", action="store_true", help="都做好就结束，不打开网站")
    parser.add_argument(
        "--district", action="store_true", help="再做满一个区：20 个乡镇、30 个部门、三年、20 万条信息、2 万件申请，要几分钟"
    )


_DATA = "数据文件夹，默认取 GONGKAI_DATA，再默认 ./var"


def _init(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--organ", metavar="NAME", help="第一个机关的规范名称，例如 示例镇人民政府")
    parser.add_argument("--data", metavar="DIR", help=_DATA)


def _serve(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--port", type=port, default=8000, metavar="N", help="端口，默认 8000")
    parser.add_argument("--host", default="127.0.0.1", metavar="ADDRESS", help="在哪个地址上等候，默认 127.0.0.1，只有本机能访问")
    parser.add_argument("--workers", type=count, metavar="N", help="几个进程，默认等于处理器核数，最多 8 个")
    parser.add_argument("--no-worker", action="store_true", help="不带后台任务，另外用 gongkai worker 运行")
    parser.add_argument("--data", metavar="DIR", help=_DATA)


def _worker(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--data", metavar="DIR", help=_DATA)


def _check_ledger(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--head", metavar="N:HASH", help="另行保存的链头，照以前打印的写")
    parser.add_argument("--json", action="store_true", help="输出 JSON，供程序使用")
    parser.add_argument("--data", metavar="DIR", help=_DATA)


def _check_system(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="输出 JSON，供程序使用")
    parser.add_argument("--data", metavar="DIR", help=_DATA)


def _backup(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", help="备份写到哪个文件，例如 gongkai.zip；网站不用停")
    parser.add_argument("--with-keys", action="store_true", help="把密钥也放进去；拿到这个文件的人就什么都能看到，一般应当分开保管")
    parser.add_argument("--json", action="store_true", help="输出 JSON，供程序使用")
    parser.add_argument("--data", metavar="DIR", help=_DATA)


def _restore(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", help="gongkai backup 做的文件")
    parser.add_argument("--json", action="store_true", help="输出 JSON，供程序使用")
    parser.add_argument("--data", metavar="DIR", help="恢复到哪个文件夹，要新的或者空的，默认取 GONGKAI_DATA，再默认 ./var")


def _export_site(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("folder", metavar="DIR", help="导出到的文件夹：新的、空的，或者以前导出过的")
    parser.add_argument("--jobs", type=int, metavar="N", help="同时用几个进程，默认按核数")
    parser.add_argument("--json", action="store_true", help="输出 JSON，供程序使用")
    parser.add_argument("--data", metavar="DIR", help=_DATA)


def per_second(text: str) -> float:
    """Questions a second: more than none, at most 1000."""
    try:
        number = float(text)
    except ValueError:
        number = 0.0
    if not 0.01 <= number <= 1000:
        raise argparse.ArgumentTypeError("要写 0.01 到 1000 的数，例如 2 或者 0.5")
    return number


def _inspect(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("url", metavar="URL", help="网站首页的网址；只检查一个栏目的，写这个栏目的网址，以 / 结尾")
    parser.add_argument("--json", action="store_true", help="输出 JSON，供程序使用")
    parser.add_argument("-o", "--output", metavar="FILE", help="结果写到这个文件，不写就显示在屏幕上")
    parser.add_argument("--on", metavar="DATE", help="按哪一天算，例如 2026-03-31，不写就按今天")
    parser.add_argument("--max-pages", type=count, metavar="N", default=500, help="本站的网页、附件各最多看多少个，默认 500")
    parser.add_argument("--max-outside", type=count, metavar="N", default=100, help="站外链接最多看多少个，默认 100")
    parser.add_argument("--max-seconds", type=count, metavar="N", default=900, help="最多用多少秒，默认 900")
    parser.add_argument("--rate", type=per_second, metavar="N", default=2.0, help="每秒向一台主机最多问几次，默认 2")


def _fee(parser: argparse.ArgumentParser) -> None:
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("--items", type=count, metavar="N", help="一个月共 N 件，合计多少")
    what.add_argument("--item-no", type=count, metavar="N", help="当月第 N 件申请，这一件多少")
    what.add_argument("--pages", type=count, metavar="N", help="一件申请按量计收，共 N 页")
    parser.add_argument("--date", metavar="DATE", help="申请收到的日期，决定按哪个标准，不写就按今天")
    parser.add_argument("--json", action="store_true", help="输出 JSON，供程序使用")


def _grounds(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="输出 JSON，供程序使用")


def _deadline(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--received", metavar="DATE", required=True, help="收到申请的日期，例如 2026-02-06")
    kinds = (
        "correction_requested 告知补正，correction_received 收到补正，consultation_sent、consultation_answered、consultation_lapsed "
        "征求意见发出、答复、逾期（几个对象时写 =名称），reasons_requested 要求说明理由，deferred 延迟答复（=日期），"
        "extended 延期（=工作日数），fee_notified 收费通知，fee_paid 缴费，answered 答复"
    )
    parser.add_argument("--event", action="append", metavar="KIND@DATE[=N|=LABEL]", default=[], help=f"发生的事，可以写几次：{kinds}")
    parser.add_argument("--region", metavar="CODE", help="自治区等另行安排放假的地区代码，不写就按全国安排")
    parser.add_argument("--data", metavar="DIR", help="数据文件夹，用其中导入过的放假通知，默认取 GONGKAI_DATA，再默认 ./var")
    parser.add_argument("--json", action="store_true", help="输出 JSON，供程序使用")


def _calendar(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("year", type=year, metavar="YEAR", help="哪一年，四位数字")
    parser.add_argument("--region", metavar="CODE", help="地区代码，例如 450000；不写就按全国安排")
    parser.add_argument("--data", metavar="DIR", help="导入的放假安排在哪个文件夹，默认取 GONGKAI_DATA，再默认 ./var")
    parser.add_argument("--json", action="store_true", help="输出 JSON，供程序使用")


def _calendar_import(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", help="一年的放假安排，TOML 文件，写法和自带的年度文件相同")
    parser.add_argument("--data", metavar="DIR", help="存到哪个文件夹，默认取 GONGKAI_DATA，再默认 ./var")


def _notice(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("kind", metavar="KIND", nargs="?", help="文书种类：P01 至 P16、D01 至 D23，几项一起答复用 reply")
    parser.add_argument("--data", metavar="FILE", help="文书要写明的事实，.json 或 .toml")
    parser.add_argument("-o", "--output", metavar="OUT", help="文书写到哪里，按后缀定格式：.docx .pdf .html .txt")
    parser.add_argument("--check", metavar="EDITED.docx", help="核对改过的文书：文号、日期、条款、救济途径等不能变")
    parser.add_argument("--settings", metavar="FILE", help="本机关的救济途径设置，.toml")
    parser.add_argument("--fields", action="store_true", help="列出这种文书要写明哪些事实")
    parser.add_argument("--list", action="store_true", help="列出全部文书种类")


def _register_import(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", help="依申请公开登记台账，.xlsx 或 .csv")
    parser.add_argument("--organ", metavar="NAME", required=True, help="哪个机关的台账，写全称；还没有的会新建")
    parser.add_argument("--dry-run", action="store_true", help="只检查，什么都不保留")
    parser.add_argument("--data", metavar="DIR", help="数据文件夹，默认取 GONGKAI_DATA，再默认 ./var")
    parser.add_argument("--json", action="store_true", help="输出 JSON，供程序使用")


def _register_export(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--organ", metavar="NAME", required=True, help="哪个机关的台账，写全称或者简称")
    parser.add_argument("--year", type=year, metavar="Y", required=True, help="哪一年：当年收到的和上年结转的")
    parser.add_argument("-o", "--output", metavar="FILE.xlsx", required=True, help="写到哪里，以 .xlsx 结尾")
    parser.add_argument("--data", metavar="DIR", help="数据文件夹，默认取 GONGKAI_DATA，再默认 ./var")


def _items_import(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", help="一年主动公开信息的清单，.xlsx 或 .csv")
    parser.add_argument("--organ", metavar="NAME", required=True, help="哪个机关的清单，写全称；还没有的会新建")
    parser.add_argument("--dry-run", action="store_true", help="只检查，什么都不保留")
    parser.add_argument("--data", metavar="DIR", help=_DATA)
    parser.add_argument("--json", action="store_true", help="输出 JSON，供程序使用")


def _nothing(parser: argparse.ArgumentParser) -> None:
    pass


GROUPS: dict[str, tuple[str, dict[str, Command]]] = {
    "applications": (
        "导入、导出依申请公开登记台账",
        {
            "import": Command("检查一份登记台账，没有错误就导入", "gongkai.cli.register:bring", _register_import),
            "export": Command("把一年的登记台账写成表格", "gongkai.cli.register:give", _register_export),
        },
    ),
    "items": (
        "导入主动公开的信息",
        {"import": Command("检查一年主动公开信息的清单，没有错误就导入", "gongkai.cli.items:bring", _items_import)},
    ),
    "report": (
        "读、查、改、写政府信息公开工作年度报告",
        {
            "read": Command("读出一份报告的机关、年度、文字和表格", "gongkai.cli.report:read", _read),
            "check": Command("检查一份或几份报告，指出每处问题和改法", "gongkai.cli.report:check", _check),
            "fix": Command("改好能确定的地方，写成 Word 文件，列出还要人填的", "gongkai.cli.report:fix", _fix),
            "write": Command("把报告写成另一种格式", "gongkai.cli.report:write", _write),
            "compile": Command("按记录编制一年的报告：每个数都数得出、查得到", "gongkai.cli.report_compile:compile_year", _compile),
            "merge": Command("把下级机关的报告逐格相加，汇总成一份", "gongkai.cli.report_merge:merge_files", _merge),
            "audit": Command("普查成批报告，结果写成一张表", "gongkai.cli.audit:audit", _audit),
            "rules": Command("列出全部规则", "gongkai.cli.report:rules", _nothing),
            "explain": Command("说明一条规则：查什么、为什么、怎样改、依据", "gongkai.cli.report:explain", _explain),
        },
    ),
}
ALONE = {
    "backup": Command("备份整个站点：数据库、附件和其他文件，写成一个文件", "gongkai.cli.backup:backup", _backup),
    "calendar": Command("列出一年的工作日、放假和补班", "gongkai.cli.law_calendar:calendar", _calendar),
    "calendar-import": Command("导入一年的放假安排，说出哪些日子变了", "gongkai.cli.law_calendar:import_year", _calendar_import),
    "check-ledger": Command("核对账本：每条记录、每条链、登记内容是否一致", "gongkai.cli.site:check_ledger", _check_ledger),
    "check-system": Command("检查安装：还缺什么，哪里要改", "gongkai.cli.site:check_system", _check_system),
    "deadline": Command("算答复的最后一天，逐日说明为什么", "gongkai.cli.law_deadline:deadline", _deadline),
    "demo": Command("做一份虚构的年报、一个虚构的区和一年的申请，打开网站给你看", "gongkai.cli.demo:demo", _demo),
    "export-site": Command("把公开的网页导出成静态文件，只重做变了的", "gongkai.cli.site:export_site", _export_site),
    "fee": Command("算信息处理费：一个月的合计、当月第几件、按页", "gongkai.cli.law_tables:fee", _fee),
    "grounds": Command("列出答复的 23 种情形：条文、统计行、文书、写明什么、救济途径", "gongkai.cli.law_tables:grounds", _grounds),
    "init": Command("建好数据文件夹：数据库、密钥、第一个机关", "gongkai.cli.site:init", _init),
    "inspect": Command("按政府网站检查指标检查一个网站，只看不改", "gongkai.cli.inspect:inspect", _inspect),
    "notice": Command("写一份文书，或者核对改过的文书", "gongkai.cli.notice:notice", _notice),
    "restore": Command("用一份备份恢复整个站点，要么全部恢复，要么什么都不动", "gongkai.cli.backup:restore", _restore),
    "serve": Command("运行网站，按 Ctrl-C 结束", "gongkai.cli.site:serve", _serve),
    "worker": Command("运行后台任务：邮件、提醒、夜间核对", "gongkai.cli.site:worker", _worker),
}


def parser(version: str, argv: Sequence[str]) -> Parser:
    """The parser for this call. When ``argv`` begins with a command only that one is built: building all costs time."""
    top = Parser(prog="gongkai", description="政府信息公开工作年度报告：读、查、改、写。")
    top.add_argument("--version", action="version", version=f"gongkai {version}", help="显示版本")
    # With ``prog`` given argparse need not format a usage line.
    commands = top.add_subparsers(title="命令", metavar="命令", required=True, dest="command", prog="gongkai")
    first, second = (*argv[:2], "", "")[:2]
    for name, (words, members) in _called(GROUPS, first):
        group = commands.add_parser(name, help=words, description=words + "。")
        inner = group.add_subparsers(title="命令", metavar="命令", required=True, dest="subcommand", prog=f"gongkai {name}")
        for member, command in _called(members, second):
            _add(inner, member, command)
    for name, command in _called(ALONE, first) if first not in GROUPS else ():
        _add(commands, name, command)
    return top


def _called(table: Mapping[str, _Entry], name: str) -> Iterable[tuple[str, _Entry]]:
    """The one entry called, or all of them when none is, for the help and for the error that lists them."""
    return [(name, table[name])] if name in table else table.items()


def _add(commands: Any, name: str, command: Command) -> None:
    entry = commands.add_parser(name, help=command.help, description=command.help + "。")
    entry.set_defaults(handler=command.handler)
    command.describe(entry)
