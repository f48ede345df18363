"""Writing an item: begun in the form or from a Word document, written anew, its 公开属性 changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from gongkai.ledger.reasons import NotAllowed
from gongkai.ledger.vocabulary.codes import Attribute
from gongkai.lib.errors import UnusableInput
from gongkai.lib.richtext import from_docx
from gongkai.web.desk.access import need, need_anywhere
from gongkai.web.desk.forms.items.classifying import Classifying
from gongkai.web.desk.forms.items.writing import Beginning, Editing, FromWord
from gongkai.web.desk.told import sentences, told
from gongkai.web.desk.views.items.reach import item_of, on, organs_of, role_of, seen_of, who
from gongkai.web.events.store import Overtaken
from gongkai.web.publication.models import Attachment, Genre
from gongkai.web.publication.selectors.columns import columns_of
from gongkai.web.publication.services import checking, drafting
from gongkai.web.vault.files import Upload, checked

if TYPE_CHECKING:
    import uuid
    from datetime import date

    from django import forms
    from django.http import HttpRequest, HttpResponse

    from gongkai.lib.richtext import Imported
    from gongkai.web.organs.models import Organ
    from gongkai.web.publication.models import Item
    from gongkai.web.publication.services.checking import Raised

_REFUSED = (NotAllowed, UnusableInput, Overtaken)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def item_new(request: HttpRequest) -> HttpResponse:
    """Begin an item; who drafts for several organs chooses first for which."""
    organ = _organ(request)
    if organ is None:
        return render(request, "desk/items/organs.html", {"organs": organs_of(request, "item.draft")})
    day = on(request)
    start = {"issuer": organ.name, "source": organ.name, "department": organ.office, "genre": Genre.NOTICE.value}
    form = Beginning(request.POST if request.method == "POST" else None, organ=organ, columns=columns_of(organ), today=day, initial=start)
    found: list[Raised] | None = None
    if request.method == "POST":
        if "check" in request.POST:
            found = remarks_of(request, organ)
        elif form.is_valid():
            made = _begun(request, organ, form)
            if made is not None:
                return redirect("desk:item", pk=made.pk)
    context = {"form": form, "organ": organ, "remarks": found, "many": len(organs_of(request, "item.draft")) > 1}
    return render(request, "desk/items/new.html", context, status=422 if form.is_bound and form.errors and found is None else 200)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def item_from_docx(request: HttpRequest) -> HttpResponse:
    """A Word document becomes a draft: title, number, day and text from it, its pictures as files of the item."""
    organ = _organ(request)
    if organ is None:
        return redirect("desk:item_new")
    form = FromWord(
        request.POST if request.method == "POST" else None, request.FILES or None, columns=columns_of(organ), initial={"genre": Genre.NOTICE.value}
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        made = _taken_over(request, organ, form)
        if made is not None:
            return redirect("desk:item_edit", pk=made.pk)
    return render(
        request, "desk/items/from_docx.html", {"form": form, "organ": organ}, status=422 if form.is_bound and form.errors else 200
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def item_edit(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Write the newest version anew, or begin the next one when this one was handed to review."""
    found = item_of(request, pk, "item.draft")
    day = on(request)
    form = Editing(
        request.POST if request.method == "POST" else None, item=found, columns=columns_of(found.organ), today=day, files=_files(found)
    )
    remarks: list[Raised] | None = None
    if request.method == "POST":
        if "check" in request.POST:
            remarks = remarks_of(request, found.organ)
        elif form.is_valid() and _edited(request, found, form, day):
            return redirect("desk:item", pk=found.pk)
    context = {"form": form, "item": found, "version": found.draft, "organ": found.organ, "remarks": remarks}
    return render(request, "desk/items/edit.html", context, status=422 if form.is_bound and form.errors and remarks is None else 200)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def item_classify(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Change 公开属性; another one has to be reviewed and approved anew."""
    found = item_of(request, pk, "item.draft")
    start = {"attribute": found.attribute, "basis": found.attribute_basis}
    form = Classifying(request.POST if request.method == "POST" else None, initial=start)
    if request.method == "POST" and form.is_valid():
        with told(request, "已改公开属性。"):
            drafting.classify(
                item=found, **form.chosen, role=role_of(request, found.organ, "item.draft"), on=on(request), seen=seen_of(request), **who(request)
            )  # fmt: skip
        return redirect("desk:item", pk=found.pk)
    return render(request, "desk/items/classify.html", {"form": form, "item": found}, status=422 if form.is_bound and form.errors else 200)


@login_required
@require_POST
def item_live_check(request: HttpRequest) -> HttpResponse:
    """What the check says of a text while it is written: a fragment. Nothing is kept."""
    need_anywhere(request, "item.draft")
    organ = _organ(request)
    if organ is None:
        raise Http404
    return render(request, "desk/items/parts/said.html", {"remarks": remarks_of(request, organ)})


def remarks_of(request: HttpRequest, organ: Organ) -> list[Raised]:
    """The remarks about what a form holds, before it is kept."""
    title, summary, html = (request.POST.get(name, "") for name in ("title", "summary", "html"))
    return checking.of_text(organ, title, summary, html)


def _organ(request: HttpRequest) -> Organ | None:
    """The organ that the address names, or the only one; None where there is still a choice."""
    need_anywhere(request, "item.draft")
    organs = {each.slug: each for each in organs_of(request, "item.draft")}
    asked = request.GET.get("organ", "")
    if asked:
        if asked not in organs:
            raise Http404
        need(request, "item.draft", organs[asked])
        return organs[asked]
    return next(iter(organs.values())) if len(organs) == 1 else None


def _files(found: Item) -> dict[str, str]:
    """The files that the text may show or lead to, name to address."""
    attachments = Attachment.objects.filter(version=found.draft_id)
    return {each.name: f"{reverse('desk:item_file', args=[found.pk, each.file_id])}?show=1" for each in attachments}


def _begun(request: HttpRequest, organ: Organ, form: Beginning) -> Item | None:
    """The new item; None when it was refused, and then the form says why."""
    try:
        made = drafting.draft(
            organ=organ, content=form.content, role=role_of(request, organ, "item.draft"), on=on(request), **form.chosen, **who(request)
        )  # fmt: skip
    except _REFUSED as error:
        _refuse(form, error)
        return None
    messages.success(request, f"已保存草稿，索引号 {made.index_number}。")
    _say_left_out(request, form.said)
    return made


def _edited(request: HttpRequest, found: Item, form: Editing, day: date) -> bool:
    told_readers = {"change_note": form.cleaned_data["note"], "changed_on": form.cleaned_data["changed_on"]} if form.asks else {}
    began = form.version.frozen
    try:
        version = drafting.edit(item=found, content=form.content, on=day, **told_readers, **who(request))
    except _REFUSED as error:
        _refuse(form, error)
        return False
    messages.success(request, f"已另起第 {version.number} 版，请重新送审。" if began else "已保存。")
    _say_left_out(request, form.said)
    return True


def _taken_over(request: HttpRequest, organ: Organ, form: FromWord) -> Item | None:
    """The draft of a Word document with its pictures; None when the file cannot be used, and then the form says why."""
    upload, day = form.cleaned_data["file"], on(request)
    data = upload.read()
    try:
        checked(upload.name, data, allowed=frozenset({"docx"}))
        paper = from_docx(data)
        made = drafting.draft(
            organ=organ, content=_content_of(paper, upload.name, form, organ, day), attribute=Attribute.ACTIVE, role=role_of(request, organ, "item.draft"),
            on=day, **who(request),
        )  # fmt: skip
    except _REFUSED as error:
        _refuse(form, error)
        return None
    lost = []
    for picture in paper.images:
        try:
            drafting.attach(item=made, upload=Upload(picture.name, picture.data), inline=True, **who(request))
        except _REFUSED as error:
            lost += [f"图片“{picture.name}”没有取来：{sentence}" for sentence in sentences(error)]
    messages.success(request, f"已从“{upload.name}”起草，索引号 {made.index_number}。请核对标题、文号、成文日期和正文。")
    if paper.guesses.day is None or paper.guesses.day > day:
        lost.append("文档里没有找到成文日期，先填了今天，请改正。")
    _say_left_out(request, (*paper.said, *lost))
    return made


def _content_of(paper: Imported, name: str, form: FromWord, organ: Organ, day: date) -> drafting.Content:
    clean, guesses = form.cleaned_data, paper.guesses
    formed = guesses.day if guesses.day and guesses.day <= day else day
    fields = dict.fromkeys(drafting.FIELDS, "") | {
        "column": clean["column"], "genre": clean["genre"], "title": (paper.title or name.rpartition(".")[0])[:300], "number": guesses.number,
        "issuer": guesses.organ or organ.name, "source": organ.name, "department": organ.office, "formed_on": formed,
        "counted_from": None, "effective_from": None, "expires_on": None,
    }  # fmt: skip
    return drafting.Content(fields=fields, html=paper.html)


def _refuse(form: forms.Form, error: Exception) -> None:
    for sentence in sentences(error):
        form.add_error(None, sentence)


def _say_left_out(request: HttpRequest, said: tuple[str, ...]) -> None:
    for sentence in said:
        messages.info(request, sentence)
