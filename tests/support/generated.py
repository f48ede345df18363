"""Random annual reports whose figures agree with each other, and faults planted in them.

``consistent(rng)`` makes a report in which every sum holds and the prose tells the same figures
as the tables; ``plant(case, rng)`` puts one to three arithmetical faults into it and says which
findings must come of them.
"""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, NamedTuple

from hypothesis import strategies as st

from gongkai.report import sample
from gongkai.report.forms import FORMS
from gongkai.report.model import Figure, Report

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from gongkai.report.rules.base import Finding

ORGANS = (
    "示例市示例区示例镇人民政府",
    "示例市示例县山口乡人民政府",
    "示例市示例区东街街道办事处",
    "示例市示例区司法局",
    "示例市示例县人民政府",
)
_APPLICANTS = 6
_CHANNELS = ("政府网站", "政务新媒体", "公示栏", "政府公报", "农村广播")
_REVIEWS = ("review", "litigation_direct", "litigation_after_review")


class Case(NamedTuple):
    """A report with the one of the year before, both without fault."""

    report: Report
    previous: Report


class Expected(NamedTuple):
    """A planted fault and what a finding on it looks like: first letter of the code, and place or words."""

    kind: str
    family: str
    part: str | None = None
    row: str | None = None
    says: str = ""

    def met(self, findings: Iterable[Finding]) -> bool:
        """Is there a finding on this fault?"""
        return any(
            finding.code.startswith(self.family)
            and self.part in (None, finding.place.part)
            and self.row in (None, finding.place.row)
            and (not self.says or self.says in finding.message or self.says in finding.place.text)
            for finding in findings
        )


# --- reports without fault --------------------------------------------------------------------------


def consistent(rng: random.Random) -> Case:
    """A report in a form fitting its year, with last year's. Zero is the most frequent figure, as in life."""
    form = rng.choice(("2021", "2021", "2019"))
    year = rng.choice((2022, 2023, 2024, 2025)) if form == "2021" else 2020
    organ = rng.choice(ORGANS)
    rows, before = _table3(rng, form), _table3(rng, form)
    carry = [rows["table3.carried_in"][column] for column in range(_APPLICANTS + 1)]
    _set_carried_out(before, carry)
    rows |= _table4(rng)
    before |= _table4(rng)
    two, two_before = _table2(rng, form)
    report = _report(rng, form, year, organ, {**rows, **two})
    return Case(report, _report(rng, form, year - 1, organ, {**before, **two_before}))


@st.composite
def cases(draw: Callable[..., int]) -> Case:
    """The same for Hypothesis: a case grown from a drawn seed."""
    return consistent(random.Random(draw(st.integers(0, 2**32 - 1))))


def _few(rng: random.Random, most: int = 12) -> int:
    return rng.choice((0, 0, 0, 0, 1, 2, rng.randint(0, most), rng.randint(0, most * 20) if rng.random() < 0.1 else 0))


def _with_total(cells: Sequence[int]) -> tuple[int, ...]:
    return (*cells, sum(cells))


def _table3(rng: random.Random, form: str) -> dict[str, tuple[int, ...]]:
    edition = FORMS[form]
    busy = rng.random() < 0.75
    rows = {}
    for key in edition.results:
        rows[f"table3.{key}"] = _with_total([_few(rng) if busy and rng.random() < 0.4 else 0 for _ in range(_APPLICANTS)])
    total = [sum(row[column] for row in rows.values()) for column in range(_APPLICANTS)]
    out = [rng.choice((0, 0, 1, 3)) if busy else 0 for _ in range(_APPLICANTS)]
    carried = [rng.randint(0, min(total[c] + out[c], 3)) for c in range(_APPLICANTS)]
    new = [total[c] + out[c] - carried[c] for c in range(_APPLICANTS)]
    rows |= {"table3.new": _with_total(new), "table3.carried_in": _with_total(carried)}
    rows |= {"table3.total": _with_total(total), "table3.carried_out": _with_total(out)}
    return {f"table3.{row.key}": rows[f"table3.{row.key}"] for row in edition.rows}


def _set_carried_out(rows: dict[str, tuple[int, ...]], carry: Sequence[int]) -> None:
    """Last year's table made to end in what this year begins with."""
    rows["table3.carried_out"] = tuple(carry)
    new = [rows["table3.total"][c] + carry[c] - rows["table3.carried_in"][c] for c in range(_APPLICANTS)]
    for column, value in enumerate(new):
        if value < 0:
            cells = list(rows["table3.carried_in"][:-1])
            cells[column] += value
            rows["table3.carried_in"] = _with_total(cells)
            new[column] = 0
    rows["table3.new"] = _with_total(new)


def _table4(rng: random.Random) -> dict[str, tuple[int, ...]]:
    return {f"table4.{key}": _with_total([rng.choice((0, 0, 0, 0, 1, 2, 5)) for _ in range(4)]) for key in _REVIEWS}


