"""The public side as files: the bytes that the site answers, only what changed, nothing that stays inside."""

import os
import shutil
import subprocess
import sys
import textwrap
from datetime import timedelta

import pytest
from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.urls import get_script_prefix, set_script_prefix

from gongkai.lib.errors import UnusableInput
from gongkai.web import clock
from gongkai.web.events import heartbeats
from gongkai.web.export import site, tasks
from gongkai.web.export.commands import export_site
from gongkai.web.export.site import export, file_of
from gongkai.web.export.tree import HIDDEN
from gongkai.web.export.turns import Busy
from gongkai.web.organs.models import Organ
from gongkai.web.portal.catalogue import public_addresses, site_addresses
from gongkai.web.publication.models import SiteSettings
from gongkai.web.publication.services import columns, releasing
from support import items, links, web
from web.export.conftest import DAY
from web.export.place import GONE_WORDS, INNER_WORDS, SHOWN, files, texts, where_stands

HOLDER = textwrap.dedent("""
    import sys
    from gongkai.web.export.turns import alone
    with alone(sys.argv[1]):
        print("held", flush=True)
        sys.stdin.read()
""")


@pytest.fixture
def folder(exported, tmp_path):
    """A copy of the exported folder, to go on from."""
    shutil.copytree(exported, tmp_path / "site")
    return tmp_path / "site"


def listed():
    return [*site_addresses(on=DAY), *public_addresses(Organ.objects.all(), on=DAY)]


def again(folder):
    return export(str(folder), moment=web.at(DAY), jobs=1)


def body(answer):
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


def live(reader):
    """Key and bytes of every address, as the site has them now."""
    return {file_of(each.path): (each.key, body(reader.get(each.path))) for each in listed()}


def edit(world, item, **changes):
    """A correction, through all reviews."""
    edited = items.edited(items.again(item), world.team, on=DAY, note="改正", **changes)
    edited = items.answered(items.submitted(edited, world.team, on=DAY), world.team, on=DAY)
    return items.released(items.approved(items.reviewed(edited, world.team, on=DAY), world.team, on=DAY), world.team, on=DAY)


@pytest.mark.slow
def test_every_file_has_the_bytes_that_the_site_answers(exported, reader):
    held = files(exported)
    for each in listed():
        answer = reader.get(each.path)
        assert answer.status_code == each.status, each
        assert held[file_of(each.path)] == body(answer), each


def test_nothing_is_there_but_what_is_listed_what_explains_and_what_pages_are_styled_with(exported, today):
    known = {file_of(each.path) for each in listed()}
    rest = {name for name in files(exported) if not name.endswith(".gz")} - known
    assert {name for name in rest if not name.startswith("static/ui/")} == {
        *(
            f"o/{slug}/{name}/index.html"
            for slug in ("shiliqu", "shilizhen")
            for name in ("apply", "complain", "days", "grievance", "search", "surveys")
        ),
        *(f"o/{slug}/search/titles.js" for slug in ("shiliqu", "shilizhen")),
        *(f"{name}/index.html" for name in ("apply", "calculator", "checkup", "search", "track")),
    }


def test_every_packed_copy_holds_the_file_beside_it(exported):
    held = files(exported)
    packed = [name for name in held if name.endswith(".gz")]
    assert packed
    for name in packed:
        assert next(texts(name, held[name])) == held[name.removesuffix(".gz")].decode("utf-8"), name


def test_every_link_leads_to_a_file(exported):
    assert links.broken(str(exported)) == []


def test_what_stays_inside_is_in_no_file(exported):
    held = files(exported)
    assert where_stands(SHOWN, held), "what is looked for like this would be found"
    for word in INNER_WORDS:
        assert where_stands(word, held) == [], word


def test_what_was_taken_down_before_is_in_no_file(exported, world):
    held = files(exported)
    for word in GONE_WORDS:
        assert where_stands(word, held) == [], word
    assert "公布的名单要更正" in held[f"o/shilizhen/items/{world.gone.pk}/index.html"].decode()


def test_an_organ_that_is_not_open_has_no_file(exported):
    assert not [name for name in files(exported) if "jiaoyuju" in name]
    assert where_stands("jiaoyuju", files(exported)) == []


def test_an_export_without_a_change_makes_nothing_and_touches_nothing(folder, today):
    again(folder)
    before = {name: os.stat(folder / name) for name in files(folder)}
    done = again(folder)
    assert (done.made, done.changed, done.removed) == (0, 0, 0)
    after = {name: os.stat(folder / name) for name in files(folder)}
    assert {name: (each.st_ino, each.st_mtime_ns) for name, each in before.items()} == {
        name: (each.st_ino, each.st_mtime_ns) for name, each in after.items()
    }


