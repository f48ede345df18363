"""The forms in which the four parts of a report are written, joined words are decided, and findings are answered."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from django import forms

from gongkai.report.narrative.aspects import Sentence
from gongkai.report.narrative.joining import Clash
from gongkai.web.reporting.selectors.content import SECTIONS, drafted_in
from gongkai.web.reporting.selectors.writing import HEADINGS
from gongkai.web.reporting.services.drafting import MOST_CHARACTERS
from gongkai.web.ui.forms import GkForm

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from gongkai.web.reporting.models import Revision
    from gongkai.web.reporting.selectors.content import Drafted

ANSWER = "answer-"
MOST_REASON = 1000
_PIECE = re.compile(rf"(?:kept|place)-(?:{'|'.join(SECTIONS)})-\d{{1,4}}")
_ROWS = {"preamble": 7, "overview": 24, "problems": 12, "other": 6}


class Words(forms.CharField):
    """A part as it is typed: line ends of the record, nothing cut off at its ends."""

    def __init__(self, part: str) -> None:
        attributes = {"rows": _ROWS[part], "class": "gk-draft__area", "spellcheck": "false", "data-part": part}
        super().__init__(label=HEADINGS[part], required=False, strip=False, max_length=MOST_CHARACTERS, widget=forms.Textarea(attributes))

    def to_python(self, value: Any) -> str:
        """Line ends as they are kept."""
        return plain(super().to_python(value))

    def clean(self, value: Any) -> Any:
        """What a clipboard may bring and no text has is left out."""
        return super().clean(value.replace("\0", "") if isinstance(value, str) else value)


class Piece(forms.CharField):
    """A piece of a part: what both have, hidden, or the words for a place that two people changed."""

    def __init__(self, *, hidden: bool) -> None:
        widget = forms.HiddenInput() if hidden else forms.Textarea({"rows": 4, "class": "gk-draft__area", "spellcheck": "false"})
        super().__init__(label="这里用", required=False, strip=False, max_length=MOST_CHARACTERS, widget=widget)

    def to_python(self, value: Any) -> str:
        """Line ends as they are kept."""
        return plain(super().to_python(value))


class Seen(forms.CharField):
    """Which sentences the record gave when the page was made, by part, as JSON; only where it is not what the revision has."""

    widget = forms.HiddenInput

    def clean(self, value: Any) -> Drafted:
        """Parts that are not among them are not said. What nobody's page says is as if nothing was said."""
        try:
            given = json.loads(super().clean(value) or "{}")
            found: Drafted = {part: [Sentence(str(slot), str(text)) for slot, text in given[part]] for part in SECTIONS if part in given}
        except (ValueError, TypeError):
            return {}
        return found


class Based(GkForm):
    """What every form with words of the report says about the page on which they were written."""

    based_on = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2**31 - 1)
    drafted = Seen(required=False)

    def seen(self, drafted: Drafted) -> Drafted:
        """All sentences that the page had: those of the revision, and those of the record that came since."""
        since: Drafted = self.cleaned_data["drafted"]
        return drafted | since


class Writing(Based):
    """The four parts, and what was done for the list of revisions."""

    preamble = Words("preamble")
    overview = Words("overview")
    problems = Words("problems")
    other = Words("other")
    note = forms.CharField(label="这次改了什么", required=False, max_length=200, help_text="给同事看，列在“改动经过”里。")

    @property
    def sections(self) -> dict[str, str]:
        """The parts of a valid form."""
        return {part: self.cleaned_data[part] for part in SECTIONS}

    def typed(self, part: str) -> str:
        """The words of a part as they stand in the form, whether it is valid or not."""
        return plain(self[part].value())

    def write(self, texts: Mapping[str, str]) -> Writing:
        """The same form with other words, as if they had been typed."""
        return Writing({name: self.data[name] for name in self.data} | dict(texts))


class Deciding(Based):
    """A text with places to decide: by part and in their order, what both have (``kept-…``, hidden) and the places (``place-…``)."""

    def __init__(self, *args: Any, pieces: Mapping[str, Sequence[str | Clash]] | None = None, **kwargs: Any) -> None:
        """``pieces`` by part are those of a new form; a form that was sent has its own."""
        super().__init__(*args, **kwargs)
        names = [name for name in self.data if _PIECE.fullmatch(name)]
        for part, held in (pieces or {}).items():
            for at, piece in enumerate(held):
                names.append(f"{'place' if isinstance(piece, Clash) else 'kept'}-{part}-{at}")
                self.initial[names[-1]] = piece.proposal if isinstance(piece, Clash) else piece
        for name in sorted(names, key=lambda name: int(name.rpartition("-")[2])):
            self.fields[name] = Piece(hidden=name.startswith("kept"))

    @property
    def sections(self) -> dict[str, str]:
        """The parts of a valid form as they are to be."""
        return {part: "".join(self.cleaned_data[name] for name in self.names(part)) for part in SECTIONS if self.names(part)}

    @property
    def decided(self) -> list[str]:
        """The words at the places as they stand in the form, whether it is valid or not."""
        return [str(self[name].value() or "") for part in SECTIONS for name in self.names(part) if name.startswith("place")]

    def names(self, part: str) -> list[str]:
        """The fields of a part in their order."""
        return [name for name in self.fields if _PIECE.fullmatch(name) and name.split("-")[1] == part]


def _since(drafted: Drafted, before: Drafted) -> str:
    """The value of :class:`Seen`: the parts of which the record gives other sentences than it did."""
    return json.dumps({part: drafted[part] for part in SECTIONS if drafted[part] != before[part]}, ensure_ascii=False)


def begun(texts: Mapping[str, str], head: Revision, drafted: Drafted) -> Writing:
    """The form of the text as it stands, not yet sent; ``drafted`` are the sentences of the record as the page has them."""
    return Writing(initial={**texts, **_page(head, drafted)})


def to_decide(pieces: Mapping[str, Sequence[str | Clash]], head: Revision, drafted: Drafted) -> Deciding:
    """The form of words that clash, not yet sent."""
    return Deciding(pieces=pieces, initial=_page(head, drafted))


def _page(head: Revision, drafted: Drafted) -> dict[str, Any]:
    return {"based_on": head.number, "drafted": _since(drafted, drafted_in(head))}


def plain(typed: Any) -> str:
    """Words of a form with the line ends of the record."""
    return str(typed or "").replace("\r\n", "\n").replace("\r", "\n")


def reasons(data: Mapping[str, Any]) -> dict[str, str]:
    """Why findings are left, by the mark of each; without those that nobody wrote."""
    given = {name.removeprefix(ANSWER): plain(data[name]).strip() for name in data if name.startswith(ANSWER)}
    return {mark: words for mark, words in given.items() if words}