def _table2(rng: random.Random, form: str) -> tuple[dict[str, tuple[int | float, ...]], dict[str, tuple[int | float, ...]]]:
    """Table two of this year and of last year: what is in force follows from what was."""
    stock, issued, repealed = rng.randint(3, 30), rng.randint(0, 6), rng.randint(0, 3)
    decisions = {f"table2.{key}": _few(rng, 400) for key in ("licences", "penalties", "coercion")}
    now: dict[str, tuple[int | float, ...]]
    before: dict[str, tuple[int | float, ...]]
    if form == "2021":
        now = {"table2.rules": (0, 0, 0), "table2.normative_documents": (issued, repealed, stock + issued - repealed)}
        before = {"table2.rules": (0, 0, 0), "table2.normative_documents": (0, 0, stock)}
        now |= {key: (value,) for key, value in decisions.items()} | {"table2.fees": (round(rng.choice((0, rng.random() * 300)), 2),)}
        before |= {key: (value,) for key, value in decisions.items()} | {"table2.fees": (0,)}
        return now, before
    now = {"table2.rules": (0, 0, 0), "table2.normative_documents": (issued, issued, stock + issued)}
    before = {"table2.rules": (0, 0, 0), "table2.normative_documents": (0, 0, stock)}
    for key, value in {**decisions, "table2.other_services": _few(rng)}.items():
        projects, change, earlier = rng.randint(3, 40), rng.randint(-3, 3), rng.randint(-2, 2)
        now[key] = (projects, change, value)
        before[key] = (projects - earlier, earlier, value)
    now |= {"table2.fees": (3, 0), "table2.procurement": (2, 126000.5)}
    before |= {"table2.fees": (3, 0), "table2.procurement": (1, 30000)}
    return now, before


def _report(rng: random.Random, form: str, year: int, organ: str, rows: dict[str, tuple[int | float, ...]]) -> Report:
    base = sample.clean(form, year, organ)
    ordered = {key: tuple(Figure(value) for value in rows[key]) for key in FORMS[form].row_keys()}
    sections = {**base.sections, "overview": _overview(rng, year, form, rows)}
    return base._replace(rows=ordered, sections=sections)


def _overview(rng: random.Random, year: int, form: str, rows: dict[str, tuple[int | float, ...]]) -> str:
    """Part one, whose counts are those of the tables, said in one of several ways."""
    new, carried = rows["table3.new"][-1], rows["table3.carried_in"][-1]
    done, out = rows["table3.total"][-1], rows["table3.carried_out"][-1]
    parts = [rng.randint(1, 400) for _ in range(rng.randint(2, 4))]
    channels = list(zip(rng.sample(_CHANNELS, len(parts)), parts, strict=True))
    separator = rng.choice(("，", "、"))
    listed = separator.join(f"通过{name}公开{count}条" for name, count in channels)
    published = rng.choice(
        (
            f"{year}年，主动公开政府信息{sum(parts)}条，其中{listed}。",
            f"全年主动公开政府信息{sum(parts)}条。其中，{listed}。",
            f"全年共主动公开政府信息{sum(parts)}条（其中{listed}）。",
        )
    )
    applied = rng.choice(
        (
            f"本年新收政府信息公开申请{new}件，上年结转{carried}件，办结{done}件，结转下年度继续办理{out}件。",
            f"{year}年，新收到政府信息公开申请{new}件，上年结转{carried}件，本年办结{done}件，结转下年度{out}件。",
            f"全年收到政府信息公开申请{new}件，上年结转申请{carried}件，已办结{done}件，结转下年度继续办理{out}件。",
        )
    )
    documents = rows["table2.normative_documents"]
    if form == "2021":
        managed = f"全年制发行政规范性文件{documents[0]}件，废止{documents[1]}件，现行有效{documents[2]}件。"
    else:
        managed = f"全年制发规范性文件{documents[0]}件。"
    reviews, direct, after = (rows[f"table4.{key}"][-1] for key in _REVIEWS)
    disputes = f"因政府信息公开工作被申请行政复议{reviews}件，被提起行政诉讼{direct + after}件。"
    return "\n".join(
        (
            f"（一）主动公开。{published}",
            f"（二）依申请公开。{applied}{disputes}",
            f"（三）政府信息管理。落实先审查后公开，{managed}",
            "（四）政府信息公开平台建设。维护政府网站专栏和政务新媒体账号。",
            "（五）监督保障。政务公开纳入工作考核，组织社会评议，未发生责任追究情形。",
        )
    )


# --- planted faults ---------------------------------------------------------------------------------


class _Site:
    """A case being spoiled; keeps what each fault has touched so that two never cancel each other."""

    def __init__(self, case: Case, rng: random.Random) -> None:
        self.report, self.previous, self.rng = case.report, case.previous, rng
        self.touched: set[str] = set()

    def cells(self, row: str) -> list[int]:
        return [int(figure.value) for figure in self.report.rows[row]]  # type: ignore[arg-type]

    def put(self, row: str, cells: Sequence[int]) -> None:
        self.touched.add(row)
        self.report = self.report._replace(rows={**self.report.rows, row: tuple(Figure(cell) for cell in cells)})

    def reword(self, old: str, new: str) -> None:
        overview = self.report.sections["overview"].replace(old, new, 1)
        assert overview != self.report.sections["overview"]
        self.report = self.report._replace(sections={**self.report.sections, "overview": overview})

    def rows(self, *keys: str) -> list[str]:
        return [key for key in keys or tuple(self.report.rows) if key not in self.touched]


