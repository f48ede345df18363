"""``gongkai init``, ``serve``, ``worker``, ``check-ledger``, ``check-system``, ``export-site``: the commands of an installation.

Django is set up first, for the data folder asked for; only then may anything of the web be loaded.
"""

from __future__ import annotations

import json
import os
import sys
from typing import TYPE_CHECKING, Any

from gongkai.cli import console

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Callable

    from gongkai.cli.main import Load

_BOOT = "gongkai.web.config.boot:boot"


def init(given: Namespace, load: Load) -> int:
    """Make the data folder and say what was made."""
    load(_BOOT)(given.data)
    made: list[str] = load("gongkai.web.config.commands:init")(given.organ or "")
    _say("已经有了：" if not made else "已经建好：")
    for each in made or ["数据文件夹、钥匙文件和数据表都在，没有改动"]:
        _say(f"  {each}")
    _say("接下来：gongkai check-system 看还缺什么，gongkai serve 开始运行")
    return console.FINE


def serve(given: Namespace, load: Load) -> int:
    """Serve until Ctrl-C."""
    load(_BOOT)(given.data)
    run = load("gongkai.web.config.serving:serve")
    run(port=given.port, host=given.host, workers=given.workers, with_worker=not given.no_worker)
    return console.FINE


def worker(given: Namespace, load: Load) -> int:
    """Work in the background until Ctrl-C."""
    load(_BOOT)(given.data)
    load("gongkai.web.config.working:worker")()
    return console.FINE


def check_ledger(given: Namespace, load: Load) -> int:
    """Say whether the ledger is as it was written; 1 when it is not."""
    load(_BOOT)(given.data)
    found = load("gongkai.web.config.commands:check_ledger")(given.head or "", _progress())
    verified = found.verified
    if given.json:
        _say(json.dumps(_ledger_json(found), ensure_ascii=False, indent=2))
    elif found.problem:
        _say(f"账本不一致：{found.problem}")
    else:
        _say(f"账本完好：{verified.streams} 卷，{verified.entries} 条，核对了 {found.compared} 件的登记内容。")
        _say(f"链头 {verified.head}")
        _say("请把链头抄在别处（年报、上级机关），以后用 --head 核对。")
    return console.NO if found.problem else console.FINE


def check_system(given: Namespace, load: Load) -> int:
    """Say what the installation lacks; 1 when something cannot wait."""
    load(_BOOT)(given.data)
    said = load("gongkai.web.config.commands:check_system")()
    if given.json:
        _say(json.dumps({"checks": [each._asdict() for each in said]}, ensure_ascii=False, indent=2))
    else:
        for each in said:
            _say(f"{'必须处理' if each.error else '请留意'} {each.id}：{each.problem}" + (f"。{each.remedy}" if each.remedy else ""))
        if not said:
            _say("都准备好了。")
    return console.NO if any(each.error for each in said) else console.FINE


def export_site(given: Namespace, load: Load) -> int:
    """Bring a folder of static pages up to date and say what changed."""
    load(_BOOT)(given.data)
    load("gongkai.web.config.commands:ensure_ready")()
    done = load("gongkai.web.export.commands:export_site")(given.folder, jobs=given.jobs or 0, progress=_pages())
    if sys.stderr.isatty():
        sys.stderr.write("\r\x1b[K")
    if given.json:
        _say(json.dumps(done._asdict(), ensure_ascii=False, indent=2))
    else:
        _say(f"导出好了：{done.files} 个文件，新写 {done.changed} 个，去掉 {done.removed} 个，在 {os.path.abspath(given.folder)}")
    return console.FINE


def _pages() -> Callable[[int, int], None] | None:
    """How far it is, on a terminal only."""
    if not sys.stderr.isatty():
        return None
    return lambda done, total: print(f"\r已生成 {done} / {total} 页", end="", file=sys.stderr, flush=True)


def _ledger_json(found: Any) -> dict[str, object]:
    verified, fault = found.verified, found.verified.fault
    return {
        "ok": not found.problem, "problem": found.problem or None, "entries": verified.entries, "streams": verified.streams, "compared": found.compared,
        "head": {"position": verified.head.position, "digest": verified.head.digest},
        "first_bad": fault and {"position": fault.position, "stream": fault.stream, "words": fault.words},
    }  # fmt: skip


def _progress() -> Callable[[int], None] | None:
    """How far it is, on a terminal only."""
    if not sys.stderr.isatty():
        return None
    return lambda position: print(f"\r已核对 {position} 条", end="", file=sys.stderr, flush=True)


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()
