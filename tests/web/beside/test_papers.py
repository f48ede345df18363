"""Papers made from the whole case: the file for the archive, the evidence list, the draft of an answer."""

from __future__ import annotations

import io
import json
import zipfile
from datetime import date

import pypdfium2
import pytest
from openpyxl import load_workbook
from PIL import Image

from gongkai.ledger.vocabulary import application as a
from gongkai.ledger.vocabulary.codes import Sort, Way
from gongkai.notices.letter import body_lines
from gongkai.notices.writers import docx
from gongkai.notices.writers import pdf as typeset
from gongkai.web.applications.models import Approval, Letter, Remedy
from gongkai.web.applications.papers.answer import answer_draft
from gongkai.web.applications.papers.casefile import one_pdf, parts, zipped
from gongkai.web.applications.papers.evidence import evidence_list
from gongkai.web.applications.papers.material import material
from gongkai.web.applications.services import acting, remedies
from gongkai.web.applications.services.remedies import Copy
from gongkai.web.vault import files
from support import web
from web.beside.cases import ANSWERED, PDF, decided

TODAY = date(2026, 3, 25)
REQUESTED, CORRECTED = date(2026, 3, 4), date(2026, 3, 6)


def picture(kind: str = "PNG", size: tuple[int, int] = (600, 300)) -> bytes:
    target = io.BytesIO()
    Image.new("RGB", size, (200, 220, 240)).save(target, kind)
    return target.getvalue()


def put(application, name: str, data: bytes, purpose: str):
    return files.store(
        name=name, data=data, purpose=purpose, stream=application.pk, organ=application.organ_id, by="x", moment=web.at(web.MONDAY)
    )


@pytest.fixture
def full(application, officer, leader):
    """补正, correction, answer, service; an identity proof, an envelope, a search record, a sealed scan, a file that is no page."""
    kept = [acting.keep(stream=application.pk, key=key, text=text, by=officer, moment=web.at(web.MONDAY)) for key, text in (
        ("document", "补正：要 2025 年第四季度的名单"), ("search_record", "在档案室和业务系统以“危房改造”检索，没有找到"), ("proof", "邮件号码 1234567890123"),
    )]  # fmt: skip
    letter = decided("D12")
    events = [
        (a.CorrectionRequested(letter="示政公开补〔2026〕1号", until=date(2026, 3, 18)), REQUESTED),
        (a.CorrectionReceived(document=kept[0]), CORRECTED),
        (a.ItemDecided(item=1, decision="D12", facts=(("search_record", kept[1]),)), ANSWERED),
        (a.Answered(letter="示政公开答〔2026〕1号", way=Way.POST), ANSWERED),
        (a.Served(step=5, way=Way.POST, proof=kept[2]), date(2026, 3, 23)),
    ]
    assert letter.decision == "D12"
    acting.act(application=application, events=events, by=officer, moment=web.at(date(2026, 3, 23)))
    put(application, "身份证.png", picture(), "identity_proof")
    put(application, "信封.jpg", picture("JPEG", (300, 500)), "envelope_scan")
    put(application, "坏了.pdf", PDF, "material")
    put(application, "说明.txt", "一些说明".encode(), "material")
    _letters(application, officer, leader)
    return application


def _letters(application, officer, leader) -> None:
    facts = {
        "organ": "示例镇人民政府", "addressee": "申请人甲", "received_on": "2026-03-02", "received_by": "网络", "content": "示例村补助名单",
        "date": "2026-03-04", "number": "示政公开补〔2026〕1号", "contact_office": "党政综合办公室", "phone": "0000-1000002", "corrections": ["写明年度"], "correction_way": "来函", "correction_days": 10,
    }  # fmt: skip
    common = {
        "organ": application.organ,
        "stream": application.pk,
        "drafted_by": officer,
        "drafted_at": web.at(REQUESTED),
        "changed_at": web.at(REQUESTED),
    }
    Letter.objects.create(
        **common, act="request_correction", code="P03", number="示政公开补〔2026〕1号", facts=json.dumps(facts), state="issued", dated=REQUESTED,
        step=2, issued_on=REQUESTED, way="post",
    )  # fmt: skip
    scan = put(application, "答复书盖章.png", picture(size=(400, 600)), "sealed_scan")
    reply = Letter.objects.create(
        **common, act="answer", code="reply", number="示政公开答〔2026〕1号", facts="", state="served", dated=ANSWERED, step=5,
        issued_on=ANSWERED, served_on=date(2026, 3, 23), way="post", posting_number="1234567890123", sealed_scan=scan,
    )  # fmt: skip
    Approval.objects.create(
        letter=reply, stage="sign", agreed=True, opinion="同意", role="leader", user=leader, name="镇长丁", day=ANSWERED, recorded_by=leader,
        recorded_at=web.at(ANSWERED),
    )  # fmt: skip