def _row_total(site: _Site) -> Expected:
    results = {f"table3.{key}" for key in FORMS[site.report.form or "2021"].results}
    row = site.rng.choice(sorted(results - site.touched))
    cells = site.cells(row)
    cells[-1] += site.rng.choice((1, 2, 7, 10))
    site.put(row, cells)
    return Expected("行总计", "S", "table3", row.partition(".")[2])


def _balance(site: _Site) -> Expected:
    column = site.rng.randrange(_APPLICANTS)
    row = site.rng.choice(("table3.new", "table3.carried_out"))
    cells = site.cells(row)
    by = site.rng.choice((1, 3, 9))
    cells[column] += by
    cells[-1] += by
    site.put(row, cells)
    return Expected("列平衡", "S002")


def _results(site: _Site) -> Expected:
    results = {f"table3.{key}" for key in FORMS[site.report.form or "2021"].results}
    row = site.rng.choice(sorted(results - site.touched))
    column, cells = site.rng.randrange(_APPLICANTS), site.cells(row)
    by = site.rng.choice((1, 4))
    cells[column] += by
    cells[-1] += by
    site.put(row, cells)
    return Expected("办理结果合计", "S003")


def _review(site: _Site) -> Expected:
    row = site.rng.choice(site.rows(*(f"table4.{key}" for key in _REVIEWS)))
    cells = site.cells(row)
    cells[site.rng.randrange(4)] += site.rng.choice((1, 2))
    site.put(row, cells)
    return Expected("复议诉讼总计", "S", "table4", row.partition(".")[2])


def _carried(site: _Site) -> Expected:
    cells = [int(figure.value) for figure in site.previous.rows["table3.carried_out"]]  # type: ignore[arg-type]
    by = site.rng.choice((1, 2))
    cells[site.rng.randrange(_APPLICANTS)] += by
    cells[-1] += by
    row = tuple(Figure(cell) for cell in cells)
    site.previous = site.previous._replace(rows={**site.previous.rows, "table3.carried_out": row})
    return Expected("上年结转", "C", "table3", "carried_in")


def _prose_count(site: _Site) -> Expected:
    new = site.cells("table3.new")[-1]
    wrong = new + site.rng.choice((2, 11, 100))
    site.reword(f"政府信息公开申请{new}件", f"政府信息公开申请{wrong}件")
    return Expected("正文与表格", "T", says=str(wrong))


def _list_parts(site: _Site) -> Expected:
    line = site.report.sections["overview"].partition("\n")[0]
    total = line.partition("主动公开政府信息")[2].partition("条")[0]
    wrong = int(total) + site.rng.choice((1, 10, 300))
    site.reword(f"主动公开政府信息{total}条", f"主动公开政府信息{wrong}条")
    return Expected("分项之和", "T", says=str(wrong))


def _documents(site: _Site) -> Expected:
    issued = int(site.report.rows["table2.normative_documents"][0].value)  # type: ignore[arg-type]
    wrong = issued + site.rng.choice((1, 5, 20))
    site.reword(f"规范性文件{issued}件", f"规范性文件{wrong}件")
    return Expected("正文与规范性文件", "T", says=str(wrong))


def _in_force(site: _Site) -> Expected:
    cells = [int(figure.value) for figure in site.previous.rows["table2.normative_documents"]]  # type: ignore[arg-type]
    cells[2] += site.rng.choice((1, 4, 30))
    row = tuple(Figure(cell) for cell in cells)
    site.previous = site.previous._replace(rows={**site.previous.rows, "table2.normative_documents": row})
    return Expected("现行有效", "C", "table2", "normative_documents")


FAULTS: tuple[Callable[[_Site], Expected], ...] = (
    _row_total,
    _balance,
    _results,
    _review,
    _carried,
    _prose_count,
    _list_parts,
    _documents,
    _in_force,
)
# Both change what is said of 新收: planted together they could agree again.
_NOT_TOGETHER = {_balance, _prose_count}


def plant(case: Case, rng: random.Random) -> tuple[Case, list[Expected]]:
    """The case with one to three faults of different kinds, and what must be found."""
    site = _Site(case, rng)
    # What is in force cannot be followed from year to year in the form of 2019.
    possible = [fault for fault in FAULTS if fault is not _in_force or case.report.form == "2021"]
    chosen = rng.sample(possible, rng.randint(1, 3))
    if set(chosen) >= _NOT_TOGETHER:
        chosen.remove(_balance)
    expected = [fault(site) for fault in chosen]
    return Case(site.report, site.previous), expected
