"""Writing a questionnaire, counting a pile of paper, closing a survey, following an opinion up."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from django import forms

from gongkai.web.oversight.models import FollowUp, Question
from gongkai.web.oversight.selectors.surveys import READY, Asked, options_of
from gongkai.web.oversight.services.surveys import MOST_QUESTIONS
from gongkai.web.oversight.services.surveys_answers import MOST_SHEETS, Counted
from gongkai.web.ui.forms import DayField, GkForm, dress, speak

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from django.forms import BoundField

    from gongkai.web.oversight.models import Survey

Kind = Question.Kind
_BLANK = 3  # empty places behind the questions that there are
_KEY = {"max_length": 64, "required": False, "widget": forms.HiddenInput}


class Place(NamedTuple):
    """The fields of one question of a form."""

    number: int
    fields: tuple[BoundField, ...]


class Writing(GkForm):
    """A questionnaire: its frame, and places for questions; a place left empty is no question."""

    title = forms.CharField(label="名称", max_length=80, help_text="例如：2026年政府信息公开社会评议。")
    intro = forms.CharField(label="写在问卷前面的话", max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 3}))
    sampling = forms.CharField(
        label="样本", max_length=300, required=False, widget=forms.Textarea(attrs={"rows": 2}), help_text="请谁来评、怎样选的，例如：网上公开征集；便民服务中心随机发放纸质问卷100份。",
    )  # fmt: skip
    opens_on = DayField(label="开始")
    closes_on = DayField(label="截止", help_text="当天也可以填写。")

    def __init__(self, *args: Any, places: int, **kwargs: Any) -> None:
        """``places`` is how many questions can be written."""
        super().__init__(*args, **kwargs)
        self.count = min(places, MOST_QUESTIONS)
        for number in range(1, self.count + 1):
            for name, field in _of_question():
                speak(field, str(field.label))
                dress(field)
                self.fields[f"{name}{number}"] = field

    @classmethod
    def of(cls, data: Any, *, survey: Survey | None = None, ready: bool = True, today: date | None = None) -> Writing:
        """The form of a draft, or of a new one with the ready set or empty."""
        asked: Sequence[Question | Asked] = list(survey.questions.all()) if survey else READY if ready else ()
        posted = sum(1 for name in data if name.startswith("words")) if data else 0
        first: dict[str, Any] = {"opens_on": today} if survey is None else {name: getattr(survey, name) for name in ("title", "intro", "sampling", "opens_on", "closes_on")}  # fmt: skip
        for number, each in enumerate(asked, 1):
            options = "" if each.kind in (Kind.SCALE, Kind.TEXT) else "\n".join(each.options)
            first |= {f"kind{number}": each.kind, f"words{number}": each.words, f"options{number}": options}
        return cls(data, places=posted or len(asked) + _BLANK, initial=first)

    @property
    def frame(self) -> list[BoundField]:
        """The fields besides the questions."""
        return [self[name] for name in ("title", "intro", "sampling", "opens_on", "closes_on")]

    @property
    def places(self) -> list[Place]:
        """The places for questions."""
        return [Place(number, tuple(self[f"{name}{number}"] for name, _ in _of_question())) for number in range(1, self.count + 1)]

    @property
    def given(self) -> dict[str, Any]:
        """What ``services.surveys.draft`` asks, of a valid form."""
        frame = {name: self.cleaned_data[name] for name in ("title", "intro", "sampling", "opens_on", "closes_on")}
        return frame | {"questions": list(self._asked())}

    def _asked(self) -> Iterable[Asked]:
        for number in range(1, self.count + 1):
            words, kind, options = (self.cleaned_data[f"{name}{number}"] for name, _ in _of_question())
            if words.strip() or options.strip():
                chosen = () if kind in (Kind.SCALE, Kind.TEXT) else tuple(line.strip() for line in options.splitlines() if line.strip())
                yield Asked(kind, words, chosen)


def _of_question() -> tuple[tuple[str, forms.Field], ...]:
    return (
        ("words", forms.CharField(label="问题", max_length=120, required=False)),
        ("kind", forms.ChoiceField(label="怎样回答", choices=Kind.choices, initial=Kind.SCALE)),
        ("options", forms.CharField(label="选项", max_length=600, required=False, widget=forms.Textarea(attrs={"rows": 2}), help_text="单选、多选的写，一行一个。")),
    )  # fmt: skip


class Counting(GkForm):
    """A pile of paper: how many sheets, how often each option was ticked, what was written."""

    sheets = forms.IntegerField(label="这一批有多少份", min_value=1, max_value=MOST_SHEETS)
    key = forms.CharField(**_KEY)  # type: ignore[arg-type]

    def __init__(self, *args: Any, questions: Sequence[Question], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.questions = questions
        for each in questions:
            for name, field in _counted(each):
                speak(field, str(field.label))
                dress(field)
                self.fields[name] = field

    @property
    def places(self) -> list[tuple[Question, list[BoundField]]]:
        """The questions with their fields."""
        return [(each, [self[name] for name, _ in _counted(each)]) for each in self.questions]

    @property
    def counted(self) -> Counted:
        """The pile, of a valid form; an empty box is none."""
        clean = self.cleaned_data
        ticks = {each.pk: [clean[name] or 0 for name, _ in _counted(each)] for each in self.questions if each.kind != Kind.TEXT}
        texts = {each.pk: clean[f"t{each.pk}"].splitlines() for each in self.questions if each.kind == Kind.TEXT}
        return Counted(clean["sheets"], ticks, texts)


def _counted(question: Question) -> list[tuple[str, forms.Field]]:
    if question.kind == Kind.TEXT:
        area = forms.Textarea(attrs={"rows": 4})
        return [
            (f"t{question.pk}", forms.CharField(label="写的意见", max_length=20_000, required=False, widget=area, help_text="一行一条。"))
        ]
    return [
        (f"n{question.pk}_{place}", forms.IntegerField(label=words, min_value=0, max_value=MOST_SHEETS, required=False))
        for place, words in enumerate(options_of(question))
    ]


class Prolonging(GkForm):
    """Another last day."""

    closes_on = DayField(label="截止日期", help_text="可以延后，也可以提前到今天；当天也可以填写。")


class Closing(GkForm):
    """The result as the annual report repeats it."""

    result = forms.CharField(
        label="评议结果", max_length=300, widget=forms.Textarea(attrs={"rows": 2}), help_text="只写结果，报告里写成“评议结果为……”。",
    )  # fmt: skip


class Reasoning(GkForm):
    """Why."""

    reason = forms.CharField(label="原因", max_length=300, widget=forms.Textarea(attrs={"rows": 2}))


class Following(GkForm):
    """What is done about an opinion."""

    state = forms.ChoiceField(label="进展", choices=FollowUp.State.choices, widget=forms.RadioSelect)
    words = forms.CharField(label="做了什么", max_length=500, widget=forms.Textarea(attrs={"rows": 3}), help_text="没有采纳的，写明理由。")
    owner = forms.CharField(label="谁办", max_length=60, required=False, help_text="正在办的要写，例如：党政综合办公室。")
    due_on = DayField(label="什么时候办好", required=False)


class Quoting(GkForm):
    """What readers may see of an opinion."""

    quote = forms.CharField(
        label="摘登的文字", max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="结果公布以后，写在这里的读者看得到。去掉能看出是谁的话；空着就不摘登。",
    )  # fmt: skip
