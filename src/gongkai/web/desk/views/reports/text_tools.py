"""Something is done to the words that are typed, and they come back unsaved: a sentence of the record taken, a number bound."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages

from gongkai.report.narrative.binding import accept, bind
from gongkai.report.narrative.taking import take
from gongkai.web.reporting.selectors.content import SECTIONS, record_of

if TYPE_CHECKING:
    from django.http import HttpRequest

    from gongkai.web.desk.forms.reports.text import Writing
    from gongkai.web.reporting.models import AnnualReport
    from gongkai.web.reporting.selectors.content import Record


def changed(request: HttpRequest, annual: AnnualReport, form: Writing, tool: str) -> Writing:
    """The form after a tool: ``draft:part``, ``take:part:slot``, ``bind:part:start:end:field``. One that is not known changes nothing."""
    name, _, rest = tool.partition(":")
    part, _, what = rest.partition(":")
    if part not in SECTIONS or name not in _TOOLS:
        return form
    text = _TOOLS[name](request, form, part, what, record_of(annual))
    return form if text is None else form.write({part: text})


def _draft(request: HttpRequest, form: Writing, part: str, what: str, record: Record) -> str | None:
    messages.info(request, f"“{form[part].label}”换成了记录起草的文字，还没有保存。不想换的，不保存就行。")
    return "".join(each.text for each in record.drafted[part])


def _take(request: HttpRequest, form: Writing, part: str, what: str, record: Record) -> str | None:
    if all(each.slot != what for each in record.drafted[part]):
        messages.error(request, "记录现在没有这一句了，请看下面列出的。")
        return None
    messages.info(request, "记录的句子放进了文字，还没有保存。您原来写的也还在，重复的请删去。")
    return take(form.typed(part), what, record.drafted[part])


def _bind(request: HttpRequest, form: Writing, part: str, what: str, record: Record) -> str | None:
    start, _, rest = what.partition(":")
    end, _, field = rest.partition(":")
    text = form.typed(part)
    proposed = next((each for each in bind(text, record.told) if (str(each.start), str(each.end)) == (start, end)), None)
    if proposed is None or field not in proposed.choices:
        messages.error(request, "这个数或者它的位置已经变了，没有绑定，请看下面列出的。")
        return None
    messages.info(request, f"“{proposed.shown}”绑定到了字段“{field}”，以后跟着记录变。还没有保存。")
    return accept(text, [(proposed, field)])


_TOOLS = {"draft": _draft, "take": _take, "bind": _bind}