def test_an_organ_in_which_nothing_changed_is_not_gone_through_and_has_the_same_files(folder, world, today, monkeypatch, tmp_path):
    again(folder)
    edit(world, world.plain, html="<p>改过的正文辰。</p>")
    walked = []
    monkeypatch.setattr(site, "public_addresses", lambda organs, on: walked.extend(organs) or public_addresses(organs, on=on))
    again(folder)
    assert [each.slug for each in walked] == ["shilizhen"]
    monkeypatch.undo()
    monkeypatch.setattr(clock, "now", lambda: web.at(DAY))
    again(tmp_path / "anew")
    assert files(folder) == files(tmp_path / "anew")


def test_an_edit_makes_only_what_may_look_different_and_writes_only_what_does(folder, world, reader):
    old = live(reader)
    edit(world, world.plain, html="<p>改过的正文辰。</p>")
    new = live(reader)
    stale = {name for name, (key, data) in new.items() if name not in old or old[name] != (key, data)}
    assert not {name for name in stale if name in old and old[name][0] == new[name][0]}, "equal keys promise equal bytes"
    stubs = {name for name in files(folder) if not name.endswith(".gz")} - set(old)
    before = files(folder)
    done = again(folder)
    after = files(folder)
    assert done.made <= len(stale) + len(stubs)
    written = {name for name in after if after[name] != before.get(name) and not name.endswith(".gz")}
    assert done.changed == len(written)
    assert {name for name in written if name in new} == {name for name in new if name not in old or old[name][1] != new[name][1]}
    assert f"o/shilizhen/items/{world.plain.pk}/index.html" in written
    assert f"o/shilizhen/items/{world.filed.pk}/index.html" not in stale
    assert all(after[name] == data for name, (_, data) in new.items())


def test_what_is_taken_down_loses_its_text_everywhere(folder, world, today):
    for word in (SHOWN, "农村危房改造补助办法"):
        assert where_stands(word, files(folder)), word
    releasing.take_down(item=items.again(world.filed), reason="附件要更正。", by=world.team.leader, moment=web.at(DAY))
    done = again(folder)
    assert done.removed
    for word in (SHOWN, "农村危房改造补助办法"):
        assert where_stands(word, files(folder)) == [], word
        twin = folder.parent / f".{folder.name}.twin"
        assert where_stands(word, files(twin)) == [], "nor in the twin that waits beside it"
    assert links.broken(str(folder)) == []


def test_a_column_that_closes_takes_its_files_along(folder, world, today):
    columns.mount(organ=world.town, changes={"mount": SiteSettings.Mount.NONE.value})
    again(folder)
    assert not [name for name in files(folder) if "shilizhen" in name]
    assert links.broken(str(folder)) == []


def test_another_program_makes_every_page_anew_and_leaves_what_did_not_change(folder, today, monkeypatch):
    again(folder)
    inodes = {name: os.stat(folder / name).st_ino for name in files(folder)}
    monkeypatch.setattr(site, "_program", lambda: "another")
    done = again(folder)
    assert (done.made, done.changed, done.removed) == (done.files, 0, 0)
    assert {name: os.stat(folder / name).st_ino for name in files(folder)} == inodes


def test_a_file_that_somebody_holds_open_never_changes(folder, world, today, tmp_path):
    again(folder)
    held = tmp_path / "held"
    for number, name in enumerate(files(folder)):
        held.mkdir(exist_ok=True)
        os.link(folder / name, held / str(number))
    before = {each.name: each.read_bytes() for each in held.iterdir()}
    edit(world, world.plain, html="<p>又改了巳。</p>")
    again(folder)
    assert {each.name: each.read_bytes() for each in held.iterdir()} == before
    assert where_stands("又改了巳", files(folder))


def test_the_twin_is_the_same_files_and_no_second_copy(folder, today):
    again(folder)
    twin = folder.parent / f".{folder.name}.twin"
    assert {name: os.stat(twin / name).st_ino for name in files(twin)} == {name: os.stat(folder / name).st_ino for name in files(folder)}


def test_a_folder_with_other_files_is_refused_and_stays_as_it_is(tmp_path, today):
    mine = tmp_path / "mine"
    mine.mkdir()
    (mine / "letters.txt").write_text("mine")
    with pytest.raises(UnusableInput, match="别的文件"):
        again(mine)
    assert [each.name for each in mine.iterdir()] == ["letters.txt"]


@pytest.mark.parametrize("inner", ["", "files", "files/x"])
def test_a_folder_in_which_the_files_of_the_office_lie_is_refused(inner, today, tmp_path):
    with pytest.raises(UnusableInput, match="数据文件夹"):
        export_site(os.path.join(settings.ENVIRONMENT.data, inner))
    with pytest.raises(UnusableInput, match="数据文件夹"):
        export_site(os.path.dirname(settings.ENVIRONMENT.data))


