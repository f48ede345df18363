"""A table that an office keeps in a file, as rows: .xlsx by calamine, .csv in any encoding and with any mark.

The head is found by its labels in the first rows of a sheet; the order of columns is free, unknown ones are kept.
Knows nothing of what the columns mean.
"""

from __future__ import annotations

import csv
import io
import re
import zipfile
from typing import TYPE_CHECKING, NamedTuple

from python_calamine import CalamineError, CalamineWorkbook, SheetVisibleEnum

from gongkai.lib import limits
from gongkai.lib.errors import UnusableInput
from gongkai.lib.text import alike, decode, squeeze

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from python_calamine import CalamineSheet

Value = object  # str, float, bool, date or datetime, as the file has it
_HEAD_WITHIN = 20  # rows in which the head is looked for
_CELLS = 8_000_000  # of the rectangle that a sheet spans: 200,000 rows of 40 columns
_UNPACKED = 512 * 1024 * 1024  # a table of 200,000 rows unpacks to about 200 MB
_PLACE = re.compile(rb'<c[^>]{0,40}? r="([A-Z]{1,3})([0-9]{1,7})"')
_CHUNK = 1 << 20
_RESAVE = "请用 Excel 或者 WPS 打开后另存为 .xlsx 再上传"
_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "\n")  # before these our own CSV puts a mark, blanks or not
_BLANKS = "\t\r\n\v\f\x00 \u00a0\u3000\ufeff"


class Head(NamedTuple):
    """The columns that a table may have: ``labels`` the key of each label, made by :func:`known`; ``needed`` label by key; ``noun`` its name."""

    labels: Mapping[str, str]
    needed: Mapping[str, str]
    noun: str


class Table(NamedTuple):
    """A table. ``keys`` the key of each column, "" for an unknown one; ``labels`` as printed; ``rows`` again and again from the start."""

    keys: tuple[str, ...]
    labels: tuple[str, ...]
    rows: Callable[[], Iterator[tuple[int, list[Value]]]]

    @property
    def unknown(self) -> tuple[str, ...]:
        """Labels of the columns that are kept as they are."""
        return tuple(label for key, label in zip(self.keys, self.labels, strict=True) if not key and label)


def known(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Label and key of each column, so that widths and blanks make no difference."""
    return {squeeze(alike(label)): key for label, key in pairs}


def open_table(data: bytes, head: Head) -> Table:
    """The table in these bytes. Raises :class:`UnusableInput` for anything else, and when a needed column is missing."""
    if len(data) > limits.RAW_BYTES:
        raise UnusableInput(f"文件超过 {limits.RAW_BYTES // 1024 // 1024} MB", "请分成几个文件导入")
    if data.startswith(b"PK"):
        return _workbook(data, head)
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise UnusableInput("是旧格式的 .xls 表格或者加了密码", _RESAVE)
    return _text(decode(data), head)


def _workbook(data: bytes, head: Head) -> Table:
    _measured(data, head.noun)
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        sheets = [book.get_sheet_by_name(each.name) for each in book.sheets_metadata if each.visible == SheetVisibleEnum.Visible]
    except (CalamineError, OSError, ValueError) as error:
        raise UnusableInput("不是能读的 Excel 表格", _RESAVE) from error
    return _headed([_rows_of(sheet) for sheet in sheets], head)


def _rows_of(sheet: CalamineSheet) -> Callable[[], Iterable[list[Value]]]:
    return lambda: sheet.iter_rows()  # type: ignore[return-value]  # its values are among ours


def _measured(data: bytes, noun: str) -> None:
    """Refuse a workbook whose cells would not fit into memory: one lone cell in the far corner spans a sheet of billions."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(part.file_size for part in archive.infolist()) > _UNPACKED:
                raise UnusableInput("解开以后太大", "请分成几个文件导入")
            for part in archive.namelist():
                if part.startswith("xl/worksheets/") and part.endswith(".xml"):
                    _spans(archive, part, noun)
    except (zipfile.BadZipFile, OSError, EOFError, RuntimeError, NotImplementedError) as error:
        raise UnusableInput("不是能读的 Excel 表格", _RESAVE) from error


def _spans(archive: zipfile.ZipFile, part: str, noun: str) -> None:
    """The rectangle that the cells of a sheet span."""
    rows = columns = read = 0
    rest = b""
    with archive.open(part) as stream:
        while chunk := stream.read(_CHUNK):
            read += len(chunk)
            found = {(letters, number) for letters, number in _PLACE.findall(rest + chunk)}
            rows = max([rows, *(int(number) for _, number in found)])
            columns = max([columns, *(_number(letters) for letters in {letters for letters, _ in found})])
            rest = chunk[-64:]
            if rows * columns > _CELLS or read > _UNPACKED:
                raise UnusableInput(f"工作表写到了第 {rows} 行、第 {columns} 列，太大", f"请删去空行、空列，只留{noun}，再上传")


def _number(letters: bytes) -> int:
    value = 0
    for letter in letters:
        value = value * 26 + letter - 64
    return value


def _text(text: str, head: Head) -> Table:
    first = text[:4096].split("\n", 1)[0]
    mark = max((",", "\t", ";", "，"), key=first.count)
    csv.field_size_limit(1 << 20)

    def rows() -> Iterator[list[Value]]:
        try:
            for row in csv.reader(io.StringIO(text, newline=""), delimiter=mark):
                yield [_unguarded(value) for value in row]
        except csv.Error as error:
            raise UnusableInput("不是能读的 .csv 表格", "请用 Excel 或者 WPS 另存为 .xlsx 再上传") from error

    return _headed([rows], head)


def _unguarded(value: str) -> str:
    """A text without the mark by which our own CSV keeps a spreadsheet from computing it."""
    marked = value.startswith("'") and (value[1:].startswith(_FORMULA) or value[1:].lstrip(_BLANKS).startswith(_FORMULA))
    return value[1:] if marked else value


def _headed(sheets: Sequence[Callable[[], Iterable[list[Value]]]], head: Head) -> Table:
    """The first sheet that has the head."""
    best: list[str] = []
    for rows in sheets:
        for place, row in enumerate(rows()):
            if place >= _HEAD_WITHIN:
                break
            labels = [str(value).strip() for value in row]
            keys = [head.labels.get(squeeze(alike(label)), "") for label in labels]
            if all(key in keys for key in head.needed):
                return Table(tuple(_once(keys)), tuple(labels), _below(rows, place))
            best = max(best, [key for key in keys if key], key=len)
    missing = "、".join(f"“{label}”" for key, label in head.needed.items() if key not in best)
    raise UnusableInput(f"没有找到{head.noun}的表头，缺少 {missing}", "请照模板的列名写表头，顺序不限，再上传")


def _once(keys: list[str]) -> Iterator[str]:
    """A label that stands twice counts where it stands first; the other is kept as an unknown column."""
    seen: set[str] = set()
    for key in keys:
        yield "" if key in seen else key
        seen.add(key)


def _below(rows: Callable[[], Iterable[list[Value]]], head: int) -> Callable[[], Iterator[tuple[int, list[Value]]]]:
    """The rows below the head with the number that Excel shows; empty ones are left out."""

    def below() -> Iterator[tuple[int, list[Value]]]:
        for place, row in enumerate(rows()):
            if place > head and any(value not in ("", None) for value in row):
                yield place + 1, row

    return below
