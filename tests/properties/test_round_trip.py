"""What was written is what is read: every format, unknown cells and absent rows included."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gongkai.lib.text import squeeze
from gongkai.report import codec, writers
from gongkai.report.forms import FORMS
from gongkai.report.layout import shown
from gongkai.report.model import Figure, Report, Unsure
from gongkai.report.readers import read_report

ORGANS = ("示例市示例区示例镇人民政府", "示例区示例街道办事处", "示例市示例区司法局", "示例综合实验区管理委员会", "示例县人民政府")
SENTENCES = (
    "全年通过区政府门户网站公开信息30条",
    "认真落实“先审查、后公开”要求，按月核对栏目更新情况",
    "办结政府信息公开申请5件，均在法定期限内答复",
    "对《示例区公园管理办法》作出解读3篇，其中图解2篇",
    "在便民服务中心设立公开查阅点，配备查阅设备1台（套）",
    "一是解读形式不够丰富；二是个别信息更新不够及时",
    "开展业务培训2次，参加50余人次",
    "本年度未收取信息处理费",
    "数据统计期限自2023年1月1日起至2023年12月31日止",
    "示例市示例区示例镇人民政府按照《中华人民共和国政府信息公开条例》（国务院令第711号）的规定落实主动公开要求",
    "格式按国办公开办函〔2021〕30号执行",
)
LEADS = ("（一）主动公开", "（二）依申请公开", "（三）政府信息管理", "（四）平台建设", "（五）监督保障")

blank = st.sampled_from((Figure(None), Figure(None, ""), Figure(None, "/"), Figure(None, "待填")))
counts = st.integers(0, 99_999).map(Figure)
changes = st.integers(-300, 300).map(Figure)
decimals = st.integers(1, 10**9).map(lambda n: Figure(n / 10**4))
amounts = st.one_of(
    decimals, st.integers(1, 10**9).map(lambda n: Figure(f"{n}元")), st.integers(1, 9999).map(lambda n: Figure(f"{n / 100}万元"))
)


def figure(kind: str) -> st.SearchStrategy[Figure]:
    known = {"count": counts, "change": changes, "amount": st.one_of(amounts, counts)}[kind]
    return st.one_of(known, known, known, blank)


def row(*kinds: str) -> st.SearchStrategy[tuple[Figure, ...]]:
    return st.tuples(*(figure(kind) for kind in kinds))


@st.composite
def prose(draw: st.DrawFn) -> str:
    paragraphs = []
    for number in range(draw(st.integers(1, 4))):
        words = "。".join(draw(st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=4))) + "。"
        opening = draw(st.sampled_from(("", "", LEADS[number] + "。", LEADS[number] + "\n")))
        paragraphs.append(opening + words)
    return "\n".join(paragraphs)


@st.composite
def tables(draw: st.DrawFn) -> tuple[str | None, dict[str, str], dict[str, tuple[Figure, ...]]]:
    """A form, the forms of the blocks and the rows: now and then a block in the other form, a row that is absent."""
    main = draw(st.sampled_from(sorted(FORMS)))
    rows: dict[str, tuple[Figure, ...]] = {}
    forms: dict[str, str] = {}
    odd = draw(st.sampled_from((None, None, "rules", "licences", "penalties")))
    for block in FORMS[main].blocks:
        name = main if block.key != odd else next(other for other in FORMS if other != main)
        entry = next(each for each in FORMS[name].blocks if each.key == block.key)
        for line in entry.rows:
            if draw(st.integers(0, 9)):
                rows[f"table2.{line.key}"] = draw(row(*(column.kind for column in entry.columns)))
                forms[block.key] = name
    single = draw(st.sampled_from(sorted(FORMS)))
    if draw(st.integers(0, 9)):
        for line in FORMS[single].rows:
            if draw(st.integers(0, 19)):
                rows[f"table3.{line.key}"] = draw(row(*["count"] * 7))
    for line in FORMS[main].table4:
        if draw(st.integers(0, 4)):
            rows[f"table4.{line.key}"] = draw(row(*["count"] * 5))
    return _majority(forms, rows), forms, rows


def _majority(forms: dict[str, str], rows: dict[str, tuple[Figure, ...]]) -> str | None:
    votes = sorted(FORMS, key=lambda name: -list(forms.values()).count(name))
    if forms and list(forms.values()).count(votes[0]) != list(forms.values()).count(votes[1]):
        return votes[0]
    others = {key for key in rows if key.startswith("table3.other")}
    if others:
        return "2019" if others == {"table3.other"} else "2021"
    return next(iter(forms.values()), None)


@st.composite
def reports(draw: st.DrawFn) -> Report:
    form, forms, rows = draw(tables())
    organ = draw(st.sampled_from((*ORGANS, None)))
    year = draw(st.one_of(st.integers(2019, 2026), st.none()))
    dated = f"{year}{draw(st.sampled_from(('年', '年度')))}" if year else ""
    title = draw(st.sampled_from((f"{organ or ''}{dated}政府信息公开工作年度报告", None))) if organ or year else None
    # Prose without any heading is no preamble: without rows there is at least one section with a heading.
    keys = draw(st.sets(st.sampled_from(codec.SECTIONS)))
    if not rows and not keys - {"preamble"}:
        keys = keys | {"overview"}
    return Report(
        title=title,
        organ=organ,
        year=year,
        form=form,
        cited_form=draw(st.sampled_from((*FORMS, None))),
        table2_forms=forms,
        sections={key: draw(prose()) for key in codec.SECTIONS if key in keys},
        rows=rows,
        unsure=draw(st.sampled_from(((), *(((Unsure(name, "0 12", "分不开"),)) for name in list(rows)[:1])))),
    )


def alike(report: Report, *, identity: bool = True) -> dict[str, object]:
    """What the contract promises of a format: cells by value and, where unknown, by what was printed."""
    cells = {
        name: [figure.value if figure.value is not None else ("unknown", shown(figure)) for figure in figures]
        for name, figures in report.rows.items()
    }
    forms = dict(report.table2_forms)
    kept: dict[str, object] = {"tables": cells, "table2_forms": forms, "form": report.form}
    if identity:
        kept |= {"organ": report.organ, "year": report.year}
        kept["sections"] = {key: squeeze(text) for key, text in report.sections.items()}
    return kept


quick = settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])


@given(reports())
@quick
def test_json_gives_back_exactly_what_was_written(report: Report) -> None:
    assert codec.loads(codec.dumps(report)) == report


@given(reports())
@quick
def test_json_without_forms_of_blocks_derives_widths_that_fit(report: Report) -> None:
    data = codec.to_dict(report)
    del data["table2_forms"]
    reread = codec.from_dict(data)
    assert reread.rows == report.rows
    assert set(reread.table2_forms) == set(report.table2_forms)


@pytest.mark.parametrize("suffix", [".docx", ".html", ".xlsx", ".txt"])
@given(report=reports())
@quick
def test_what_is_written_is_read_again(report: Report, suffix: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    path = str(tmp_path_factory.getbasetemp() / f"round{suffix}")
    writers.write(report, path)
    assert alike(read_report(path)) == alike(report)


@given(report=reports())
@settings(quick, max_examples=5)
def test_a_pdf_gives_back_tables_and_title(report: Report, tmp_path_factory: pytest.TempPathFactory) -> None:
    pytest.importorskip("typst")
    path = str(tmp_path_factory.getbasetemp() / "round.pdf")
    writers.write(report, path)
    reread = read_report(path)
    assert alike(reread, identity=False) == alike(report, identity=False)
    assert reread.title == report.title