def test_the_file_has_its_papers_in_the_order_of_a_case_file(full):
    titles = [part.title for part in parts(full, TODAY)]
    wanted = [
        "政府信息公开申请表（登记内容）", "身份证明：身份证.png", "信封（扫描件）：信封.jpg", "政府信息公开申请补正告知书", "申请人的补正", "检索记录", "其他材料：坏了.pdf",
        "其他材料：说明.txt", "政府信息公开申请答复书", "审签记录：示政公开答〔2026〕1号", "送达凭证：示政公开答〔2026〕1号", "办理经过", "答复期限日历", "账本摘录",
    ]  # fmt: skip
    assert titles == wanted


def test_the_zip_has_every_paper_under_a_safe_name_and_an_index(full):
    made = parts(full, TODAY)
    with zipfile.ZipFile(io.BytesIO(zipped(full, made, TODAY))) as archive:
        names = archive.namelist()
        book = load_workbook(io.BytesIO(archive.read("index.xlsx")))
        page = archive.read("index.html").decode("utf-8")
        scan = archive.read("09 政府信息公开申请答复书 示政公开答〔2026〕1号.png")
    assert len(names) == len(made) + 2
    assert not any("/" in name or "\\" in name for name in names)
    assert scan == picture(size=(400, 600))
    assert [cell.value for cell in book.active[10]] == ["9", "政府信息公开申请答复书", "示政公开答〔2026〕1号", "2026-03-20", names[10]]
    assert "示政公开申〔2026〕1号" in page


def test_the_pdf_begins_with_an_index_whose_pages_are_right(full):
    made = parts(full, TODAY)
    document = pypdfium2.PdfDocument(one_pdf(full, made, TODAY))
    texts = [page.get_textpage().get_text_bounded() for page in document]
    assert "卷内目录" in texts[0]
    assert f"共 {len(made)} 件材料、{len(texts)} 页" in "".join(texts[:3]).replace("\r\n", "").replace("\n", "")
    assert texts[-1].rstrip().endswith(f"{len(texts)}/{len(texts)}")
    first = next(number for number, text in enumerate(texts) if "政府信息公开申请表" in text and number)
    assert "申请人甲" in texts[first]
    assert "11010119900307123X" in texts[first]


def test_what_cannot_be_a_page_is_named_in_the_pdf(full):
    document = pypdfium2.PdfDocument(one_pdf(full, parts(full, TODAY), TODAY))
    whole = "".join(page.get_textpage().get_text_bounded() for page in document).replace("\r\n", "")
    assert "这份材料是纯文本，不能排进 PDF" in whole


def test_the_extract_has_the_hash_of_every_step(full):
    from_zip = parts(full, TODAY)[-1]
    document = pypdfium2.PdfDocument(from_zip.data)
    text = "".join(page.get_textpage().get_text_bounded() for page in document)
    assert text.count("SHA-256") == 6


def test_what_retention_erased_is_said_to_be_erased(full):
    for file in material(full).papers[0].files:
        files.erase(file, TODAY)
    erased = next(part for part in parts(full, TODAY) if part.problem)
    assert "已按保存期限清除" in erased.problem


@pytest.fixture
def case(full, officer):
    on = date(2026, 4, 7)
    copy = Copy(
        sort=Sort.REVIEW, body_name="示例区人民政府", received_on=on, application=full, claimant="申请人甲", claim="撤销答复书，责令公开",
        case_number="示府复〔2026〕8号",
    )  # fmt: skip
    made = remedies.register(organ=full.organ, copy=copy, by=officer, moment=web.at(on))
    return Remedy.objects.get(pk=made.pk)


def lines(letter) -> str:

    return "\n".join(body_lines(letter))


def test_the_evidence_list_numbers_every_paper_and_says_what_it_proves(case, full):
    text = lines(evidence_list(case, material(full), TODAY))
    assert "1．政府信息公开申请表" in text
    assert "本机关检索的范围、方法和结果" in text
    assert "示政公开答〔2026〕1号于2026年3月23日送达（邮件号码 1234567890123）" in text
    assert "第三十六条第（四）项" in text


def test_the_draft_tells_what_happened_with_days_and_clauses(case, full):
    text = lines(answer_draft(case, material(full), TODAY))
    assert "行政复议答复书（草稿）" in text
    assert "2026年3月2日，本机关收到通过互联网方式提出的政府信息公开申请，登记编号为示政公开申〔2026〕1号" in text
    assert "2026年3月4日，本机关一次性告知补正" in text
    assert "没有超过" in text
    assert "申请人请求：撤销答复书，责令公开" in text
    assert "在档案室和业务系统以“危房改造”检索" in text


def test_a_draft_about_no_application_leaves_its_places_open(case):
    text = lines(answer_draft(case, None, TODAY))
    assert "没有关联依申请公开的案卷" in text


@pytest.mark.parametrize("render", [docx.render, typeset.render])
def test_both_can_be_set_for_word_and_print(case, full, render):
    held = material(full)
    assert len(render(answer_draft(case, held, TODAY))) > 2000
    assert len(render(evidence_list(case, held, TODAY))) > 2000
