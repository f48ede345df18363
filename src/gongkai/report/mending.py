"""What mending tells a person: changes, debts, and places in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from gongkai.law.citation import printed
from gongkai.law.instruments import INSTRUMENTS
from gongkai.report.model import TO_FILL, Figure

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from gongkai.report.forms.base import Form

EMPTY = Figure(None, TO_FILL)
# Printed in place of a number on purpose; left as it stands, for a person to decide.
DASHES = frozenset({"/", "-", "—", "－", "——", "\\", "无", "不涉及"})
PARTS = {
    "title": "标题",
    "preamble": "开头",
    "overview": "第一部分",
    "table2": "第二部分表格",
    "table3": "第三部分表格",
    "table4": "第四部分表格",
    "problems": "第五部分",
    "other": "第六部分",
    "document": "全文",
}
_MANY = 5  # more rows than this with the same fate are told in one sentence
_NAMED = 3


class Change(NamedTuple):
    """What was mended: place in words, before, after, and the citation key that asks for it."""

    where: str
    before: str
    after: str
    why: str

    def __str__(self) -> str:
        """The change as one sentence, with what asks for it in short."""
        instrument = INSTRUMENTS.get(self.why)
        basis = instrument.number or instrument.title if instrument else printed(self.why)
        return f"{self.where}：“{self.before}”改为“{self.after}”（依据：{basis}）"


class Owed(NamedTuple):
    """What only a person can supply or confirm: place in words, and what to do."""

    where: str
    what: str

    def __str__(self) -> str:
        """The debt as one sentence."""
        return f"{self.where}：{self.what}"


class Lists:
    """Changes and debts as they are met, each once."""

    def __init__(self) -> None:
        self.changed: list[Change] = []
        self.owed: list[Owed] = []

    def change(self, where: str, before: str, after: str, why: str) -> None:
        """Note a change, once."""
        change = Change(where, before, after, why)
        if change not in self.changed:
            self.changed.append(change)

    def owe(self, where: str, what: str) -> None:
        """Note a debt, once."""
        owed = Owed(where, what)
        if owed not in self.owed:
            self.owed.append(owed)

    def change_rows(self, form: Form, keys: Sequence[str], before: str, after: str) -> None:
        """The same change for several rows: one by one, or many of a table in one sentence."""
        for table, mine in by_table(keys).items():
            if len(mine) <= _MANY:
                for key in mine:
                    self.change(place_of(form, key), f"（{before}）", after, form.cite)
            else:
                self.change(PARTS[table], f"（{len(mine)} 行{before}）", f"{_from_to(form, mine)}：{after}", form.cite)

    def owe_rows(self, form: Form, keys: Sequence[str], what: str) -> None:
        """The same debt for several rows, told the same way."""
        for table, mine in by_table(keys).items():
            if len(mine) <= _MANY:
                for key in mine:
                    self.owe(place_of(form, key), what)
            else:
                self.owe(PARTS[table], f"{_from_to(form, mine)}：{what}")


def by_table(keys: Iterable[str]) -> dict[str, list[str]]:
    """Rows by their table, in order."""
    tables: dict[str, list[str]] = {}
    for key in keys:
        tables.setdefault(key.partition(".")[0], []).append(key)
    return tables


def _from_to(form: Form, keys: Sequence[str]) -> str:
    names = [place_of(form, key).partition("“")[2][:-1] for key in keys]
    order = form.row_keys()
    if order.index(keys[-1]) - order.index(keys[0]) + 1 == len(keys):
        return f"“{names[0]}”至“{names[-1]}”共 {len(names)} 行"
    return "“" + "”“".join(names[:_NAMED]) + f"”等 {len(names)} 行"


def place_of(form: Form | None, row: str) -> str:
    """A row in words: “第三部分表格“（三）不予公开 1.属于国家秘密””."""
    entry = form.row_of(row) if form else None
    part = PARTS.get(row.partition(".")[0], "")
    if entry is None:
        return part
    group = f"{entry.group} " if entry.group else ""
    return f"{part}“{group}{entry.label.partition('（区分处理')[0]}”"


def shown(row: Iterable[Figure]) -> str:
    """The figures of a row as they were printed, “空” for a blank."""
    return "、".join(figure.shown or "空" for figure in row)
