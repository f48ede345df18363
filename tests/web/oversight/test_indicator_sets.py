"""Sets of indicators: the ready-made ones are right, a file is read again as it was written, and everything that is wrong is said."""

from __future__ import annotations

from decimal import Decimal

import pytest

from gongkai.lib.errors import UnusableInput
from gongkai.web.accounts.services.refusals import Refusal
from gongkai.web.oversight.indicators import kept, sets
from gongkai.web.oversight.indicators.registry import INDICATORS
from gongkai.web.oversight.services import indicator_sets
from support import web
from web.oversight.assessing import TEXT, TODAY, small


@pytest.mark.parametrize("key", sets.ready())
def test_a_ready_made_set_adds_up_for_towns_and_bureaus(key):
    found = sets.ready()[key]
    assert sets.problems(found) == []
    assert {leaf.method for leaf in found.all_leaves()} >= {"deduct", "ratio"}


def test_the_ready_made_sets_use_all_automatic_indicators_between_them():
    used = {leaf.automatic for found in sets.ready().values() for leaf in found.all_leaves()} - {""}
    assert used == set(INDICATORS)


@pytest.mark.parametrize("found", [*sets.ready().values(), small()], ids=lambda found: found.name)
def test_a_set_that_is_written_is_read_again_as_the_same(found):
    assert sets.read(sets.written(found)) == found


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("points = 60\n", "points = 50\n", "“公开”写的是 50 分，乡镇、街道的指标加起来是 60 分"),
        ("points = 20\n", "points = 19\n", "部门的分值加起来是 99 分，应当是 100 分"),
        ('"late_publication"', '"late"', "“及时公开”用了没有的自动指标“late”"),
        ("cap = 30", "cap = 41", "“及时公开”最多扣 41 分，超过了分值 40 分"),
        ("per_case = 15", "per_case = 0", "“及时公开”由系统计分，应当写每件几分"),
        ('"ratio"', '"bonus"', "“解读”的自动指标“政策文件没有解读”不能加分"),
        ('method = "veto"', 'method = "veto"\npoints = 3', "“泄密”是一票否决，不写分值"),
        ('["优秀", 90], ["良好", 70]', '["良好", 70], ["优秀", 90]', "等次应当从高分数线写到低分数线"),
    ],
)
def test_what_is_wrong_with_a_set_is_said(old, new, said):
    assert old in TEXT
    assert said in "；".join(sets.problems(sets.read(TEXT.replace(old, new, 1))))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("name = ", "不是指标体系的文件"),
        ("name = 3", "没有写 name"),
        (TEXT.replace("points = 60", 'points = "六十"'), "points写的是“六十”"),
        (TEXT.replace("points = 60", "points = 6.005"), "至多两位小数"),
        (TEXT.replace("points = 60", "points = nan"), "请写 0 到 1000"),
        (TEXT.replace('["优秀", 90]', '"优秀"'), "等次写得不对"),
        ("name = '套'\ngrades = []\n" + "[[branch]]\nname='枝'\n" + "\n".join(f"[[{'.'.join(['branch'] * n)}]]\nname='枝'" for n in range(2, 7)), "分支超过 4 层"),
        ("branch = 3\nname = '套'", "branch 写得不对"),
    ],
)  # fmt: skip
def test_a_file_that_is_no_set_is_refused_in_a_sentence(text, said):
    with pytest.raises(UnusableInput) as caught:
        sets.read(text)
    assert said in caught.value.sentence().replace("的 points", "points")


def test_a_set_that_is_kept_is_the_same_as_its_file(district, supervisor):
    for found in sets.ready().values():
        made = indicator_sets.bring_in(owner=district, found=found, by=supervisor, moment=web.at(TODAY))
        again = kept.set_of(made)
        assert sets.problems(again) == []
        assert list(again.all_leaves()) == list(found.all_leaves())
        assert again.grades == found.grades


def test_a_set_is_written_line_by_line(district, supervisor):
    who = {"by": supervisor, "moment": web.at(TODAY)}
    made = indicator_sets.bring_in(owner=district, found=small()._replace(branches=()), **who)
    indicator_sets.save_branch(kept=made, parent=None, node=None, name="公开", **who)
    branch = made.nodes.get(name="公开")
    leaf = sets.Leaf("及时", "deduct", Decimal(100), Decimal(5), automatic="late_publication")
    indicator_sets.save_leaf(kept=made, parent=branch.pk, node=None, leaf=leaf, **who)
    assert sets.problems(kept.set_of(made)) == []
    with pytest.raises(Refusal, match="放在一个分支下面"):
        indicator_sets.save_leaf(kept=made, parent=None, node=None, leaf=leaf, **who)
    with pytest.raises(Refusal, match="分值应当大于 0"):
        indicator_sets.save_leaf(kept=made, parent=branch.pk, node=None, leaf=leaf._replace(points=Decimal(0)), **who)
    indicator_sets.remove(kept=made, node=branch.pk, **who)
    assert sets.problems(kept.set_of(made))[0] == "还没有指标"
