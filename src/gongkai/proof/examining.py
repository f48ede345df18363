"""One door to the proof of a text that is to be published: personal data, the office's words, wording.

It knows no reports, no items, no law. What else looks at texts joins as a source (``more``); what looks at files or
metadata makes remarks of its own with :func:`remark`.
"""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING, NamedTuple, Protocol

from gongkai.lib.richtext import is_html, to_text
from gongkai.lib.text import alike, one_space
from gongkai.proof import wording
from gongkai.proof.personal import Personal, personal
from gongkai.proof.sensitive import ASK, BLOCK, NOTE

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping

    from gongkai.proof.flaw import Flaw
    from gongkai.proof.sensitive import Matcher

__all__ = ["ASK", "BLOCK", "NOTE", "Found", "Remark", "examine", "fingerprint", "remark"]

NAMES = {"title": "标题", "summary": "概述", "text": "正文", "body": "正文", "html": "正文", "keywords": "关键词"}
_AROUND = 12  # characters shown on both sides
_ENDS = "。；！？!?\n"
# Names of doctrine: a slip in them stops the way to the public.
_GRAVE = ("习近平", "特色社会主义")
_STARS = re.compile(r"[0-9０-９]{11,}")


class Remark(NamedTuple):
    """One thing to mend or to answer.

    ``field[start:end]`` of the plain text is what it is about; ``excerpt`` shows it with what stands around, personal data
    under stars. ``fix`` is (wrong, right) where that is safe. ``fingerprint`` stays the same until the sentence changes, so
    an answer that was recorded under it holds until then.
    """

    code: str
    level: str
    message: str
    field: str
    start: int
    end: int
    excerpt: str
    fingerprint: str
    certain: bool = True
    fix: tuple[str, str] | None = None


class Found(NamedTuple):
    """What a source says of ``text[start:end]``: ``saying`` goes on from 「正文第 3 段的“…”」. ``masked`` hides what must not be shown."""

    code: str
    level: str
    start: int
    end: int
    saying: str
    certain: bool = True
    right: str | None = None
    masked: str = ""


