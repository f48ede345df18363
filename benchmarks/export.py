"""The public side as files, with 10,000 of them: one edited thing and one new thing are with readers within 5 s; nothing changed costs less.

Against the bare cost of writing the same bytes into the same number of files, in the same run.

Run: python benchmarks/export.py [--pages 100000] [--jobs N]   (10,000 take three minutes, nearly all of it the first export; 100,000 half an hour)
"""

from __future__ import annotations

import argparse
import atexit
import csv
import io
import os
import random
import shutil
import sys
import tempfile
import time
from collections import Counter
from datetime import date, timedelta
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]
if __name__ != "__mp_main__":  # the processes that help import this file too, and find the folder in their environment
    FOLDER = tempfile.mkdtemp(prefix="gongkai-export-")
    atexit.register(shutil.rmtree, FOLDER, ignore_errors=True)
    os.environ["GONGKAI_DATA"] = os.path.join(FOLDER, "data")

from gongkai.web.config.boot import boot  # noqa: E402 - the folder must be chosen before the settings are read

boot()

from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402

from gongkai.law import catalogue  # noqa: E402
from gongkai.lib.tablefile import open_table  # noqa: E402
from gongkai.web import clock  # noqa: E402
from gongkai.web.export.site import Exported, export  # noqa: E402
from gongkai.web.export.tree import HIDDEN  # noqa: E402
from gongkai.web.publication.models import Genre, Item  # noqa: E402
from gongkai.web.publication.register.columns import HEAD  # noqa: E402
from gongkai.web.publication.register.writing import bring_in  # noqa: E402
from gongkai.web.vault import keyring  # noqa: E402
from support import items, web  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from gongkai.web.organs.models import Organ

PAGES = 10_000
OF_AN_ORGAN = 10_000  # files; more are those of several organs, as in a district
CHANGE_SECONDS = 5.0  # within which one change is with readers
PER_ITEM = 4.4  # files that a thing comes to, the lists in which it stands counted in: measured on this list
NUMBERED = 0.25  # share of papers with a 文号, which can also be had as PDF and DOCX
BATCH = 5000
WORDS = "农村 危房 改造 补助 申报 工作 通知 公告 公示 防汛 应急 预案 道路 养护 项目 招标 采购 预算 决算 低保 名单 义务 教育 招生 医疗 卫生 安全 生产 检查 结果".split()
TEXT = "为做好有关工作，现将有关事项公布如下。补助标准、办理时间和地点以公布的为准，有疑问的请在工作时间打电话或者到窗口询问。"
FIRST = date(2017, 1, 3)


class Step(NamedTuple):
    """One export: its name, seconds, what it came to."""

    name: str
    seconds: float
    done: Exported


