"""``gongkai notice``: list the letters, say which facts one needs, write it, check one that came back from editing."""

from __future__ import annotations

import json
import os
import re
import tomllib
from typing import TYPE_CHECKING, Any

from gongkai.cli import console
from gongkai.law.citation import printed
from gongkai.law.remedy_settings import DEFAULTS, read_settings
from gongkai.lib import limits
from gongkai.lib.errors import UnusableInput
from gongkai.notices.base import TYPE_WORDS
from gongkai.notices.edited import differences
from gongkai.notices.fill import fill, needed
from gongkai.notices.kinds import KINDS, kind_of
from gongkai.notices.kinds.decisions import DECISION, ITEM_CONTENT
from gongkai.notices.render import writer_of
from gongkai.report.writers import refuse_input, replace

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Iterator

    from gongkai.cli.main import Load
    from gongkai.notices.base import Fact
    from gongkai.notices.letter import Letter

_HOW_DATA = "请交 UTF-8 编码的 .json 或 .toml 文件"


def notice(given: Namespace, load: Load) -> int:
    """``gongkai notice [KIND]`` with one of ``--list``, ``--fields``, ``-o OUT``, ``--check EDITED.docx``."""
    if given.list:
        print("\n".join(_listed()))
        return console.FINE
    if given.kind is None:
        raise UnusableInput("没有写文书种类", "请写 P01 至 P16、D01 至 D23 或 reply，或用 --list 查看")
    if given.fields:
        print("\n".join(_fields(given.kind)))
        return console.FINE
    kind_of(given.kind)
    if given.data is None:
        raise UnusableInput("没有给出事实", "请用 --data 写明 .json 或 .toml 文件，用 --fields 看需要哪些事实")
    if (given.output is None) == (given.check is None):
        raise UnusableInput("不知道要做什么", "请在 -o（写文书）和 --check（核对改过的文书）中选一个")
    letter = _letter(given)
    return _check(letter, given.check) if given.check else _write(letter, given, load)


def _listed() -> Iterator[str]:
    for kind in KINDS.values():
        yield f"{kind.code:<6}{kind.name}（{printed(kind.trigger)}）{'，附救济途径' if kind.remedy else ''}"


def _fields(code: str) -> Iterator[str]:
    kind = kind_of(code)
    yield f"{kind.code} {kind.name}（{printed(kind.trigger)}）"
    yield "必须写明："
    facts = needed(kind)
    yield from (_field(fact) for fact in facts if fact.required)
    yield "可以写明："
    yield from (_field(fact) for fact in facts if not fact.required)
    if kind.code == "reply":
        yield "每一项答复："
        yield from (_field(fact) for fact in (DECISION, ITEM_CONTENT))
        yield "  其他事实随答复种类而定，用 gongkai notice D01 --fields 等查看"
    yield from (f"{value}还要写明 gongkai notice {variant} --fields 所列的事实" for value, variant in kind.variants)


def _field(fact: Fact) -> str:
    parts = f"，每条写 {'、'.join(f'{part.key} {part.label}{_among(part)}' for part in fact.parts)}" if fact.parts else ""
    more = _among(fact) or (f"（{fact.hint}）" if fact.hint else "")
    return f"  {fact.key} {fact.label}：{TYPE_WORDS[fact.type]}{more}{parts}"


def _among(fact: Fact) -> str:
    return f"（{'；'.join(fact.shown_choices)}）" if fact.choices else ""


def _letter(given: Namespace) -> Letter:
    facts = _read(given.data)
    settings = DEFAULTS
    if given.settings:
        settings = read_settings(_text(given.settings), given.settings)
    try:
        return fill(given.kind, facts, settings=settings)
    except UnusableInput as error:
        raise UnusableInput(error.problem, error.remedy, f"{given.data}：{error.place}") from error


def _read(path: str) -> dict[str, Any]:
    """The facts of a .json or .toml file."""
    suffix = os.path.splitext(path)[1].lower()
    if suffix not in (".json", ".toml"):
        raise UnusableInput("不是 .json 或 .toml 文件", _HOW_DATA, f"{path}：")
    text = _text(path)
    try:
        facts = json.loads(text, object_pairs_hook=_once) if suffix == ".json" else tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        raise UnusableInput(f"不是正确的 {suffix[1:].upper()}{_spot(error)}", _HOW_DATA, f"{path}：") from error
    if not isinstance(facts, dict):
        raise UnusableInput("最外层不是一组事实", "请写成“名称: 值”的样子", f"{path}：")
    return facts


def _spot(error: Exception) -> str:
    """Where in the file a parser stumbled, in Chinese; its own English words help no clerk."""
    if isinstance(error, RecursionError):
        return "，嵌套层数过深"
    if isinstance(error, json.JSONDecodeError):
        return f"，错在第 {error.lineno} 行第 {error.colno} 列"
    at = re.search(r"line (\d+), column (\d+)", str(error))
    return f"，错在第 {at[1]} 行第 {at[2]} 列" if at else f"（{error}）" if not str(error).isascii() else ""


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """JSON lets a later value hide an earlier one; here that is a mistake."""
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        raise ValueError(f"“{next(name for name in names if names.count(name) > 1)}”写了两次")
    return found


def _text(path: str) -> str:
    try:
        return _bytes(path).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnusableInput("不是 UTF-8 编码", _HOW_DATA, f"{path}：") from error


def _bytes(path: str) -> bytes:
    with open(path, "rb") as file:
        data = file.read(limits.RAW_BYTES + 1)
    if len(data) > limits.RAW_BYTES:
        raise UnusableInput("超过 32 MB", "请交小一些的文件", f"{path}：")
    return data


def _write(letter: Letter, given: Namespace, load: Load) -> int:
    try:
        writer = writer_of(given.output)
        refuse_input(given.output, [path for path in (given.data, given.settings) if path])
        replace(given.output, load(writer)(letter))
    except UnusableInput as error:
        raise UnusableInput(error.problem, error.remedy, f"{given.output}：{error.place}") from error
    print(f"已写好 {given.output}：{letter.title}" + (f"，{letter.number}" if letter.number else ""))
    for note in letter.notes:
        print(f"请注意：{note}")
    return console.FINE


def _check(letter: Letter, path: str) -> int:
    try:
        found = differences(letter, _bytes(path))
    except UnusableInput as error:
        raise UnusableInput(error.problem, error.remedy, f"{path}：{error.place}") from error
    for sentence in found:
        print(sentence)
    if not found:
        print("文号、日期、条款、救济途径、机关和收件人都没有改动")
    return console.NO if found else console.FINE
