"""What a kind of letter is: its code and title, when the law wants it, the facts it must state.

To add a letter: a :class:`NoticeKind` in a module of ``kinds/``, a template in ``templates/``,
and a sample of its facts in ``tests/notices/samples.py``.
"""

from __future__ import annotations

from typing import NamedTuple

from gongkai.law.facts import FACTS as BASIC
from gongkai.notices.steps import STEP_WORDS

# Types of facts. STEPS, PIECES and ITEMS are lists of tables with keys of their own.
TEXT, DATE, COUNT, CHOICE, FLAG, LINES, STEPS, PIECES, ITEMS = (
    "text", "date", "count", "choice", "flag", "lines", "steps", "pieces", "items",
)  # fmt: skip
TYPE_WORDS = {
    TEXT: "文字", DATE: "日期", COUNT: "整数", CHOICE: "选一", FLAG: "是或否", LINES: "若干行文字",
    STEPS: "办理经过", PIECES: "若干条", ITEMS: "分项",
}  # fmt: skip

PLAIN, LETTER = "plain", "letter"  # with the seal's place under a centred title | 信函格式 with the organ's name in red
LAYOUTS = {PLAIN: "普通", LETTER: "信函"}


class Fact(NamedTuple):
    """One thing that a letter states. ``key`` is what programs write, ``label`` what people write; data may use either.

    ``choices`` are the Chinese words allowed (CHOICE). ``parts`` are the facts inside each
    entry of a list of tables (PIECES). ``hint`` says in Chinese what belongs there.
    """

    key: str
    label: str
    type: str = TEXT
    required: bool = True
    choices: tuple[str, ...] = ()
    parts: tuple[Fact, ...] = ()
    hint: str = ""
    default: object = None

    @property
    def shown_choices(self) -> tuple[str, ...]:
        """The choices as people write them; programs may use the English words as well."""
        return tuple(choice for choice in self.choices if not choice.isascii())

    def optional(self) -> Fact:
        """The same fact, which may be left out."""
        return self._replace(required=False)


class NoticeKind(NamedTuple):
    """A kind of letter.

    ``code`` is P01…P16 or D01…D23 or ``reply``; ``name`` the title's words; ``trigger`` the citation
    key of the article that calls for it (「条例:30」); ``facts`` what it must or may state;
    ``remedy`` whether it ends in a remedy clause; ``period`` the parameter of
    ``law/data/periods.toml`` whose value it prints ("" for none); ``word`` the character of its 文号
    ("" when it has none); ``about_applicant`` False for letters that must not show who applied.
    """

    code: str
    name: str
    trigger: str
    template: str
    facts: tuple[Fact, ...]
    remedy: bool = False
    period: str = ""
    word: str = "告"
    layout: str = PLAIN
    about_applicant: bool = True
    addressed: bool = True
    decision: str = ""  # D01…D23 when the kind is one decision
    when: tuple[tuple[str, tuple[str, ...], tuple[str, ...]], ...] = ()  # this fact with one of these values needs those facts
    variants: tuple[tuple[str, str], ...] = ()  # value of the fact "ground" -> code of the kind that it is

    def fact(self, name: str) -> Fact | None:
        """The fact with this key or Chinese label."""
        return next((fact for fact in self.facts if name in (fact.key, fact.label)), None)


# --- facts that most letters share ---------------------------------------------------------------

ORGAN = Fact("organ", "机关名称", hint="全称，例如 示例镇人民政府")
DATE_OF_LETTER = Fact("date", "成文日期", DATE)
NUMBER = Fact("number", "文号", hint="例如 示政公开补〔2026〕3号")
ADDRESSEE = Fact("addressee", "收件人", hint="申请人的姓名或者名称")
CONTACT = Fact("contact_office", "联系部门")
PHONE = Fact("phone", "联系电话")
ADDRESS = Fact("address", "联系地址", required=False)
PRONOUN = Fact("pronoun", "称谓", CHOICE, required=False, choices=("您", "你", "你单位", "贵单位"), default="您")
ENCLOSURES = Fact("enclosures", "附件", LINES, required=False, default=())

APPLICATION_NUMBER = Fact("application_number", "申请编号", hint="例如 示政公开申〔2026〕5号")
RECEIVED_ON = Fact("received_on", BASIC["received_on"].label, DATE)
RECEIVED_BY = Fact("received_by", BASIC["received_by"].label, CHOICE, choices=("当面", "邮寄", "网络", "传真", "口头"))
CONTENT = Fact("content", BASIC["content"].label)
_STEP = (
    Fact("step", "事项", CHOICE, choices=tuple(STEP_WORDS)),
    Fact("date", "日期", DATE),
    Fact("until", "至", DATE, required=False),
)
STEPS_TAKEN = Fact("steps", "办理经过", STEPS, False, (), _STEP, "每一步写 step（事项）、date（日期），需要时写 until（至）", ())

LETTER_HEAD = (ORGAN, DATE_OF_LETTER, NUMBER, ADDRESSEE)
OFFICE = (CONTACT, PHONE, ADDRESS)
APPLICATION = (APPLICATION_NUMBER.optional(), RECEIVED_ON, RECEIVED_BY, CONTENT)
TO_APPLICANT = (*LETTER_HEAD, PRONOUN, *APPLICATION, *OFFICE)
