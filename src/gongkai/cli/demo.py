"""``gongkai demo``: a fictional town's flawed report is checked and mended, then a whole district with a year of cases is made and served."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, NamedTuple

from gongkai.cli import console
from gongkai.lib.errors import UnusableInput
from gongkai.report import sample
from gongkai.report.output.checked import Checked
from gongkai.report.rules import check
from gongkai.report.rules.context import Context

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Iterator

    from gongkai.cli.main import Load
    from gongkai.report.fix import Mended
    from gongkai.report.model import Report
    from gongkai.report.rules.base import Finding

FOLDER = "demo"
NAME = "示例镇2023年年报"
SUFFIXES = (".docx", ".pdf", ".html", ".xlsx", ".txt", ".json")
MENDED = "示例镇2023年年报（已修改）.docx"
FINDINGS = "检查结果.html"
_LISTED = 8  # changes and debts told on the screen; the file has them all


class _Written(NamedTuple):
    """Files that were made, and one sentence for each that could not be."""

    paths: list[str]
    missing: list[str]


def demo(given: Namespace, load: Load) -> int:
    """The command. ``--data`` over ``GONGKAI_DATA`` over ``./var``; serves until Ctrl-C unless ``--no-serve``. A second run adds nothing."""
    data = given.data or os.environ.get("GONGKAI_DATA") or "var"
    run(data, load)
    site(data, load)
    if given.no_serve:
        _say("都做好了。用 gongkai serve 打开网站。")
        return console.FINE
    load("gongkai.web.config.serving:serve")(port=given.port)
    return console.FINE


def site(data: str, load: Load) -> None:
    """Make the installation in ``data``, fill it with the fictional district, and tell how to log in. Raises :class:`UnusableInput`."""
    load("gongkai.web.config.boot:boot")(data)
    load("gongkai.web.config.commands:init")()
    filled = load("gongkai.web.config.demonstration:fill")(_progress)
    if sys.stderr.isatty():
        sys.stderr.write("\r\x1b[K")
    _say("")
    _say(
        f"示例区的网站{'做好了' if filled.made else '早已做好，没有改动'}：五个虚构的机关，{filled.cases} 件申请，{filled.items} 条主动公开的信息，数据在 {os.path.abspath(data)}。"
    )
    _say("")
    _say(f"  公众的入口  /        办公的入口  /desk/        所有账号的密码都是  {filled.password}")
    for organ, role, name, username in filled.logins:
        _say(f"    {username:<14}{role}　{name}　{organ}")
    _say("  这些账号人人都知道密码，这个数据文件夹只能用来演示。")
    _say("")


def _progress(done: int, total: int) -> None:
    """One line that is written over, on a terminal only."""
    if sys.stderr.isatty():
        sys.stderr.write(f"\r正在办理虚构的一年：{done} / {total}")
        sys.stderr.flush()


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def run(data_dir: str, load: Load) -> int:
    """Make everything in ``data_dir/demo`` anew and tell what was made; 0 when the demonstration is complete.

    A format whose library or font is not there is named in one line and left out.
    """
    folder = os.path.join(data_dir, FOLDER)
    os.makedirs(folder, exist_ok=True)
    report = sample.flawed()
    findings = check(Context(report))
    written = _write_all(report, folder, load)
    mended: Mended = load("gongkai.report.fix:mend")(report, findings)
    _write(mended.report, os.path.join(folder, MENDED), written, load, mended.notes())
    _write_findings(report, findings, os.path.join(folder, FINDINGS), written, load)
    sys.stdout.write("\n".join(_told(report, findings, mended, written, folder, load)) + "\n")
    return console.FINE


def _write_all(report: Report, folder: str, load: Load) -> _Written:
    written = _Written([], [])
    for suffix in SUFFIXES:
        _write(report, os.path.join(folder, NAME + suffix), written, load)
    return written


def _write(report: Report, path: str, written: _Written, load: Load, notes: list[tuple[str, list[str]]] | None = None) -> None:
    """Write one file, or note in one sentence why it is not there."""
    try:
        load("gongkai.report.writers").write(report, path, notes)
    except UnusableInput as error:
        written.missing.append(f"{os.path.basename(path)} 没有写：{error.sentence()}")
    else:
        written.paths.append(path)


def _write_findings(report: Report, findings: list[Finding], path: str, written: _Written, load: Load) -> None:
    page: str = load("gongkai.report.output.html:render")([Checked(NAME, report, tuple(findings))], width=80, colour=False)
    with open(path, "w", encoding="utf-8") as file:
        file.write(page)
    written.paths.append(path)


def _told(report: Report, findings: list[Finding], mended: Mended, written: _Written, folder: str, load: Load) -> Iterator[str]:
    """What the person at the terminal reads, from what was found to what to try next."""
    render = load("gongkai.report.output.text:render")
    yield "示例镇是虚构的。下面是它 2023 年的年报，里面有常见的毛病。"
    yield ""
    yield render([Checked(NAME, report, tuple(findings))], width=console.width(), colour=console.wants_colour(sys.stdout)).rstrip("\n")
    yield ""
    yield from _listed("已经改好", [str(item) for item in mended.changed])
    yield from _listed("只有人知道、还要填写或核对", [str(item) for item in mended.owed])
    yield ""
    yield f"文件都在 {os.path.abspath(folder)}："
    yield from (f"  {os.path.basename(path)}" for path in written.paths)
    yield from written.missing
    yield ""
    yield "接下来可以试："
    first, command = os.path.join(folder, NAME), _command()
    yield f"  {command} report check {first}.docx"
    yield f"  {command} report fix {first}.txt -o 改好.docx"
    yield f"  {command} report check 你们自己的年报.docx"
    yield f"  {command} report rules"


def _command() -> str:
    """The command as this shell can call it: by its path where it was called by one (make demo does)."""
    called = sys.argv[0]
    return os.path.relpath(called) if os.path.basename(called) == "gongkai" and os.sep in called else "gongkai"


def _listed(heading: str, items: list[str]) -> Iterator[str]:
    yield f"{heading}（{len(items)} 处）："
    yield from (f"  {number}. {item}" for number, item in enumerate(items[:_LISTED], 1))
    if len(items) > _LISTED:
        yield f"  ……其余 {len(items) - _LISTED} 处见 {MENDED} 最后的修改说明"