def test_the_second_of_two_exports_at_once_is_told_to_wait(folder, world, today):
    holder = subprocess.Popen([sys.executable, "-c", HOLDER, str(folder)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert holder.stdout.readline() == "held\n"
    before = files(folder)
    with pytest.raises(Busy, match="另一个导出正在写"):
        again(folder)
    assert files(folder) == before
    holder.kill()
    holder.communicate(timeout=20)
    assert again(folder).files, "what was killed holds nothing up"


def test_a_page_that_cannot_be_made_leaves_what_readers_have(folder, world, today, monkeypatch):
    before = files(folder)
    edit(world, world.plain, html="<p>改过的正文午。</p>")

    def failing(path):
        raise UnusableInput("这一页回答 500", "请看日志", f"{path}：")

    monkeypatch.setattr(site, "rendered", failing)
    with pytest.raises(UnusableInput, match="回答 500"):
        again(folder)
    assert files(folder) == before


def test_what_a_helper_cannot_make_is_told_in_words_that_travel(tmp_path, monkeypatch):
    def failing(path):
        raise UnusableInput("这一页回答 500", "请看日志", f"{path}：")

    monkeypatch.setattr(site, "rendered", failing)
    told = site._page_or_trouble(("a.html", "/a/", str(tmp_path / "a")))
    assert told == ("a.html", None, ("这一页回答 500", "请看日志", "/a/："))


@pytest.fixture
def sub_path(monkeypatch):
    """The site mounted under ``/xxgk``, as a process that was started with ``GONGKAI_PATH`` has it."""
    before = get_script_prefix()
    monkeypatch.setattr(settings, "FORCE_SCRIPT_NAME", "/xxgk")
    monkeypatch.setattr(staticfiles_storage, "base_url", "/xxgk/static/")  # kept from the first use on
    set_script_prefix("/xxgk/")
    yield
    set_script_prefix(before)


def test_under_a_sub_path_files_lie_as_before_and_addresses_say_it(folder, today, sub_path):
    names = set(files(folder))
    done = again(folder)
    held = files(folder)
    assert set(held) == names
    assert done.made == done.files, "absolute addresses in data, feeds and sitemaps are others now"
    assert links.broken(str(folder)) == []
    assert b'"/xxgk/o/shilizhen/items/' in held["o/shilizhen/items/list.json"]
    for name, data in held.items():
        if name.endswith((".html", ".json", "titles.js")) and not name.startswith("static/"):
            assert b'"/o/' not in data, name
            assert b'"/static/' not in data, name


@pytest.mark.slow
class TestByItself:
    """The export that follows each publication."""

    @pytest.fixture
    def target(self, tmp_path, monkeypatch):
        folder = tmp_path / "auto" / "site"
        monkeypatch.setattr(settings, "ENVIRONMENT", settings.ENVIRONMENT._replace(export=str(folder)))
        return folder

    def test_no_folder_is_no_export(self, today):
        assert tasks.follow(today, None) is None

    def test_what_is_published_is_there_at_the_next_look(self, world, target, today, monkeypatch):
        last = tasks.follow(today, None)
        assert last == today
        assert (target / "o/shilizhen/index.html").exists()
        monkeypatch.setattr(tasks, "export_site", lambda folder: pytest.fail("nothing changed"))
        assert tasks.follow(today + timedelta(minutes=1), last) == last
        monkeypatch.undo()
        monkeypatch.setattr(settings, "ENVIRONMENT", settings.ENVIRONMENT._replace(export=str(target)))
        later = web.at(DAY, 10)
        monkeypatch.setattr(clock, "now", lambda: later)
        releasing.take_down(item=items.again(world.plain), reason="要更正。", by=world.team.leader, moment=later)
        assert tasks.follow(later, last) == later
        assert where_stands("义务教育招生工作通知", files(target)) == []

    def test_while_somebody_exports_by_hand_it_waits_for_its_next_turn(self, world, target, today, monkeypatch):
        def busy(folder):
            raise Busy("另一个导出正在写这个文件夹", "请等它结束再导出")

        monkeypatch.setattr(tasks, "export_site", busy)
        assert tasks.follow(today, None) is None

    def test_what_cannot_be_exported_is_said_and_tried_again_after_an_hour(self, world, target, today, monkeypatch, caplog):
        target.mkdir(parents=True)
        (target / "letters.txt").write_text("mine")
        assert tasks.follow(today, None) == today
        assert "静态网页没有导出" in caplog.text
        assert self.beat(today).why.startswith("停在：")
        (target / "letters.txt").unlink()
        assert tasks.follow(today + timedelta(minutes=5), today) == today
        assert not (target / HIDDEN).exists()
        assert tasks.follow(today + timedelta(hours=1), today) == today + timedelta(hours=1)
        assert (target / "index.html").exists()
        assert (self.beat(today).why, self.beat(today).last) == ("", today + timedelta(hours=1))

    def beat(self, moment):
        """How it stands among what runs by itself."""
        return next(each for each in heartbeats.beats(moment) if each.job.name == "export")
