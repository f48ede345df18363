"""A questionnaire as a form: one field a question, nothing about who answers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms

from gongkai.web.oversight.models import Question
from gongkai.web.oversight.selectors.surveys import options_of
from gongkai.web.oversight.services.surveys_answers import TEXT_CHARACTERS
from gongkai.web.ui.forms import GkForm, dress, speak

if TYPE_CHECKING:
    from collections.abc import Sequence

Kind = Question.Kind
_PRIVATE = "不要写姓名、电话等个人信息。"


class Answering(GkForm):
    """The questions of a survey; none must be answered."""

    unmarked = True
    key = forms.CharField(max_length=64, required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, questions: Sequence[Question], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.questions = questions
        for place, each in enumerate(questions, 1):
            field = _field(each, f"{place}. {each.words}")
            speak(field, each.words)
            dress(field)
            self.fields[_name(each)] = field

    @property
    def chosen(self) -> dict[int, list[int]]:
        """Places of the options that were ticked, by question; of a valid form."""
        found = {}
        for each in self.questions:
            value = self.cleaned_data[_name(each)]
            if each.kind != Kind.TEXT and value:
                found[each.pk] = [int(place) for place in (value if isinstance(value, list) else [value])]
        return found

    @property
    def texts(self) -> dict[int, str]:
        """What was written, by question; of a valid form."""
        return {each.pk: self.cleaned_data[_name(each)] for each in self.questions if each.kind == Kind.TEXT}


def _name(question: Question) -> str:
    return f"q{question.pk}"


def _field(question: Question, label: str) -> forms.Field:
    if question.kind == Kind.TEXT:
        return forms.CharField(
            label=label, required=False, max_length=TEXT_CHARACTERS, widget=forms.Textarea(attrs={"rows": 4}), help_text=_PRIVATE
        )
    choices = [(str(place), words) for place, words in enumerate(options_of(question))]
    if question.kind == Kind.SEVERAL:
        return forms.MultipleChoiceField(
            label=label, required=False, choices=choices, widget=forms.CheckboxSelectMultiple, help_text="可以选几个。"
        )
    return forms.ChoiceField(label=label, required=False, choices=choices, widget=forms.RadioSelect)
