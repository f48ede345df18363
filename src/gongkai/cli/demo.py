"""``gongkai demo``: a fictional town's flawed report is checked and mended, then a whole district with a year of cases is made and served."""

from __future__ import annotations

import os
import sys
import time
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
SCALE = "GONGKAI_DEMO_SCALE"  # for trials of ``--district``: 0.01 makes a hundredth of items and applications
_BLINK, _SURE = 0.2, 3  # seconds between two states of the line, and before it says how long it will take
_WIDTH, _TENTH = 30, 10
_LISTED = 8  # changes and debts told on the screen; the file has them all


class _Written(NamedTuple):
    """Files that were made, and one sentence for each that could not be."""

    paths: list[str]
    missing: list[str]


def demo(given: Namespace, load: Load) -> int:
    """The command. ``--district`` makes the whole district behind the town. ``--data`` over ``GONGKAI_DATA`` over ``./var``; serves until Ctrl-C unless ``--no-serve``. A second run adds nothing."""
    data = given.data or os.environ.get("GONGKAI_DATA") or "var"
    run(data, load)
    site(data, load)
    if given.district:
        district(load)
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


def district(load: Load) -> None:
    """Make the rest of the district behind :func:`site`, and tell how to log in. Raises :class:`UnusableInput` for a scale that is none."""
    told = Told()
    made = load("gongkai.web.config.demonstration:fill_district")(told, _scale())
    told.end()
    state = f"做好了，新增 {made.made} 个机关" if made.made else "早已做好，没有改动"
    _say(f"整个示例区{state}：{made.organs} 个机关，{made.items:,} 条主动公开的信息，{made.cases:,} 件申请，三年的记录。")
    _say("")
    _say(f"  区级监督员 jiandu 看全区；下面两个镇的经办人看本镇，密码也是  {made.password}")
    for organ, role, name, username in made.logins:
        _say(f"    {username:<14}{role}　{name}　{organ}")
    _say("")


def _scale() -> float:
    """How much of the district is made: 1, or what the environment says, for trials."""
    said = os.environ.get(SCALE, "1")
    try:
        scale = float(said)
    except ValueError:
        scale = 0
    if not 0 < scale <= 1:
        raise UnusableInput(f"环境变量 {SCALE} 写的是“{said}”，不是大于 0、不超过 1 的数", "请改正或者去掉它")
    return scale


class Told:
    """How far the district is: one line that is written over on a terminal, a line now and then elsewhere."""

    def __init__(self) -> None:
        self._terminal = sys.stderr.isatty()
        self._began, self._last, self._written = time.monotonic(), 0.0, -1

    def __call__(self, done: int, whole: int, what: str) -> None:
        """``done`` of ``whole`` things; ``what`` is being made."""
        now = time.monotonic()
        part = done * 100 // whole if whole else 100
        if self._terminal and now - self._last >= _BLINK:
            self._last = now
            sys.stderr.write(f"\r\x1b[K{_bar(part)} {part:3d}%  {done:,} / {whole:,}  {what}{self._left(done, whole, now)}")
        elif not self._terminal and part // _TENTH > self._written:
            self._written = part // _TENTH
            sys.stderr.write(f"正在装入示例区：{part}%，{done:,} / {whole:,}\n")
        sys.stderr.flush()

    def end(self) -> None:
        """The line is taken away."""
        if self._terminal:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()

    def _left(self, done: int, whole: int, now: float) -> str:
        """How long it will take, once that can be told."""
        spent = now - self._began
        if not done or spent < _SURE or done >= whole:
            return ""
        left = spent * (whole - done) / done
        return f"  还要约 {left / 60:.0f} 分钟" if left >= 90 else f"  还要约 {left:.0f} 秒"


def _bar(part: int) -> str:
    full = part * _WIDTH // 100
    return f"[{'#' * full}{'.' * (_WIDTH - full)}]"


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
