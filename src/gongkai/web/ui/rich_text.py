"""The field for a body of rich text: a plain text area that a script makes an editor of; the server cleans what comes.

Without the script the area holds HTML, and plain text typed into it becomes paragraphs. A page that has the field loads
``{{ form.media }}`` in its block ``meta``.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.forms.widgets import Script
from django.http import JsonResponse
from django.views.decorators.http import require_POST

from gongkai.lib import richtext
from gongkai.lib.errors import UnusableInput
from gongkai.lib.richtext import Cleaned
from gongkai.web.ui import addresses

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpRequest, HttpResponse

_PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".webp")


class RichText(forms.Textarea):
    """A text area for HTML. ``files`` are the item's own files, name to address: the editor shows pictures from there and
    offers them; in the body they are ``attachment:NAME``. ``extra`` attributes go to the text area, so a page can hang its
    saving on them: the area gets an ``input`` event whenever the text changes.
    """

    template_name = "django/forms/widgets/rich_text.html"

    class Media:
        css = {"all": ("ui/editor.css",)}  # noqa: RUF012 - as Django wants it
        js = (Script("ui/editor.js", defer=True),)

    def __init__(self, attrs: dict[str, Any] | None = None, *, files: Mapping[str, str] | None = None) -> None:
        super().__init__({"rows": "16", "spellcheck": "false", **(attrs or {})})
        self.files = dict(files or {})

    def format_value(self, value: Any) -> str:
        """The body as it would be kept; what cannot be read stays as it was typed."""
        text = value.html if isinstance(value, Cleaned) else str(value or "")
        try:
            return richtext.taken(text).html if text else ""
        except UnusableInput:
            return text

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """With the files, the pictures among them and the door that cleans what is pasted."""
        context = super().get_context(name, value, attrs)
        pictures = [each for each in self.files if each.lower().endswith(_PICTURES)]
        context["widget"] |= {"files": json.dumps(self.files, ensure_ascii=False), "pictures": pictures, "clean": addresses.of("ui:clean")}
        return context


class RichTextField(forms.Field):
    """A body; the value is :class:`gongkai.lib.richtext.Cleaned`: clean HTML and what of the given text is not in it.

    ``longest`` bounds its words, in characters.
    """

    widget = RichText

    def __init__(self, *, longest: int = 200_000, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.longest = longest

    def to_python(self, value: Any) -> Cleaned:
        """The clean body. ValidationError where it is too large; what was typed stays in the form."""
        if isinstance(value, Cleaned):
            return value
        try:
            return richtext.taken(str(value or ""))
        except UnusableInput as problem:
            raise ValidationError(f"{self.label}：{problem.sentence()}。", code="invalid") from problem

    def validate(self, value: Cleaned) -> None:
        """Something, where something is required, and no more than can be read."""
        if self.required and not value.html:
            raise ValidationError(self.error_messages["required"], code="required")
        words = len(richtext.to_text(value.html)) if len(value.html) > self.longest else 0
        if words > self.longest:
            raise ValidationError(f"{self.label}最多 {self.longest} 个字，现在有 {words} 个。请把长的内容作为附件。", code="max_length")

    def run_validators(self, value: Any) -> None:
        """None but those above: the value is no text."""

    def prepare_value(self, value: Any) -> Any:
        """The HTML of what was cleaned; what somebody typed stays as it is."""
        return value.html if isinstance(value, Cleaned) else value

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Compared as it would be kept."""
        try:
            return self.to_python(initial).html != self.to_python(data).html
        except ValidationError:
            return True


@login_required
@require_POST
def clean(request: HttpRequest) -> HttpResponse:
    """What an editor has got from the clipboard (``value``), cleaned: ``html`` and ``said``; 400 with ``said`` alone."""
    try:
        made = richtext.taken(request.POST.get("value", ""))
    except UnusableInput as problem:
        return JsonResponse({"said": [f"{problem.sentence()}。"]}, status=400)
    return JsonResponse({"html": made.html, "said": list(made.said)})
