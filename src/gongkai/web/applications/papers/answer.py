"""行政复议答复书 and 行政诉讼答辩状, drafted from the file: facts with their days from the ledger, clauses of what was done. For legal staff to finish."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongkai.law.citation import printed
from gongkai.law.deadlines import written
from gongkai.law.grounds import by_code
from gongkai.ledger.state import effective
from gongkai.ledger.vocabulary import application as a
from gongkai.ledger.vocabulary.codes import Channel, Sort
from gongkai.notices.base import PLAIN
from gongkai.notices.letter import Heading, Letter, Paragraph, Signature, chinese_day
from gongkai.web.applications.papers.evidence import norms

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from gongkai.ledger.vocabulary import Entry
    from gongkai.web.applications.models import Remedy
    from gongkai.web.applications.papers.material import Material

DRAFT_NOTE = "【草稿】本稿由系统根据案卷登记的事实起草，供法制人员修改；〔 〕内由起草人填写。提交以前请删去本段。"


def answer_draft(remedy: Remedy, material: Material | None, on: date) -> Letter:
    """The draft: a 答复书 to the review organ, a 答辩状 to the court."""
    review = remedy.sort == Sort.REVIEW
    title = "行政复议答复书（草稿）" if review else "行政诉讼答辩状（草稿）"
    blocks: list[Heading | Paragraph | Signature] = [
        Paragraph(DRAFT_NOTE),
        *_parties(remedy, review=review),
        _opening(remedy, review=review),
    ]
    blocks.append(Heading("一、办理申请的经过"))
    blocks += _facts(material)
    blocks.append(Heading("二、处理的依据和理由"))
    blocks += _grounds(material)
    blocks.append(Heading("三、对申请人主张的答复" if review else "三、对原告主张的答辩"))
    claimant = "申请人" if review else "原告"
    claim = remedy.claim.strip()
    blocks.append(Paragraph(f"{claimant}请求：{claim}" if claim else f"{claimant}请求：〔照申请书或者起诉状填写〕"))
    blocks.append(Paragraph("对此，本机关认为：〔逐条填写〕"))
    blocks.append(Heading("四、请求"))
    blocks.append(Paragraph(_prayer(review=review)))
    blocks += [Paragraph("此致"), Paragraph(remedy.body_name)]
    blocks.append(Paragraph("附：证据清单及证据一份；依据的规范性文件一份。"))
    blocks.append(Signature(remedy.organ.name, chinese_day(on)))
    return Letter(title, title, remedy.organ.name, "", "", on, PLAIN, tuple(blocks))


def _parties(remedy: Remedy, *, review: bool) -> Iterator[Paragraph]:
    organ = remedy.organ
    own, other = ("被申请人（答复人）", "申请人") if review else ("被告（答辩人）", "原告")
    yield Paragraph(f"{own}：{organ.name}。住所地：{organ.address or '〔填写〕'}。")
    yield Paragraph("法定代表人：〔姓名、职务〕。委托代理人：〔姓名、单位、联系电话〕。")
    yield Paragraph(f"{other}：{remedy.claimant.reveal() or '〔填写〕'}。")


def _opening(remedy: Remedy, *, review: bool) -> Paragraph:
    day = written(remedy.received_on) if remedy.received_on else "〔日期〕"
    about = f"“{remedy.application.register_number}”政府信息公开申请" if remedy.application else "〔案由〕"
    case = f"（{remedy.case_number}）" if remedy.case_number else ""
    if review:
        return Paragraph(
            f"本机关于{day}收到{remedy.body_name}送来的行政复议申请书副本{case}，涉及{about}。根据{printed('复议法:48')}的规定，答复如下："
        )
    return Paragraph(
        f"本机关于{day}收到{remedy.body_name}送来的起诉状副本{case}，涉及{about}。根据{printed('诉讼法:67')}的规定，答辩如下："
    )


def _facts(material: Material | None) -> Iterator[Paragraph]:
    if material is None:
        yield Paragraph("〔这件案件没有关联依申请公开的案卷，请填写事实。〕")
        return
    items = list(material.application.items.all())
    asked = "；".join(f"{item.number}.{item.content}" for item in items) if len(items) > 1 else "".join(item.content for item in items)
    numbers = {letter.step: letter.number for letter in material.state.letters}
    for entry in effective(material.state.log):
        sentence = _sentence(entry, asked, numbers)
        if sentence:
            yield Paragraph(f"{written(entry.effective_on)}，{sentence}")
    for letter in material.state.letters:
        served = material.state.served_on(letter.step)
        if served is None:
            yield Paragraph(f"{letter.number}尚未登记送达，〔请核对送达情况〕。")


def _sentence(entry: Entry, asked: str, numbers: Mapping[int, str]) -> str:
    """What happened in a step, as a letter tells it; "" for a step that needs no telling."""
    event = entry.event
    if isinstance(event, a.Registered):
        return f"本机关收到通过{Channel.of(event.channel).label}方式提出的政府信息公开申请，登记编号为{event.register_number}，申请内容为：{asked}。"
    if isinstance(event, a.Extended):
        return f"经{event.approver.label}同意，本机关告知延长答复期限 {event.days} 个工作日（{printed('条例:33.2')}）。"
    if isinstance(event, a.ConsultationSent):
        return f"本机关向{event.party.label}（{event.label}）发出征求意见书（{printed('条例:33.3')}）。"
    if isinstance(event, a.ConsultationAnswered):
        return f"{event.label}答复：{event.stance.label}。"
    if isinstance(event, a.CorrectionRequested):
        return f"本机关一次性告知补正（{printed('条例:30')}）。"
    if isinstance(event, (a.Answered, a.Reanswered)):
        return f"本机关作出{event.letter}{event.title}书并以{event.way.label}方式送出。"
    if isinstance(event, a.Served):
        return f"{numbers.get(event.step, '文书')}送达，方式为{event.way.label}。"
    if isinstance(event, a.CorrectionReceived):
        return "本机关收到申请人的补正，答复期限从次日起重新计算。"
    if isinstance(event, (a.ItemDecided, a.MainRowChosen, a.ItemAdded, a.ItemSplit)):
        return ""
    number = getattr(event, "letter", "")
    return f"{event.title}{f'（{number}）' if number else ''}。"


def _grounds(material: Material | None) -> Iterator[Paragraph]:
    if material is not None:
        for item in material.state.live_items:
            if item.decision:
                kind = by_code(item.decision)
                clauses = "、".join(printed(key) for key in kind.articles)
                known = [material.texts[name].text for _, name in item.facts if name in material.texts]
                yield Paragraph(
                    f"第{item.number}项：{kind.label}。依据为{clauses}。" + (f"事实和理由：{'；'.join(known)}" if known else "")
                )
        yield Paragraph(_timely(material))
    yield Paragraph("相关依据：" + "；".join(printed(key) for key in norms(material)) + "。")


def _timely(material: Material) -> str:
    """Whether the answer came in time, from the clock; never claimed where the clock cannot say."""
    state = material.state
    if not state.rounds or state.round.outcome is None:
        return "本案所涉申请〔尚未答复，请说明原因〕。"
    day = written(state.rounds[0].outcome.day) if state.rounds[0].outcome else ""
    if material.application.on_time is None:
        return "〔答复期限无法由系统核算，请核对。〕"
    if not material.application.on_time:
        return f"〔注意：本机关于{day}答复，超过了期限，请如实说明原因。〕"
    return f"本机关于{day}答复，没有超过{printed('条例:33.2')}规定的期限。"


def _prayer(*, review: bool) -> str:
    if review:
        return "综上，本机关的行政行为〔认定事实清楚，证据确凿，适用依据正确，程序合法，内容适当〕，请复议机关依法〔维持〕。"
    return "综上，请人民法院依法〔驳回原告的诉讼请求〕。"
