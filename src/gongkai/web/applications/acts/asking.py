"""Acts that ask others: third parties, organs that made it too, other organs, offices of the own organ."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from gongkai.ledger.reasons import Reason
from gongkai.ledger.term import term
from gongkai.ledger.vocabulary import application as a
from gongkai.ledger.vocabulary.codes import Party, Stance
from gongkai.web.applications.acts import facts
from gongkai.web.applications.acts.base import BY_SIGNER, Act, Answers, Keep, LetterPlan, Sending
from gongkai.web.applications.acts.forms import ActForm, Document, choice, line, number, text, yes
from gongkai.web.applications.acts.intake import document, no_event
from gongkai.web.applications.models import Consulted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongkai.ledger.vocabulary import Event
    from gongkai.web.applications.acts.case import Case

GROUP, HELP = "征求意见", "协办"
LABELS = "甲乙丙丁戊己庚辛壬癸"
REPLY_DAYS = 5  # working days that an office of the own organ is given: a habit of the house, not law


class Consult(ActForm):
    """Whom, and about what. The letter never shows the applicant (条例 Art. 32)."""

    name = line("名称或者姓名", length=120)
    address = line("地址", "征求意见书寄到哪里", required=False)
    phone = line("联系电话", required=False, length=40)
    consulted_content = text("征求意见的政府信息", "写信息的名称，不要写谁提出了申请")
    reply_way = line("回复方式")

    def prepare(self) -> None:
        """The information as it was asked for; the answer comes to the office."""
        self.start("consulted_content", facts.content(self.case))
        self.start("reply_way", f"填写意见回执，寄回或者送达{self.case.organ.office or self.case.organ.name}")


class ConsultThirdParty(Consult):
    """Somebody whose rights are touched."""

    relation = text("与第三方的关系", "这些信息为什么可能涉及第三方的权益")
    pronoun = choice("称谓", [("贵单位", "贵单位"), ("您", "您")])
    tell_applicant = yes("同时告知申请人正在征求意见", "征求意见所需时间不计入答复期限，应当让申请人知道（P08）", initial=True)


def _consult(party: Party) -> Any:
    def events(case: Case, answers: Answers, keep: Keep, sending: Sending | None) -> tuple[Event, ...]:
        assert sending
        return (a.ConsultationSent(label=next_label(case), party=party, letter=sending.number),)

    return events


def next_label(case: Case) -> str:
    """甲, 乙 …, then 甲2: never one that was used, also by a voided step."""
    used = case.application.consulted.count()
    turn, place = divmod(used, len(LABELS))
    return LABELS[place] + (str(turn + 1) if turn else "")


def _asked(party: Party) -> Any:
    def issued(case: Case, answers: Answers, events: tuple[Event, ...]) -> None:
        event = events[0]
        assert isinstance(event, a.ConsultationSent)
        Consulted.objects.create(
            application=case.application, label=event.label, party=party.value, name=answers["name"], address=answers.get("address") or "",
            phone=answers.get("phone") or "", asked=answers["consulted_content"],
        )  # fmt: skip

    return issued


def _consult_facts(case: Case, answers: Answers) -> dict[str, object]:
    names = [person.name.reveal() for person in case.application.people.all()]
    return {**answers, "addressee": answers["name"], "address": case.organ.address, "phone": case.organ.phone, "applicant": names[0]}


def _plan(code: str, party: Party, companion: str = "") -> LetterPlan:
    return LetterPlan(lambda case, answers: code, _consult_facts, companion=companion, once=False, issued=_asked(party))


class Opinion(Document):
    """What somebody who was asked said."""

    label = choice("谁的意见")
    stance = choice("意见", [(each.value, each.label) for each in Stance], radio=True)

    def prepare(self) -> None:
        """Those who have not answered."""
        self.offer("label", _awaited(self.case, answered=False))


class Lapse(ActForm):
    """Who did not answer in time."""

    label = choice("谁逾期没有提出意见")

    def prepare(self) -> None:
        """Those who are still awaited."""
        self.offer("label", _awaited(self.case, answered=None))


def _awaited(case: Case, *, answered: bool | None) -> list[tuple[str, str]]:
    names = {each.label: each.name.masked for each in case.application.consulted.all()}
    asked = [each for each in case.state.consultations if (each.open if answered is None else each.answered_on is None)]
    return [(each.label, f"{each.party.label}（{each.label}）{names.get(each.label, '')}") for each in asked]


def _opinion(case: Case, answers: Answers, keep: Keep, sending: Sending | None) -> tuple[Event, ...]:
    given = document(answers, keep, "对征求意见的答复")
    return (a.ConsultationAnswered(label=answers["label"], stance=Stance.of(answers["stance"]), document=given),)


def _lapsed(case: Case, answers: Answers, keep: Keep, sending: Sending | None) -> tuple[Event, ...]:
    return (a.ConsultationLapsed(label=answers["label"]),)


class Publishing(ActForm):
    """Why it is published although the third party objects (条例 Art. 32)."""

    label = choice("告知谁")
    published_content = text("决定公开的政府信息内容")
    publishing_reason = text("决定公开的理由", "不公开会对公共利益造成什么重大影响")

    def prepare(self) -> None:
        """Third parties that objected or kept silent."""
        labels = {each.label for each in _objecting(self.case)}
        self.offer(
            "label",
            [(each.label, f"{each.label}　{each.name.masked}") for each in self.case.application.consulted.all() if each.label in labels],
        )


def _objecting(case: Case) -> list[Any]:
    return [
        each for each in case.state.consultations if each.party is Party.THIRD_PARTY and not each.open and each.stance is not Stance.AGREES
    ]


_OPINIONS = {Stance.OBJECTS: "不同意公开", Stance.PARTLY: "部分同意公开", None: "逾期未提出意见"}


def _publishing_facts(case: Case, answers: Answers) -> dict[str, object]:
    consulted = case.application.consulted.get(label=answers["label"])
    asked = case.state.consultation(answers["label"])
    assert asked
    return {
        **answers, "addressee": consulted.name.reveal(), "consulted_on": asked.sent_on, "third_party_opinion": _OPINIONS[asked.stance],
        "pronoun": "贵单位", "applicant": case.application.people.all()[0].name.reveal(),
    }  # fmt: skip


def _somebody_objects(case: Case) -> Iterator[Reason]:
    if not _objecting(case):
        yield Reason("没有不同意公开或者逾期未提意见的第三方", ("条例:32",))


class TellConsulting(ActForm):
    """That others are being asked."""

    consulted = choice("征求意见的对象", [(each, each) for each in ("第三方", "其他行政机关", "第三方和其他行政机关")], "不写第三方是谁")

    def prepare(self) -> None:
        """Whoever is being asked."""
        asked = {each.party is Party.THIRD_PARTY for each in self.case.state.consultations if each.open}
        self.start("consulted", "第三方和其他行政机关" if len(asked) == 2 else "其他行政机关" if asked == {False} else "第三方")


def _telling_facts(case: Case, answers: Answers) -> dict[str, object]:
    sent = [each.sent_on for each in case.state.consultations if each.open]
    return {**answers, "consulted_on": max(sent, default=case.on)}


def _somebody_is_asked(case: Case) -> Iterator[Reason]:
    if not any(each.open for each in case.state.consultations):
        yield Reason("没有正在征求的意见", ("条例:33.3",))


class AskHelp(ActForm):
    """Which office of the own organ, for what."""

    unit = line("协办机构", "本机关的内设机构，例如 规划建设办公室", length=40)
    tasks = text("协办事项", "每行一项")
    reply_days = number("几个工作日内反馈", most=20)

    def prepare(self) -> None:
        """A week of work."""
        self.start("reply_days", REPLY_DAYS)


def _reply_by(case: Case, answers: Answers) -> Any:
    return case.calendar.add(case.on, int(answers["reply_days"])).day


def _ask_help(case: Case, answers: Answers, keep: Keep, sending: Sending | None) -> tuple[Event, ...]:
    assert sending
    return (a.CoHandlingAsked(label=answers["unit"], due=_reply_by(case._replace(on=sending.dated), answers)),)


def _help_facts(case: Case, answers: Answers) -> dict[str, object]:
    by = _reply_by(case, answers)
    tasks = tuple(each.strip() for each in answers["tasks"].splitlines() if each.strip())
    due = term(case.state, case.calendar, case.on).due
    return {"addressee": answers["unit"], "tasks": tasks, "reply_by": by, "due_on": max(due, case.on) if due else by}


class Help(Document):
    """What came back."""

    label = choice("哪个机构反馈")

    def prepare(self) -> None:
        """Those that have not answered."""
        self.offer("label", [(each.label, each.label) for each in self.case.state.co_handlings if each.answered_on is None])


def _help(case: Case, answers: Answers, keep: Keep, sending: Sending | None) -> tuple[Event, ...]:
    return (a.CoHandlingAnswered(label=answers["label"], document=document(answers, keep, "协办反馈")),)


ACTS = (
    Act(
        "consult_third_party", "征求第三方意见", "公开可能损害第三方合法权益的，书面征求其意见；第三方有 15 个工作日", GROUP, a.ConsultationSent,
        ConsultThirdParty, _consult(Party.THIRD_PARTY), _plan("P07", Party.THIRD_PARTY, "tell_consulting"),
    ),
    Act(
        "consult_co_maker", "征求共同制作机关意见", "由本机关牵头共同制作的信息；15 个工作日不回复视为同意", GROUP, a.ConsultationSent,
        Consult, _consult(Party.CO_MAKER), _plan("P09", Party.CO_MAKER),
    ),
    Act(
        "consult_organ", "征求其他机关意见", "公开涉及其他机关的，与其协商、确认；不视为同意", GROUP, a.ConsultationSent,
        Consult, _consult(Party.OTHER_ORGAN), _plan("P09B", Party.OTHER_ORGAN),
    ),
    Act(
        "tell_consulting", "告知申请人正在征求意见", "征求意见所需时间不计入答复期限", GROUP, None, TellConsulting, no_event,
        LetterPlan(lambda case, answers: "P08", _telling_facts, once=False), possible=_somebody_is_asked,
    ),
    Act(
        "receive_opinion", "登记收到意见", "期限从收到意见的次日起继续计算", GROUP, a.ConsultationAnswered, Opinion, _opinion,
        day="收到意见的日期",
    ),
    Act(
        "lapse_consultation", "认定逾期未提意见", "第三方的由本机关决定；共同制作机关的视为同意", GROUP, a.ConsultationLapsed, Lapse, _lapsed,
    ),
    Act(
        "tell_publishing", "告知第三方决定公开", "第三方不同意、本机关认为不公开会对公共利益造成重大影响的，公开前书面告知", GROUP, None,
        Publishing, no_event, LetterPlan(lambda case, answers: "P11", _publishing_facts, approval=BY_SIGNER, once=False),
        possible=_somebody_objects,
    ),
    Act(
        "ask_help", "交其他机构协办", "本机关内部办理，不停止计算期限", HELP, a.CoHandlingAsked, AskHelp, _ask_help,
        LetterPlan(lambda case, answers: "P10", _help_facts, once=False),
    ),
    Act(
        "receive_help", "登记协办反馈", "协办机构交来的结果", HELP, a.CoHandlingAnswered, Help, _help, day="收到反馈的日期",
    ),
)  # fmt: skip
