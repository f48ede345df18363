"""``gongkai backup`` and ``gongkai restore``: a whole installation as one file, and back."""

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
_MEGABYTE = 1024 * 1024


def backup(given: Namespace, load: Load) -> int:
    """Write the backup and say what is in it, and what is not."""
    load(_BOOT)(given.data)
    moment = load("gongkai.web.clock:now")()
    done = load("gongkai.web.config.backup:backup")(given.file, moment=moment, with_keys=given.with_keys, tell=_progress("已备份"))
    _end_progress()
    if given.json:
        _json(done)
        return console.FINE
    _say(f"备份好了：{done.path}，{max(round(done.size / _MEGABYTE), 1)} MB，数据库和 {done.files} 个文件，账本 {done.position} 条。")
    _say(f"链头 {done.position}:{done.digest}")
    if done.with_keys:
        _say("密钥也在里面：拿到这个文件的人什么都能看到，请锁好。")
    else:
        _say(f"密钥不在里面。没有密钥，封存的个人信息和附件谁也打不开：请把 {done.keys} 另外保管，不要和备份放在一起。")
    return console.FINE


def restore(given: Namespace, load: Load) -> int:
    """Make an installation of a backup and say what to do next."""
    data = given.data or os.environ.get("GONGKAI_DATA") or "var"
    with load("gongkai.web.config.restore:prepared")(given.file, data, _progress("已恢复")) as staged:
        load(_BOOT)(staged.beside)
        done = load("gongkai.web.config.restored:finish")(staged)
    _end_progress()
    if given.json:
        _json(done)
        return console.FINE
    _say(f"恢复好了：{done.data}，数据库和 {done.files} 个文件，备份是 {done.made_at} 由 {done.version} 版做的。")
    _say(f"账本 {done.position} 条，链头和备份时一样：{done.position}:{done.digest}")
    if done.migrated:
        _say("数据表已经更新到这一版。")
    if not os.path.exists(done.keys):
        _say(f"接下来：请把另外保管的密钥文件（编号 {'、'.join(done.key_ids)}）放到 {done.keys}，没有它个人信息打不开。")
    _say("接下来：gongkai check-ledger 核对账本，gongkai check-system 看还缺什么，gongkai serve 开始运行")
    return console.FINE


def _json(done: Any) -> None:
    _say(json.dumps(done._asdict(), ensure_ascii=False, indent=2))


def _progress(verb: str) -> Callable[[int], None] | None:
    """How far it is, on a terminal only."""
    if not sys.stderr.isatty():
        return None
    return lambda count: print(f"\r{verb} {count} 个文件", end="", file=sys.stderr, flush=True) if count % 50 == 1 else None


def _end_progress() -> None:
    if sys.stderr.isatty():
        sys.stderr.write("\r\x1b[K")


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()
