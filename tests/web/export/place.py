"""What 示例镇 published by 10 March 2026, and what must never leave the house: each with a word of its own to look for."""

from __future__ import annotations

import gzip
import io
import os
import zipfile
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from pdfminer.high_level import extract_text

from gongkai.ledger.vocabulary.codes import Attribute
from gongkai.web.export.tree import HIDDEN
from gongkai.web.publication.models import Genre, SiteSettings
from gongkai.web.publication.services import columns, complaints, drafting, releasing
from gongkai.web.vault.files import Upload
from support import items, sealed, web

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from gongkai.web.organs.models import Organ
    from gongkai.web.publication.models import Item

GONE_WORDS = ("撤下的标题甲", "撤下的正文乙", "撤下的附件丙")
INNER_WORDS = (
    "草稿的标题丁", "草稿的正文戊", "改稿的标题己", "改稿的正文庚", "不予公开的标题辛", "不予公开的正文壬", "内部机关的标题癸", "内部机关的正文子",
    "纠错的说明丑", "纠错的联系寅", "申请人甲", "13800000001", "11010119900307123X", "危房改造补助对象名单和补助金额",
)  # fmt: skip
SHOWN = "公开的附件文字卯"


class World(NamedTuple):
    """The organs, the town's people, what stands, what was corrected, what was taken down, what is being changed."""

    district: Organ
    town: Organ
    inner: Organ
    team: items.Team
    plain: Item
    filed: Item
    corrected: Item
    gone: Item
    changing: Item


def build() -> World:
    """Everything, through the services."""
    district = web.district()
    town, inner = web.town(district), web.bureau(district)
    team = items.team(town)
    plain = items.published(town, team, title="义务教育招生工作通知", number="")
    filed = _with_file(town, team, SHOWN, title="农村危房改造补助办法", genre=Genre.NORMATIVE.value, column="documents")
    corrected = items.published(town, team, title="防汛应急预案", number="示政发〔2026〕4号", column="plans")
    corrected = _again(
        items.edited(corrected, team, title="防汛应急预案", html="<p>改正以后的防汛安排。</p>", note="改正一处"), team, items.RELEASED
    )
    gone = _with_file(town, team, GONE_WORDS[2], title=GONE_WORDS[0], html=f"<p>{GONE_WORDS[1]}</p>", number="示政发〔2026〕5号")
    releasing.take_down(item=gone, reason="公布的名单要更正。", by=team.leader, moment=web.at(date(2026, 3, 9)))
    changing = items.published(town, team, title="道路养护招标公告", number="示政发〔2026〕6号")
    items.edited(changing, team, title=INNER_WORDS[2], html=f"<p>{INNER_WORDS[3]}</p>", note="还没有审")
    items.drafted(town, team, title=INNER_WORDS[0], html=f"<p>{INNER_WORDS[1]}</p>")
    items.drafted(
        town,
        team,
        title=INNER_WORDS[4],
        html=f"<p>{INNER_WORDS[5]}</p>",
        attribute=Attribute.WITHHELD,
        basis="条例:16",
        reason="内部事务信息",
    )
    _inside(inner)
    sealed.seal(town, sealed.report(town, 2024), on=date(2025, 1, 20))
    sealed.seal(town, sealed.report(town, 2024, new=(5, 1, 0, 0, 0, 0, 6)), on=date(2025, 3, 3), note="新收申请漏报一件。")
    sealed.seal(district, sealed.report(district, 2024), on=date(2025, 1, 20))
    complaints.complain(
        organ=town,
        item=plain,
        page="",
        kind=complaints.KINDS[0],
        text=INNER_WORDS[8],
        contact=INNER_WORDS[9],
        moment=web.at(date(2026, 3, 9)),
    )
    web.application(town)
    return World(district, town, inner, team, *(items.again(each) for each in (plain, filed, corrected, gone, changing)))


def _again(item: Item, team: items.Team, on: date) -> Item:
    """Through check and reviews on that day, and out."""
    item = items.answered(items.submitted(item, team, on=on), team, on=on)
    return items.released(items.approved(items.reviewed(item, team, on=on), team, on=on), team, on=on)


def _with_file(town: Organ, team: items.Team, words: str, *, html: str = items.HTML, **changes: str) -> Item:
    made = items.drafted(town, team, html=html, **changes)
    drafting.attach(item=made, upload=Upload("附件.txt", f"{words}，供查阅。".encode()), by=team.officer, moment=web.at(items.DRAFTED))
    return _again(made, team, items.RELEASED)


def _inside(inner: Organ) -> None:
    """An organ that published and then closed its column."""
    people = items.team(inner)
    items.published(inner, people, title=INNER_WORDS[6], html=f"<p>{INNER_WORDS[7]}</p>", number="示教发〔2026〕1号", column="others")
    columns.mount(organ=inner, changes={"mount": SiteSettings.Mount.NONE.value})


def files(folder: Path) -> dict[str, bytes]:
    """Every file that a web server may give out, by its path in the folder."""
    found = {}
    for where, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if name != HIDDEN]
        for name in names:
            path = os.path.join(where, name)
            with open(path, "rb") as file:
                found[os.path.relpath(path, folder).replace(os.sep, "/")] = file.read()
    return found


def texts(name: str, data: bytes) -> Iterator[str]:
    """All that can be read in a file, whatever it is packed in."""
    if name.endswith(".gz"):
        yield from texts(name.removesuffix(".gz"), gzip.decompress(data))
    elif name.endswith((".docx", ".xlsx")):
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            for inner in packed.namelist():
                yield from texts(inner, packed.read(inner))
    elif name.endswith(".pdf"):
        yield "".join(extract_text(io.BytesIO(data)).split())
    else:
        text = data.decode("utf-8", "replace")
        yield text
        if "\\u" in text:
            yield text.encode("ascii", "backslashreplace").decode("unicode_escape")


def where_stands(word: str, held: dict[str, bytes]) -> list[str]:
    """The files in which somebody could read that."""
    return sorted(name for name, data in held.items() if any(word in text for text in texts(name, data)))