def filled(count: int, organs: int, today: date) -> tuple[Organ, items.Team]:
    """Towns that have published so many things over the years, up to yesterday; the first of them with its people."""
    os.makedirs(os.path.join(os.environ["GONGKAI_DATA"], "files"), exist_ok=True)
    keyring.make(os.path.join(os.environ["GONGKAI_DATA"], "keys.json"))
    call_command("migrate", verbosity=0)
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA journal_mode=WAL")
    district = web.district()
    town = web.town(district)
    people = items.team(town)
    for number in range(organs):
        name = town.name if not number else f"示例{number}镇人民政府"
        rows = _rows(count // organs, today)
        while batch := list(islice(rows, BATCH)):
            done = bring_in(open_table(_csv(batch), HEAD), organ_name=name, moment=clock.now(), file="清单.csv")
            if not done.imported:
                raise SystemExit(str(list(done.checked.errors)[:3]))
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return town, people


def _rows(count: int, today: date) -> Iterator[dict[str, object]]:
    """Oldest first, like a register."""
    chance = random.Random(5)
    columns = [each.label for each in catalogue.entries_for(catalogue.TOWN)]
    genres = (Genre.NOTICE, Genre.LIST, Genre.NEWS, Genre.POLICY)
    days = (today - FIRST).days - 2
    for number in range(1, count + 1):
        day = FIRST + timedelta(days=days * number // count)
        title = f"关于{''.join(chance.choices(WORDS, k=4))}的第{number}号信息"
        yield {
            "标题": title, "成文日期": day, "发布日期": day + timedelta(days=1), "公开渠道": "政府网站", "栏目": chance.choice(columns),
            "体裁": chance.choice(genres).label, "发文字号": f"示政发〔{day.year}〕{number}号" if chance.random() < NUMBERED else "",
            "正文": "\n".join(f"{chance.choice(WORDS)}：{TEXT}" for _ in range(chance.randint(4, 12))),
        }  # fmt: skip


def _csv(rows: list[dict[str, object]]) -> bytes:
    file = io.StringIO()
    writer = csv.DictWriter(file, list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    return file.getvalue().encode("utf-8-sig")


def timed(name: str, call: Callable[[], Exported]) -> Step:
    """One export, printed."""
    begin = time.perf_counter()
    done = call()
    step = Step(name, time.perf_counter() - begin, done)
    print(
        f"      {name}: {step.seconds:.2f} s; {done.files:,} files, {done.made:,} made, {done.changed:,} written, {done.removed:,} taken away",
        flush=True,
    )
    return step


def site_files(folder: str) -> list[str]:
    """Every file that readers may have, packed copies included."""
    found = []
    for place, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if name != HIDDEN]
        found += [os.path.join(place, name) for name in names]
    return found


def bare(folder: str, count: int, beside: str) -> float:
    """Seconds to write the bytes of ``count`` files of the site anew and to put them on the disk, and nothing else."""
    paths = site_files(folder)
    chosen = paths if count >= len(paths) else random.Random(2).sample(paths, count)
    held = [Path(path).read_bytes() for path in chosen]
    os.makedirs(beside)
    begin = time.perf_counter()
    for number, data in enumerate(held):
        with open(os.path.join(beside, str(number)), "wb") as file:
            file.write(data)
    os.sync()
    seconds = time.perf_counter() - begin
    shutil.rmtree(beside)
    return seconds


def changed(town: Organ, people: items.Team, today: date) -> None:
    """An old paper says something else: through all reviews, as the law has it."""
    item = Item.objects.filter(imported=True, organ=town).order_by("published_on")[100]
    texts = {name: getattr(item, name) for name in items.FIELDS}
    item = items.edited(items.again(item), people, on=today, html=f"<p>{TEXT}改正了一处。</p>", note="改正一处", **texts)
    item = items.approved(items.reviewed(items.submitted(item, people, on=today), people, on=today), people, on=today)
    items.released(item, people, on=today)


def published(town: Organ, people: items.Team, today: date) -> None:
    """A new paper, from the draft to the readers on one day."""
    item = items.drafted(town, people, on=today, title="关于公布一件新信息的通知", number=f"示政发〔{today.year}〕99999号", formed_on=today)
    item = items.reviewed(items.submitted(item, people, on=today), people, on=today)
    items.released(items.approved(item, people, on=today), people, on=today)


def main(pages: int, jobs: int) -> int:
    """Make, export, change, export again, judge."""
    moment = clock.now()
    today, site = clock.day_of(moment), os.path.join(FOLDER, "site")
    begin = time.perf_counter()
    count = max(100, int(pages / PER_ITEM))
    organs = max(1, pages // OF_AN_ORGAN)
    town, people = filled(count, organs, today)
    print(f"      {count:,} things of {organs} organs brought in within {time.perf_counter() - begin:.0f} s", flush=True)

    def again() -> Exported:
        return export(site, moment=moment, jobs=jobs)

    first = timed("all of it", again)
    kinds = Counter(os.path.splitext(path)[1] for path in site_files(site))
    print(f"      {', '.join(f'{count:,} {suffix}' for suffix, count in kinds.most_common())}", flush=True)
    steps = [timed("nothing changed", again)]
    changed(town, people, today)
    steps.append(timed("one thing edited", again))
    published(town, people, today)
    steps.append(timed("one thing published", again))
    whole = bare(site, 10**9, os.path.join(FOLDER, "bare"))
    print(
        f"      the first export took {first.seconds / whole:.0f}× writing the bare files ({whole:.1f} s), {first.seconds / first.done.files * 1000:.1f} ms a file"
    )
    fine = first.done.files >= pages
    if not fine:
        print(f"MISS  {first.done.files:,} files are fewer than {pages:,}")
    for step in steps:
        held = step.seconds <= CHANGE_SECONDS
        fine = fine and held
        plain = bare(site, max(1, step.done.changed), os.path.join(FOLDER, "bare"))
        print(
            f"{'ok  ' if held else 'MISS'}  {step.name} among {step.done.files:,} files: {step.seconds:.2f} s (bar {CHANGE_SECONDS:g} s), "
            f"{step.seconds / whole:.2f}× writing them all, {step.seconds / plain:.0f}× writing the {step.done.changed:,} that changed"
        )
    return 0 if fine else 1


if __name__ == "__main__":
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--pages", type=int, default=PAGES)
    arguments.add_argument("--jobs", type=int, default=0)
    given = arguments.parse_args()
    sys.exit(main(given.pages, given.jobs))
