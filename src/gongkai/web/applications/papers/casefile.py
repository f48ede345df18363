"""The whole file of an application, in the order of a case file with an index (卷内目录): as a ZIP with every paper as it is, or as one PDF.

Personal data are inside: whoever asks for it records that first (``services.revealing.record``).
"""

from __future__ import annotations

import html
import io
import zipfile
from typing import TYPE_CHECKING, NamedTuple

import xlsxwriter

from gongkai.law.deadlines import written
from gongkai.lib.errors import UnusableInput
from gongkai.notices.base import PLAIN
from gongkai.notices.letter import Letter, Paragraph, Table
from gongkai.notices.writers import pdf as typeset
from gongkai.web.accounts.models import User
from gongkai.web.applications.models import Remedy
from gongkai.web.applications.papers import merged, sheets
from gongkai.web.applications.papers.material import material
from gongkai.web.applications.services.letters_text import rendered
from gongkai.web.applications.services.remedies import PURPOSES as REMEDY_PURPOSES
from gongkai.web.clock import day_of
from gongkai.web.vault import files
from gongkai.web.vault.kinds import KINDS
from gongkai.web.vault.models import StoredFile

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from gongkai.web.applications.models import Application
    from gongkai.web.applications.models import Letter as Row
    from gongkai.web.applications.papers.material import Material, Paper

TITLE = "卷内目录"
_HEAD = ("序号", "材料名称", "文号", "日期", "文件")


class Part(NamedTuple):
    """One paper of the file, ready to be put in. ``kind`` is a key of ``vault.kinds``; ``problem`` why there is no content."""

    title: str
    number: str
    day: date | None
    kind: str
    data: bytes
    problem: str = ""


def parts(application: Application, on: date) -> list[Part]:
    """All papers in order: application, identity, envelope, process letters with approvals, searches, opinions, decision, proofs, remedies, ledger."""
    found = material(application)
    names = {str(pk): name for pk, name in User.objects.values_list("pk", "name")}
    made = [_sheet("政府信息公开申请表（登记内容）", sheets.application_form(application, on), application.received_on)]
    for paper in found.papers:
        made += _paper(found, paper, on)
    made += _remedies(application)
    made.append(_sheet("办理经过", sheets.timeline(found, names, on), on))
    made.append(_sheet("答复期限日历", sheets.day_ledger(found, on), on))
    made.append(_sheet("账本摘录", sheets.ledger_extract(found, on), on))
    return made


def zipped(application: Application, made: list[Part], on: date) -> bytes:
    """A ZIP: every paper under a numbered safe name, ``index.html`` and ``index.xlsx``."""
    named = [(part, _file_name(number, part)) for number, part in enumerate(made, 1)]
    rows = [
        (str(number), part.title, part.number, part.day.isoformat() if part.day else "", name if part.data else part.problem)
        for number, (part, name) in enumerate(named, 1)
    ]
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in (("index.html", _index_page(application, rows)), ("index.xlsx", _index_book(rows))):
            archive.writestr(_info(name, on), data)
        for part, name in named:
            if part.data:
                archive.writestr(_info(name, on), part.data)
    return target.getvalue()


def one_pdf(application: Application, made: list[Part], on: date) -> bytes:
    """One PDF: index with page numbers, then every paper; what cannot be a page stands as a sheet that says where the original is."""
    pages = [
        merged.Source(part.kind, part.data) if part.data else merged.Source("pdf", _placeholder(application, part, on)) for part in made
    ]
    pages = [
        source if merged.readable(source) else merged.Source("pdf", _placeholder(application, part, on))
        for source, part in zip(pages, made, strict=True)
    ]
    counts = [merged.pages_of(source) for source in pages]
    index = _index_sheet(application, made, counts, 1, on)
    first = merged.pages_of(merged.Source("pdf", index)) + 1
    index = _index_sheet(application, made, counts, first, on)
    return merged.joined([merged.Source("pdf", index), *pages])


def _paper(found: Material, paper: Paper, on: date) -> Iterator[Part]:
    if paper.files:
        yield from (_file(paper.title, paper.number, paper.day, file) for file in paper.files)
    elif paper.letter and not paper.text:
        yield _letter(paper, paper.letter)
    elif paper.text:
        yield _sheet(paper.title, sheets.words_sheet(found, paper, on), paper.day, paper.number)
    if paper.letter:
        held = found.approvals.get(paper.letter.pk, [])
        if held:
            title = f"审签记录：{paper.number or paper.title}"
            yield _sheet(title, sheets.approvals_sheet(found, paper.letter, held, on), paper.day, paper.number)
        for each in held:
            if each.scan:
                yield _file(f"签批原件：{paper.number or paper.title}", paper.number, each.day, each.scan)


