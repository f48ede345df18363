"""From a label as printed, misprints and all, to the row it means."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from gongkai.lib.text import alike, squeeze
from gongkai.report.forms import FORMS

# Cells that are headers or group labels and never the label of a row with figures.
HEADERS = frozenset(
    "信息内容 申请人情况 自然人 法人或其他组织 商业企业 科研机构 社会公益组织 法律服务机构 其他 总计 三、本年度办理结果 本年度办理结果 "
    "（三）不予公开 （四）无法提供 （五）不予处理 （六）其他处理 行政复议 行政诉讼 未经复议直接起诉 复议后起诉 结果维持 结果纠正 其他结果 尚未审结 "
    "本年制发件数 本年废止件数 现行有效件数 本年处理决定数量 本年收费金额（单位：万元） 本年新制作数量 本年新公开数量 对外公开总数量 "
    "上一年项目数量 本年增/减 处理决定数量 采购项目数量 采购总金额".split()
)  # fmt: skip
_TRIM = re.compile(r"[\s：:。、]+$|^[\s]+")
_ORDINAL = re.compile(r"^(?:（[一二三四五六七]）|[一二三四]、|\d[.、])")


def canon(text: str) -> str:
    """A label for comparing: widths alike, every quotation mark one sign, no blanks, no closing colon.

    >>> canon("3．危及\\n“三安全一稳定”：")
    '3.危及“三安全一稳定“'
    """
    return _TRIM.sub("", squeeze(alike(text))).replace("”", "“").replace("’", "“").replace("‘", "“").replace("'", "“")


def plain(label: str) -> str:
    """The label without its ordinal: 「1.属于国家秘密」 → 「属于国家秘密」."""
    return _ORDINAL.sub("", canon(label))


@cache
def exact() -> dict[str, str]:
    """Every official label and known misprint of both forms, to its row (``table3.granted``)."""
    found: dict[str, str] = {}
    for form in FORMS.values():
        for key in form.row_keys():
            row = form.row_of(key)
            if row is None or key.startswith("table4."):
                continue
            for label in (row.label, *row.misprints):
                found.setdefault(canon(label), key)
                # A label without its ordinal still means the row, where that cannot be a header.
                found.setdefault(plain(label), key)
    for header in HEADERS:
        found.pop(canon(header), None)
    found[canon("（六）其他处理")] = "table3.other"
    return found


@cache
def _long_labels() -> tuple[tuple[str, str], ...]:
    return tuple((label, key) for label, key in exact().items() if len(label) >= 4)


@lru_cache(4096)
def bare(text: str) -> str:
    """A cell's text for comparing: widths and brackets alike, no blanks."""
    return squeeze(alike(text))


@lru_cache(4096)
def row_of(text: str) -> str | None:
    """The row a label means; None for no label. Misprints not in the tables are matched by likeness.

    A close second is no match: two rows that are equally near mean that nobody knows.
    """
    label = canon(text)
    found = exact().get(label)
    if found is not None or len(label) < 4 or label in HEADERS:
        return found
    if "（指" in label or "(指" in label:
        return row_of(label.partition("（指")[0])
    return nearest(label)


def nearest(label: str, among: frozenset[str] | None = None) -> str | None:
    """The row whose label is at least 70 % alike, clearly nearer than any other row."""
    best, best_key, second = 0.0, None, 0.0
    characters = set(label)
    for official, key in _long_labels():
        if among is not None and key not in among:
            continue
        if abs(len(official) - len(label)) * 10 > 4 * max(len(official), len(label)):
            continue
        if 10 * len(characters & set(official)) < 6 * len(characters):
            continue  # cheap: too few characters in common to come near
        ratio = likeness(label, official)
        if ratio > best:
            if key != best_key:
                second = best
            best, best_key = ratio, key
        elif key != best_key and ratio > second:
            second = ratio
    return best_key if best >= 0.7 and best - second >= 0.08 else None


def likeness(one: str, other: str) -> float:
    """1 − edit distance / longer length, between 0 and 1.

    >>> round(likeness("危机三安全", "危及三安全"), 2)
    0.8
    """
    longer = max(len(one), len(other))
    if not longer:
        return 1.0
    row = list(range(len(other) + 1))
    for index, character in enumerate(one, 1):
        diagonal, row[0] = row[0], index
        for position, opposite in enumerate(other, 1):
            diagonal, row[position] = (
                row[position],
                min(row[position] + 1, row[position - 1] + 1, diagonal + (character != opposite)),
            )
    return 1 - row[-1] / longer


def block_form(block: str, header: str) -> str | None:
    """The edition that the header over a block of table two belongs to; None when it does not tell.

    >>> block_form("rules", "本年新制作数量本年新公开数量对外公开总数量"), block_form("fees", "本年收费金额（单位：万元）")
    ('2019', '2021')
    """
    text = canon(header)
    if block == "rules":
        new, old = (
            ("制发" in text) + ("废止" in text) + ("现行有效" in text),
            ("新制作" in text) + ("新公开" in text) + ("对外公开" in text),
        )
    elif block == "fees":
        new, old = int("收费金额" in text or "万元" in text), int("上一年" in text or "增/减" in text or "增减" in text)
    elif block == "procurement":
        new, old = 0, 1
    else:
        old = int("上一年" in text or "增/减" in text or "增减" in text)
        new = int("处理决定" in text and not old)
    return "2021" if new > old else "2019" if old > new else None


BLOCK_OF = {
    "rules": "rules", "normative_documents": "rules", "licences": "licences", "other_services": "licences",
    "penalties": "penalties", "coercion": "penalties", "fees": "fees", "procurement": "procurement",
}  # fmt: skip


def block_width(block: str, form: str) -> int:
    """How many figures a row of the block has in that edition."""
    found = FORMS[form].block_of(block)
    return len(found.columns) if found else 0


def form_by_width(block: str, width: int) -> str | None:
    """The edition whose block has so many columns, where only one has."""
    fitting = [name for name in FORMS if block_width(block, name) == width]
    return fitting[0] if len(fitting) == 1 else None
