"""What legal officers may change about remedies: the clause of an outcome, its words, the court of an organ.

The settings are a TOML text that the caller has read from wherever the office keeps it::

    [clause]            # outcome or letter → key of a clause, "none" for no clause
    D11 = "review_first"
    [text]              # key of a clause → own words, with the same places in braces
    either = "…{review}内向{body}申请行政复议…"
    [court]             # organ → court, where jurisdiction is concentrated
    "示例镇人民政府" = "示例铁路运输法院"
"""

from __future__ import annotations

import string
import tomllib
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, NamedTuple

from gongkai.law.citation import printed
from gongkai.law.grounds import KINDS, NO_CLAUSE
from gongkai.lib.errors import UnusableInput

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

FILE = "remedy_clauses.toml"
PLACES = ("letter", "body", "review", "court", "suit", "after_review")
ONLINE = "online"
_NEEDED = ("body", "review")
_DUTY = "复议法:23.2"


class Clause(NamedTuple):
    """The words of a clause since a day. ``direct_suit``: a court is open at once, at least for part of the letter."""

    since: date
    text: str
    review_first: bool
    direct_suit: bool
    cites: tuple[str, ...]
    note: str


class Settings(NamedTuple):
    """What an office changed; see the head of this module. Empty: the defaults."""

    clause: Mapping[str, str] = {}
    text: Mapping[str, str] = {}
    court: Mapping[str, str] = {}


DEFAULTS = Settings()


@cache
def data() -> dict[str, Any]:
    """The data file as it is."""
    return tomllib.loads(files("gongkai.law").joinpath("data", FILE).read_text("utf-8"))


@cache
def clauses() -> Mapping[str, tuple[Clause, ...]]:
    """All clauses by key, each in the order of its days."""
    raw: dict[str, list[dict[str, Any]]] = data()["clauses"]
    return {key: tuple(_clause(entry, raw) for entry in entries) for key, entries in raw.items()}


def _clause(entry: dict[str, Any], raw: dict[str, list[dict[str, Any]]]) -> Clause:
    words = raw[entry["same_as"]][0] if "same_as" in entry else entry
    first = words["review_first"]
    return Clause(entry["from"], words["text"], first, words.get("direct_suit", not first), tuple(words["cites"]), words.get("note", ""))


@cache
def default_clauses() -> Mapping[str, str]:
    """The key of the clause of every decision (``"D04"``) and every other letter (``"P13"``, ``"no_reply"``)."""
    letters: dict[str, str] = data()["letters"]
    return letters | {kind.code: kind.remedy for kind in KINDS}


def read_settings(text: str, place: str = "救济途径设置") -> Settings:
    """The settings from their TOML. ``place`` names them in errors. Raises :class:`UnusableInput`, for the first mistake."""
    try:
        raw = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise UnusableInput("不是正确的 TOML 格式", f"请检查（{error}）", place) from error
    for name, table in raw.items():
        if name not in Settings._fields or not isinstance(table, dict) or not all(isinstance(value, str) for value in table.values()):
            raise UnusableInput(f"中的“{name}”不能用", "只能写 [clause]、[text]、[court] 三部分，值都是文字", place)
    settings = Settings(**raw)
    for code, key in settings.clause.items():
        _check_clause(code, key, place)
    for key, words in settings.text.items():
        _check_text(key, words, place)
    return settings


def _check_clause(code: str, key: str, place: str) -> None:
    known = default_clauses()
    if code not in known:
        raise UnusableInput(f"的 [clause] 中没有“{code}”这种答复或者文书", f"可以写：{'、'.join(known)}", place)
    if key != NO_CLAUSE and (key not in clauses() or key == ONLINE):
        keys = [NO_CLAUSE, *(name for name in clauses() if name != ONLINE)]
        raise UnusableInput(f"的 [clause] 中 {code} 的“{key}”不是救济条款", f"可以写：{'、'.join(keys)}", place)
    if _review_first(known[code]) and not _review_first(key):
        raise UnusableInput(f"把 {code} 改成了不写先申请行政复议的条款", f"{printed(_DUTY)}要求告知，请改回", place)


def _review_first(key: str) -> bool:
    return key != NO_CLAUSE and clauses()[key][-1].review_first


def _check_text(key: str, words: str, place: str) -> None:
    if key not in clauses() or key == ONLINE:
        raise UnusableInput(f"的 [text] 中没有“{key}”这种条款", f"可以写：{'、'.join(name for name in clauses() if name != ONLINE)}", place)
    try:
        used = {name for _, name, _, _ in string.Formatter().parse(words) if name is not None}
    except ValueError as error:
        raise UnusableInput(f"的 [text] 中 {key} 的花括号不成对", "请检查", place) from error
    if strange := sorted(used - set(PLACES)):
        raise UnusableInput(f"的 [text] 中 {key} 有不认识的 {{{strange[0]}}}", f"可以用：{'、'.join(PLACES)}", place)
    needed = _NEEDED + (("court", "suit") if clauses()[key][-1].direct_suit else ())
    if missing := [name for name in needed if name not in used]:
        raise UnusableInput(f"的 [text] 中 {key} 缺少 {{{missing[0]}}}", "请补上", place)
    if _review_first(key) and "先" not in words:
        raise UnusableInput(f"的 [text] 中 {key} 没有写应当先申请行政复议", f"{printed(_DUTY)}要求告知，请补上", place)