def _letter(paper: Paper, letter: Row) -> Part:
    try:
        return Part(paper.title, paper.number, paper.day, "pdf", typeset.render(rendered(letter)))
    except UnusableInput as problem:
        return Part(paper.title, paper.number, paper.day, "pdf", b"", problem.sentence())


def _remedies(application: Application) -> Iterator[Part]:
    remedies = list(Remedy.objects.filter(application=application).order_by("created_at"))
    held = StoredFile.objects.filter(stream__in=[remedy.pk for remedy in remedies])
    numbers = {remedy.pk: remedy.register_number for remedy in remedies}
    for file in held:
        title = f"{REMEDY_PURPOSES.get(file.purpose, '复议、诉讼材料')}：{file.name}"
        yield _file(title, numbers[file.stream] if file.stream else "", day_of(file.stored_at), file)


def _file(title: str, number: str, day: date | None, file: StoredFile) -> Part:
    try:
        return Part(title, number, day, file.kind, files.read(file))
    except UnusableInput as problem:
        return Part(title, number, day, file.kind, b"", problem.sentence())


def _sheet(title: str, letter: Letter, day: date | None, number: str = "") -> Part:
    return Part(title, number, day, "pdf", typeset.render(letter))


def _placeholder(application: Application, part: Part, on: date) -> bytes:
    words = part.problem or f"这份材料是{KINDS[part.kind].label}，不能排进 PDF，原件见压缩包。"
    return typeset.render(sheets.sheet(application, part.title.replace("\n", " "), on, [Paragraph(words)]))


def _index_sheet(application: Application, made: list[Part], counts: list[int], first: int, on: date) -> bytes:
    rows = []
    page = first
    for number, (part, count) in enumerate(zip(made, counts, strict=True), 1):
        last = page + count - 1
        where = f"{page}" if count == 1 else f"{page}—{last}"
        rows.append(
            (f"{number}．{part.title}", "\n".join(filter(None, (written(part.day) if part.day else "", part.number))) or "—", where)
        )
        page = last + 1
    table = Table((("材料名称", "日期、文号", "页次"), *rows), head=True)
    head = Paragraph(f"{application.organ.name}　{application.register_number}")
    made_on = Paragraph(
        f"共 {len(made)} 件材料、{page - 1} 页，{written(on)}由系统生成。卷内有个人信息，请按档案和个人信息保护的规定保管。"
    )
    return typeset.render(Letter("index", TITLE, application.organ.name, "", "", on, PLAIN, (head, table, made_on)))


def _file_name(number: int, part: Part) -> str:
    """「03 补正告知书 示政公开补〔2026〕1号.pdf」 with the suffix of what it really is."""
    name = part.title.rpartition("：")[2] if "：" in part.title else part.title
    suffix = KINDS[part.kind].suffix
    stem = name.removesuffix(suffix)
    return files.safe_name(f"{number:02} {stem}{' ' + part.number if part.number and part.number not in stem else ''}{suffix}")


def _info(name: str, on: date) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name, (on.year, on.month, on.day, 0, 0, 0))
    info.compress_type = zipfile.ZIP_DEFLATED
    info.external_attr = 0o600 << 16
    return info


def _index_page(application: Application, rows: Sequence[tuple[str, ...]]) -> bytes:
    head = "".join(f"<th>{word}</th>" for word in _HEAD)
    body = "".join("<tr>" + "".join(f"<td>{html.escape(cell)}</td>" for cell in row) + "</tr>" for row in rows)
    title = html.escape(f"{TITLE} {application.register_number}")
    page = (
        f'<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>{title}</title><h1>{title}</h1>'
        f"<table border=1 cellpadding=6><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></html>"
    )
    return page.encode("utf-8")


def _index_book(rows: Sequence[tuple[str, ...]]) -> bytes:
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        page = book.add_worksheet(TITLE)
        bold = book.add_format({"bold": True})
        page.write_row(0, 0, _HEAD, bold)
        for place, row in enumerate(rows, 1):
            for column, cell in enumerate(row):
                page.write_string(place, column, cell)
        page.set_column(1, 1, 44)
        page.set_column(2, 4, 24)
    return target.getvalue()