class PersonalLike(Protocol):
    """What a finder of personal data yields."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...
    @property
    def kind(self) -> str: ...
    @property
    def label(self) -> str: ...
    @property
    def content(self) -> str: ...
    @property
    def certain(self) -> bool: ...
    def masked(self) -> str: ...


Source = "Callable[[str], Iterable[Found | PersonalLike]]"


def examine(
    parts: Mapping[str, str],
    *,
    words: Matcher | None = None,
    known: Collection[str] = (),
    more: Iterable[Callable[[str], Iterable[Found | PersonalLike]]] = (),
    names: Mapping[str, str] = NAMES,
) -> tuple[Remark, ...]:
    """Everything to be mended or answered in the parts of a text, in their order.

    ``parts`` has text or HTML by field, ``names`` what the fields are called; ``words`` is the office's list; ``known`` are
    numbers and addresses that the office itself makes public, which are nobody's personal data.
    """
    sources = tuple(more)
    hidden = frozenset(_bare(each) for each in known)
    remarks: dict[tuple[str, int, int, str], Remark] = {}
    for field, value in parts.items():
        text = to_text(value) if is_html(value) else value
        if not text.strip():
            continue
        found = [_of_personal(each) for each in personal(text) if _bare(each.content) not in hidden]
        found += _of_words(text, words) if words is not None else ()
        found += _of_wording(text)
        for source in sources:
            for each in source(text):
                if isinstance(each, Found):
                    found.append(each)
                elif _bare(each.content) not in hidden:
                    found.append(_of_personal(each))
        for each in sorted(found, key=lambda each: (each.start, each.end)):
            made = _remark(each, field, names.get(field, field), text)
            remarks.setdefault((field, each.start, each.end, each.code), made)
    return tuple(remarks.values())


def remark(code: str, level: str, message: str, field: str, passage: str, *, certain: bool = True, excerpt: str = "") -> Remark:
    """A remark that is about no place in a text: a file, a missing entry. ``passage`` is what it rests on: an answer holds until it changes."""
    return Remark(code, level, message, field, 0, 0, excerpt, fingerprint(code, field, passage), certain)


def fingerprint(code: str, field: str, passage: str) -> str:
    """64 hexadecimal digits; widths and blanks make no difference."""
    return hashlib.sha256("\n".join((code, field, "".join(alike(passage).split()))).encode("utf-8", "replace")).hexdigest()


# --- sources -----------------------------------------------------------------------------------------------


def _of_personal(found: Personal | PersonalLike) -> Found:
    level = BLOCK if found.certain else ASK
    saying = f"是{found.label}" if found.certain else f"像是{found.label}"
    do = "个人信息不能公开，请删去或者遮去，确需公开的写明依据" if found.certain else "请核对是不是个人信息，不是的写明是什么"
    return Found(f"private_{found.kind}", level, found.start, found.end, f"{saying}，{do}。", found.certain, None, found.masked())


def _of_words(text: str, words: Matcher) -> Iterator[Found]:
    for start, end, word in words.hits(text):
        why = f"（{word.why.rstrip('。')}）" if word.why else ""
        do = f"请改为“{word.replacement}”" if word.replacement else "请改写" if word.level == BLOCK else "请核对，可以这样写的写明理由"
        yield Found("sensitive_word", word.level, start, end, f"在本机关的敏感词表里{why}，{do}。", True, word.replacement or None)


def _of_wording(text: str) -> Iterator[Found]:
    same = alike(text)
    for flaw in wording.doubled(same):
        do = f"请改为“{flaw.right}”" if flaw.right else "请核对是不是多写了一遍"
        yield _flawed("doubled", ASK if flaw.sure else NOTE, flaw, f"重复了，{do}。")
    for flaw in wording.confused(same):
        level = BLOCK if any(name in (flaw.right or "") for name in _GRAVE) else ASK
        yield _flawed("confused", level, flaw, f"是错别字，请改为“{flaw.right}”。")
    for flaw in wording.adverbs(same):
        yield _flawed("adverb", NOTE, flaw, f"里的“的”应当是“地”，请改为“{flaw.right}”。")
    for flaw in wording.brackets(text, same):
        yield _flawed("bracket", ASK, flaw, f"不成对：{flaw.kind}，请补上或者删去。")
    for flaw in wording.placeholders(same):
        yield _flawed("placeholder", ASK, flaw, "是没有填写的空白，请填上或者删去。")
    for flaw in wording.furniture(same):
        yield _flawed("furniture", ASK, flaw, "是从网页上带来的文字，请删去。")
    for flaw in wording.lost(same):
        do = f"请改为“{flaw.right}”" if flaw.right else "请补上"
        yield _flawed("lost", ASK, flaw, f"少了{flaw.kind}，{do}。")
    for flaw in wording.mirrored(same):
        yield _flawed("mirrored", BLOCK, flaw, f"不该在这里：{flaw.kind}，请从原件重新复制。")
    foreign = wording.traditional(text)
    if foreign is not None:
        yield _flawed("traditional", NOTE, foreign, f"不合规范：{foreign.kind}，请改为规范的简化字。")


def _flawed(code: str, level: str, flaw: Flaw, saying: str) -> Found:
    return Found(code, level, flaw.start, flaw.end, saying, flaw.sure, flaw.right)


# --- remarks -----------------------------------------------------------------------------------------------


def _remark(found: Found, field: str, name: str, text: str) -> Remark:
    printed = text[found.start : found.end]
    shown = found.masked or (_masked(printed) if len(printed) <= 40 else _masked(printed[:40]) + "…")
    message = one_space(f"{_place(name, text, found.start)}“{one_space(shown)}”{found.saying}")
    fix = (printed, found.right) if found.right is not None and not found.masked else None
    print_ = fingerprint(found.code, field, f"{printed}\n{_sentence(text, found.start, found.end)}")
    return Remark(found.code, found.level, message, field, found.start, found.end, _excerpt(text, found), print_, found.certain, fix)


def _place(name: str, text: str, start: int) -> str:
    before = text[:start]
    number = sum(1 for line in before.split("\n")[:-1] if line.strip()) + 1
    return f"{name}第 {number} 段的" if "\n" in text.strip() else f"{name}里的"


def _sentence(text: str, start: int, end: int) -> str:
    first = max(text.rfind(mark, 0, start) for mark in _ENDS) + 1
    ends = [at for mark in _ENDS if (at := text.find(mark, end)) >= 0]
    return text[first : min(ends, default=len(text))]


def _excerpt(text: str, found: Found) -> str:
    """The place with what stands around it; every other number of a person under stars too."""
    first = max(0, found.start - _AROUND, text.rfind("\n", 0, found.start) + 1)
    newline = text.find("\n", found.end)
    last = min(len(text), found.end + _AROUND, newline if newline >= 0 else len(text))
    pieces = []
    at = first
    for each in personal(text):
        if each.end <= first or each.start >= last:
            continue
        pieces += [text[at : max(at, each.start)], each.masked()]
        at = each.end
    pieces.append(text[at:last])
    shown = "".join(pieces)
    if found.masked and found.masked not in shown:
        shown = f"{text[first : found.start]}{found.masked}{text[found.end : last]}"
    return one_space(f"{'…' if first else ''}{_masked(shown)}{'…' if last < len(text) else ''}")


def _masked(shown: str) -> str:
    """Without long numbers, whatever they are."""
    return _STARS.sub(lambda match: match[0][:3] + "*" * (len(match[0]) - 5) + match[0][-2:], shown)


def _bare(content: str) -> str:
    return re.sub(r"[\s\-－]", "", alike(content)).upper()
