"""The filter of the auditor."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms

from gongkai.ledger.vocabulary import KINDS
from gongkai.web.accounts.forms.organs import day_field

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from gongkai.web.organs.models import Organ


class Looking(forms.Form):
    """Which lines of the ledger."""

    kind = forms.ChoiceField(label="事件", required=False, choices=[("", "全部"), *((kind, cls.title) for kind, cls in KINDS.items())])
    stream = forms.UUIDField(label="案件编号", required=False, error_messages={"invalid": "案件编号写得不对，请从列表里复制"})
    actor = forms.CharField(label="办理人", required=False, max_length=64, help_text="用户名，或者 applicant、system、import")
    from_day = day_field("生效日从", required=False)
    to_day = day_field("到", required=False)

    def __init__(self, *args: Any, organs: QuerySet[Organ], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organ"] = forms.ModelChoiceField(organs, to_field_name="slug", required=False, label="机关", empty_label="全部")
        self.order_fields(["organ", "kind", "actor", "stream", "from_day", "to_day"])
