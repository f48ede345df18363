"""Questions of the public in a list, and whether they were answered: by a word of state, or by an empty cell under 答复."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gongkai.inspection.dates import days_in
from gongkai.inspection.model import Message

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Protocol

    class _Row(Protocol):
        @property
        def cells(self) -> tuple[str, ...]: ...
        @property
        def text(self) -> str: ...


_ANSWERED = re.compile(
    r"已(?:经)?(?:答复|回复|办结|处理|反馈|解决)|(?<!未)(?<!待)(?<!尚未)(?:办结|答复完毕)|(?:答复|回复)(?:时间|日期)\s*[：:]\s*\d"
)
_WAITING = re.compile(r"[未待](?:答复|回复|办结|办理|处理|反馈|受理)|(?:办理|处理|受理)中|已受理|已转办|尚未")
_HEAD = re.compile(r"答复|回复|办理(?:情况|状态|结果)|状态")
_ASKED = re.compile(r"来信|留言|咨询|提问|提交|问题|主题|标题|诉求")
_ASKED_ON = re.compile(r"(?:留言|来信|咨询|提问|提交|写信)(?:时间|日期)[：:\s]{0,4}(\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2})")
_ANSWER = re.compile(r"(?:答复|回复)(?:内容|意见|结果)?[：:]\s*(?!暂无|尚未|无$|答复|回复)[^\s：:]{4}")
_NO_ANSWER = re.compile(r"(?:答复|回复)(?:内容|意见|结果|时间|日期)?[：:]\s*(?:暂无|尚未|无?$|(?:答复|回复))")
_EMPTY = re.compile(r"[\s\-—–/无]*")


def messages_in(rows: Sequence[_Row]) -> tuple[Message, ...]:
    """The messages that rows tell. A row that does not say whether it was answered is none."""
    found: list[Message] = []
    column = -1
    for row in rows:
        if row.cells and not days_in(row.text):
            column = _column(row.cells)
            continue
        days = days_in(row.text)
        answered = _answered(row.text, row.cells, column)
        if days and answered is not None:
            found.append(Message(row.text[:120], days[0], answered))
    return tuple(dict.fromkeys(found))


def message_in(text: str) -> Message | None:
    """The message that a page of its own shows: when it was asked stands labelled, and what became of it.

    >>> message_in("留言时间：2026-01-05 留言内容：路灯不亮 答复内容：").answered
    False
    """
    asked = _ASKED_ON.search(text)
    days = days_in(asked[1]) if asked else []
    if not days:
        return None
    if _ANSWERED.search(text) or _ANSWER.search(text):
        return Message(text[:120], days[0], True)
    return Message(text[:120], days[0], False) if _WAITING.search(text) or _NO_ANSWER.search(text) else None


def _column(cells: Sequence[str]) -> int:
    """Where a table says what became of a message; -1 when its head is not that of a list of messages."""
    if not any(_ASKED.search(each) for each in cells):
        return -1
    return next((place for place, each in enumerate(cells) if _HEAD.search(each)), -1)


def _answered(text: str, cells: Sequence[str], column: int) -> bool | None:
    if _ANSWERED.search(text):
        return True
    if _WAITING.search(text):
        return False
    if 0 <= column < len(cells):
        return not _EMPTY.fullmatch(cells[column])
    return None
