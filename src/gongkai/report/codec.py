"""The report as the JSON of the contract, ``gongkai.report/1``, and back.

Only what the contract names is kept: title, organ, year, forms, sections, figures, what
was printed, what is unsure. How the document looked (origins, headings, notes) is not.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, NoReturn

from gongkai.lib.errors import UnusableInput
from gongkai.report.forms import FORMS, required_form
from gongkai.report.model import Figure, Report, Unsure

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gongkai.report.model import Row, Value

SCHEMA = "gongkai.report/1"
SECTIONS = ("preamble", "overview", "problems", "other")
TABLES = ("table2", "table3", "table4")
# ``sources`` stands beside a compiled report, ``file`` beside one of several; neither is part of the report.
_KEYS = (
    "schema",
    "title",
    "organ",
    "year",
    "form",
    "cited_form",
    "table2_forms",
    "sections",
    *TABLES,
    "printed",
    "unsure",
    "sources",
    "file",
)
_MANY = 40  # characters of a foreign value that a message quotes


def block_key(row: str) -> str | None:
    """The block of table two that a row (``other_services``) belongs to in any form; None for no such row.

    >>> block_key("other_services"), block_key("coercion"), block_key("grants")
    ('licences', 'penalties', None)
    """
    for form in FORMS.values():
        block = form.block_of(row)
        if block is not None:
            return block.key
    return None


def block_width(block: str, form: str | None) -> int:
    """How many figures a row of a block has in that form; 0 when the form does not have the block."""
    edition = FORMS.get(form or "")
    return next((len(entry.columns) for entry in edition.blocks if entry.key == block), 0) if edition else 0


def row_widths(row: str, table2_forms: Mapping[str, str]) -> tuple[int, ...]:
    """The lengths a row (``table2.fees``) may have, given the forms of its block; empty for an unknown row."""
    table, _, key = row.partition(".")
    if table == "table2":
        block = block_key(key)
        if block is None:
            return ()
        named = block_width(block, table2_forms.get(block))
        return (named,) if named else tuple(sorted({width for form in FORMS if (width := block_width(block, form))}))
    return tuple({width for form in FORMS.values() if (width := form.width(row))})


# --- out ---------------------------------------------------------------------------------------


def to_dict(report: Report) -> dict[str, Any]:
    """The report as plain JSON values, keys in the order of the contract. Nothing is judged here."""
    tables: dict[str, dict[str, list[Value]]] = {table: {} for table in TABLES}
    printed: dict[str, str] = {}
    for name, figures in report.rows.items():
        table, _, key = name.partition(".")
        tables[table][key] = [figure.value for figure in figures]
        for index, figure in enumerate(figures):
            if figure.printed is not None:
                printed[f"{name}[{index}]"] = figure.printed
    return {
        "schema": SCHEMA,
        "title": report.title,
        "organ": report.organ,
        "year": report.year,
        "form": report.form,
        "cited_form": report.cited_form,
        "table2_forms": dict(report.table2_forms),
        "sections": {key: report.sections[key] for key in SECTIONS if key in report.sections},
        **tables,
        "printed": printed,
        "unsure": [item._asdict() for item in report.unsure],
    }


def dumps(report: Report) -> str:
    """The report as JSON text: a row a line, so that two versions can be compared line by line."""
    return pretty(to_dict(report))


def pretty(data: Mapping[str, Any]) -> str:
    """JSON text with one line per key and per row of a table, ending in a line feed."""
    lines = [f"  {_flat(key)}: {_nested(value)}" for key, value in data.items()]
    return "{\n" + ",\n".join(lines) + "\n}\n"


def _nested(value: object) -> str:
    if isinstance(value, dict) and value:
        return "{\n" + ",\n".join(f"    {_flat(key)}: {_flat(inner)}" for key, inner in value.items()) + "\n  }"
    if isinstance(value, list) and value:
        return "[\n" + ",\n".join(f"    {_flat(inner)}" for inner in value) + "\n  ]"
    return _flat(value)


def _flat(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False)


# --- in ----------------------------------------------------------------------------------------


def loads(text: str) -> Report:
    """The report in a JSON text. Raises :class:`UnusableInput` for broken JSON and wrong content."""
    return from_dict(parse(text))


def parse(text: str) -> object:
    """JSON values, with what JSON lets pass and a report must not have refused: NaN, a key twice."""
    try:
        return json.loads(text, object_pairs_hook=_once, parse_constant=_no_number)
    except json.JSONDecodeError as error:
        raise UnusableInput(f"第 {error.lineno} 行第 {error.colno} 个字符处不是正确的 JSON", "请改正此处的写法，或重新导出该文件") from None
    except RecursionError:
        raise UnusableInput("JSON 嵌套层数过深", "请使用 gongkai report read --json 输出的文件") from None
    except ValueError:
        raise UnusableInput("有位数过多的数字", "请核对各表的数值") from None


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found: dict[str, object] = {}
    for key, value in pairs:
        if key in found:
            _refuse(key, "在同一处写了两次", "请只保留一个")
        found[key] = value
    return found


def _no_number(word: str) -> NoReturn:
    raise UnusableInput(f"写有“{word}”，不是数值", "不知道的数请写 null")


def from_dict(data: object) -> Report:
    """The report in plain JSON values.

    ``table2_forms`` that is absent is worked out from ``form`` and the lengths of the rows;
    every other key but ``schema`` may be absent. Raises :class:`UnusableInput` whose place is
    the key (``table3.granted``) for a wrong type, an unknown key, a row of wrong length.
    """
    if not isinstance(data, dict):
        _refuse("", "不是一份年度报告的 JSON", f'最外层应是对象，并写明 "schema": "{SCHEMA}"')
    if data.get("schema") != SCHEMA:
        problem = "没有写明格式" if "schema" not in data else f"写的是“{_short(data['schema'])}”，不是认识的格式"
        _refuse("schema", problem, f"应为“{SCHEMA}”")
    for key in data:
        if key not in _KEYS:
            _refuse(_short(key), "不是年度报告里的键", "请核对拼写，或把它去掉")
    year, form = _year(data.get("year")), _form("form", data.get("form"))
    lengths = _row_lengths(data)
    table2_forms = _table2_forms(data.get("table2_forms"), lengths, form, year)
    rows = _rows(data, table2_forms)
    return Report(
        title=_optional_text("title", data.get("title")),
        organ=_optional_text("organ", data.get("organ")),
        year=year,
        form=form,
        cited_form=_form("cited_form", data.get("cited_form")),
        table2_forms=table2_forms,
        sections=_sections(data.get("sections", {})),
        rows=rows,
        unsure=_unsure(data.get("unsure", []), rows),
        kind="json",
    )


def _refuse(place: str, problem: str, remedy: str) -> NoReturn:
    raise UnusableInput(problem, remedy, f"{place} " if place else "")


def _short(value: object) -> str:
    text = value if isinstance(value, str) else repr(value)
    return text if len(text) <= _MANY else text[:_MANY] + "…"


def _mapping(place: str, value: object) -> dict[str, object]:
    if not isinstance(value, dict):
        _refuse(place, f"写的是“{_short(value)}”", "应是由键和值组成的对象 {…}")
    return value


def _text(place: str, value: object) -> str:
    if not isinstance(value, str):
        _refuse(place, f"写的是“{_short(value)}”，不是文字", "应是加引号的文字")
    if any("\ud800" <= character <= "\udfff" for character in value):
        _refuse(place, "含有不成字的编码", "请重新输入这段文字")
    return value


def _optional_text(place: str, value: object) -> str | None:
    return None if value is None else _text(place, value)


def _year(value: object) -> int | None:
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int) or not 1900 <= value <= 2999:
        _refuse("year", f"写的是“{_short(value)}”", "应是不加引号的四位年份，如 2021，不知道时写 null")
    return value


def _form(place: str, value: object) -> str | None:
    if value is None:
        return None
    if not isinstance(value, str) or value not in FORMS:
        _refuse(place, f"写的是“{_short(value)}”", f"应是{'、'.join(f'“{name}”' for name in FORMS)}之一，不知道时写 null")
    return value


def _sections(value: object) -> dict[str, str]:
    given = _mapping("sections", value)
    for key in given:
        if key not in SECTIONS:
            _refuse(f"sections.{_short(key)}", "不是报告里的部分", f"只有 {'、'.join(SECTIONS)}")
    return {key: _text(f"sections.{key}", given[key]) for key in SECTIONS if key in given}


def _row_lengths(data: Mapping[str, object]) -> dict[str, int]:
    """Lengths of the rows of table two by key; every key of all tables is checked here."""
    lengths: dict[str, int] = {}
    for table in TABLES:
        for key, figures in _mapping(table, data.get(table, {})).items():
            place = f"{table}.{_short(key)}"
            if not row_widths(f"{table}.{key}", {}):
                _refuse(place, "不是任何一年格式里的行", "请核对键的拼写")
            if not isinstance(figures, list):
                _refuse(place, f"写的是“{_short(figures)}”", "应是一行数值 […]")
            if table == "table2":
                lengths[key] = len(figures)
    return lengths


def _table2_forms(value: object, lengths: Mapping[str, int], form: str | None, year: int | None) -> dict[str, str]:
    if value is not None:
        given = _mapping("table2_forms", value)
        for key, name in given.items():
            if block_key(key) != key:
                _refuse(f"table2_forms.{_short(key)}", "不是表二里的一块", "应是 rules、licences、penalties、fees、procurement 之一")
            if name is None or _form(f"table2_forms.{key}", name) is None:
                _refuse(f"table2_forms.{key}", "没有写明格式年份", f"应是{'、'.join(f'“{each}”' for each in FORMS)}之一")
        return {key: str(name) for key, name in given.items()}
    required = required_form(year)
    preferred = [name for name in (form, required.name if required else None, *reversed(FORMS)) if name]
    derived: dict[str, str] = {}
    for row, length in lengths.items():
        block = block_key(row)
        if block is not None and block not in derived:
            fitting = next((name for name in preferred if block_width(block, name) == length), None)
            if fitting:
                derived[block] = fitting
    return derived


def _rows(data: Mapping[str, object], table2_forms: Mapping[str, str]) -> dict[str, Row]:
    printed = _printed(data.get("printed", {}))
    rows: dict[str, Row] = {}
    for table in TABLES:
        for key, figures in _mapping(table, data.get(table, {})).items():
            name = f"{table}.{key}"
            widths = row_widths(name, table2_forms)
            assert isinstance(figures, list)  # _row_lengths has refused everything else
            if len(figures) not in widths:
                wanted = "或".join(str(width) for width in widths)
                _refuse(name, f"有 {len(figures)} 个数", f"该行应有 {wanted} 个，不知道的写 null")
            places = [f"{name}[{index}]" for index in range(len(figures))]
            rows[name] = tuple(Figure(_value(place, value), printed.pop(place, None)) for place, value in zip(places, figures, strict=True))
    for place in printed:
        _refuse(f"printed 里的 {_short(place)}", "在表中没有对应的数", "请改成表里有的位置，如 table2.rules[0]")
    return rows


def _printed(value: object) -> dict[str, str]:
    return {place: _text(f"printed 里的 {_short(place)}", text) for place, text in _mapping("printed", value).items()}


def _value(place: str, value: object) -> Value:
    if value is None:
        return None
    if isinstance(value, bool):
        _refuse(place, f"写的是 {str(value).lower()}", "应是数值，不知道的写 null")
    if isinstance(value, int):
        return value
    if isinstance(value, float):
        if value != value or value in (float("inf"), float("-inf")):
            _refuse(place, "不是有限的数", "请核对数值，不知道的写 null")
        return value
    if not isinstance(value, str):
        _refuse(place, f"写的是“{_short(value)}”", "应是数值，不知道的写 null")
    return _amount(place, _text(place, value))


def _amount(place: str, text: str) -> str:
    """A text is allowed only as an amount with its unit: 「251000元」."""
    if re.fullmatch(r"[+-]?\d+(\.\d+)?", text.strip()):
        _refuse(place, f"把数写成了文字“{_short(text)}”", "请去掉引号")
    if not re.search(r"[0-9０-９〇零一二三四五六七八九十百千万亿]", text):
        _refuse(place, f"写的是“{_short(text)}”，不是数值", "请写 null，并把原样写在 printed 里")
    return text


def _unsure(value: object, rows: Mapping[str, Row]) -> tuple[Unsure, ...]:
    if not isinstance(value, list):
        _refuse("unsure", f"写的是“{_short(value)}”", "应是一列对象 […]")
    return tuple(_unsure_item(f"unsure 第 {number} 条", item, rows) for number, item in enumerate(value, 1))


def _unsure_item(place: str, item: object, rows: Mapping[str, Row]) -> Unsure:
    fields = _mapping(place, item)
    if set(fields) != set(Unsure._fields):
        _refuse(place, "键不齐或有多余的键", "应有 where、printed、why 三个")
    where, printed, why = (_text(f"{place}的 {field}", fields[field]) for field in Unsure._fields)
    match = re.fullmatch(r"(table[234]\.[a-z_.]+)(?:\[(\d{1,2})\])?", where)
    widths = row_widths(match[1], {}) if match else ()
    if match is None or not widths or (match[2] and int(match[2]) >= len(rows.get(match[1], range(max(widths))))):
        _refuse(place, f"的 where 写的是“{_short(where)}”，不是表中的位置", "应如 table2.fees 或 table2.fees[0]")
    return Unsure(where, printed, why)
