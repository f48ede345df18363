"""证据清单: what an answer to a review or lawsuit hands in, numbered, with what each paper proves, and the norms relied on (复议法 Art. 48, 诉讼法 Art. 67)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongkai.law.citation import printed
from gongkai.law.grounds import by_code
from gongkai.ledger.vocabulary.codes import Sort
from gongkai.notices.base import PLAIN
from gongkai.notices.letter import Heading, Letter, Paragraph, Signature, Table, chinese_day
from gongkai.web.applications.papers.material import FORM, Paper

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from gongkai.web.applications.models import Remedy
    from gongkai.web.applications.papers.material import Material

EVIDENCE_KIND = "证据清单"
CHECK = "〔复印件请与原件核对，与本案无关的个人信息请遮盖；核对以后删去本段。〕"
BASE_NORMS = ("条例:4", "条例:33.2")


def evidence_list(remedy: Remedy, material: Material | None, on: date) -> Letter:
    """The list as a letter without number. Without an application only the norms are known."""
    blocks: list[Heading | Paragraph | Table | Signature] = [
        Paragraph(f"案号：{remedy.case_number or '（待填）'}　{parties(remedy)}"),
        Heading("一、证据材料"),
    ]
    rows = evidence_rows(material)
    if rows:
        blocks.append(Table((("证据编号和名称", "日期、文号", "证明内容"), *rows), head=True))
    else:
        blocks.append(Paragraph("（这件案件没有关联依申请公开的案卷，请填写证据。）"))
    blocks.append(Heading("二、依据的规范性文件"))
    blocks += [Paragraph(f"{number}．{printed(key)}") for number, key in enumerate(norms(material), 1)]
    blocks.append(Paragraph(CHECK))
    blocks.append(Signature(remedy.organ.name, chinese_day(on)))
    return Letter(EVIDENCE_KIND, EVIDENCE_KIND, remedy.organ.name, "", "", on, PLAIN, tuple(blocks))


def evidence_rows(material: Material | None) -> tuple[tuple[str, str, str], ...]:
    """Number and name, day and 文号, what it proves."""
    if material is None:
        return ()
    papers = [*_form(material), *material.papers]
    return tuple(
        (
            f"{number}．{paper.title}",
            "\n".join(part for part in (chinese_day(paper.day) if paper.day else "", paper.number) if part) or "见材料",
            paper.proves,
        )
        for number, paper in enumerate(papers, 1)
    )


def _form(material: Material) -> Iterator[Paper]:
    """The application itself, where it came online and no scan of a form is in the file."""
    if all(paper.place != FORM for paper in material.papers):
        application = material.application
        yield Paper(FORM, "政府信息公开申请表", application.received_on, "申请人提出申请的时间、方式和内容", application.register_number)


def norms(material: Material | None) -> tuple[str, ...]:
    """Citation keys of what was applied: of every decision, of every step that needs a clause."""
    keys = list(BASE_NORMS)
    if material is not None:
        for item in material.state.live_items:
            keys += by_code(item.decision).articles if item.decision else ()
        if material.state.correction:
            keys.append("条例:30")
        if material.state.consultations:
            keys.append("条例:32")
        if material.state.extension:
            keys.append("条例:33.2")
        if material.state.fee:
            keys.append("条例:42.1")
    return tuple(dict.fromkeys(keys))


def parties(remedy: Remedy) -> str:
    """Who stands against whom, in the words of the procedure."""
    name = remedy.claimant.reveal() or "（待填）"
    if remedy.sort == Sort.REVIEW:
        return f"申请人：{name}　被申请人：{remedy.organ.name}"
    return f"原告：{name}　被告：{remedy.organ.name}"
