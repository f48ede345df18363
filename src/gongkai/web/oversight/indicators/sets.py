"""Sets of indicators as an officer reads and writes them (TOML), and everything that can be wrong with one.

::

    name = "…"
    about = "…"
    grades = [["优秀", 90], ["良好", 80], ["合格", 60]]

    [[branch]]
    name = "主动公开"
    points = 40

    [[branch.indicator]]
    name = "及时公开"
    method = "deduct"              # deduct, ratio, bonus, veto
    points = 10
    per_case = 2
    cap = 8                        # the most that is lost; all points where it is left out
    automatic = "late_publication" # a key of the registry; left out where people judge
    applies = "town"               # town, bureau; both where it is left out
    evidence = "…"

A branch may hold further ``[[branch.branch]]``. ``points`` of a branch must be what its indicators add up to.
"""

from __future__ import annotations

import tomllib
from decimal import Decimal, InvalidOperation
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, NamedTuple

from gongkai.lib.errors import UnusableInput
from gongkai.web.oversight.indicators.registry import INDICATORS
from gongkai.web.oversight.indicators.scoring import BONUS, DEDUCT, NONE, RATIO, VETO, Terms

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

BOTH, TOWN, BUREAU = "both", "town", "bureau"
CLASSES = {TOWN: "乡镇、街道", BUREAU: "部门"}
METHODS = {DEDUCT: "扣分", RATIO: "按比例", BONUS: "加分", VETO: "一票否决"}
WHOLE = Decimal(100)
DEEPEST, MOST_LINES, LONGEST, NAME = 4, 300, 300, 80
_READY = ("town_and_bureau", "county_table", "platform_and_disclosure")


class Leaf(NamedTuple):
    """An indicator; the names are those of the file."""

    name: str
    method: str
    points: Decimal = NONE
    per_case: Decimal = NONE
    cap: Decimal | None = None
    automatic: str = ""
    applies: str = BOTH
    evidence: str = ""

    @property
    def terms(self) -> Terms:
        """How it gives points."""
        return Terms(self.method, self.points, self.per_case, self.cap)

    def is_for(self, kind: str) -> bool:
        """Whether it is for organs of that class."""
        return self.applies in (BOTH, kind)


class Branch(NamedTuple):
    """A part of the tree; ``points`` as it says itself, None where it does not say."""

    name: str
    points: Decimal | None
    branches: tuple[Branch, ...]
    leaves: tuple[Leaf, ...]

    def all_leaves(self) -> Iterator[Leaf]:
        """Its own and those of its branches."""
        yield from self.leaves
        for branch in self.branches:
            yield from branch.all_leaves()

    def sum_for(self, kind: str) -> Decimal:
        """What an organ of that class can have here, bonus and veto left out."""
        return sum((leaf.points for leaf in self.all_leaves() if leaf.method in (DEDUCT, RATIO) and leaf.is_for(kind)), NONE)


class Set(NamedTuple):
    """A whole set; ``grades`` are words with their least sum, the best first."""

    name: str
    about: str
    grades: tuple[tuple[str, Decimal], ...]
    branches: tuple[Branch, ...]

    def all_leaves(self) -> Iterator[Leaf]:
        """Every indicator."""
        for branch in self.branches:
            yield from branch.all_leaves()


@cache
def ready() -> dict[str, Set]:
    """The sets that come with the program, by their keys. Raises :class:`UnusableInput` for one that is wrong: the program is not delivered so."""
    return {key: checked(read(_text(key))) for key in _READY}


def read(text: str) -> Set:
    """A set from its file. Raises :class:`UnusableInput` for what is no such file; whether it adds up, :func:`problems` says."""
    try:
        raw = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise UnusableInput(f"不是指标体系的文件：{error}", "请用本系统导出的文件改") from error
    counter = [0]
    grades = tuple(_grade(each) for each in _list(raw, "grades", "文件"))
    branches = tuple(_branch(each, 1, counter) for each in _list(raw, "branch", "文件"))
    return Set(_word(raw, "name", "文件", NAME), _word(raw, "about", "文件", 2000, needed=False), grades, branches)


def checked(found: Set) -> Set:
    """The set itself. Raises :class:`UnusableInput` with everything that is wrong."""
    wrong = problems(found)
    if wrong:
        raise UnusableInput("；".join(wrong), "请改好以后再用")
    return found


def problems(found: Set) -> list[str]:
    """Everything for which a set cannot be used, each a sentence without a stop."""
    leaves = list(found.all_leaves())
    wrong = [] if leaves else ["还没有指标"]
    wrong += [
        f"{words}的分值加起来是 {plain(total)} 分，应当是 100 分"
        for kind, words in CLASSES.items()
        if (total := _sum(found, kind)) != WHOLE
    ]
    wrong += [each for branch in found.branches for each in _branch_problems(branch)]
    wrong += [f"“{leaf.name}”{each}" for leaf in leaves for each in leaf_problems(leaf)]
    least = [points for _, points in found.grades]
    if not found.grades:
        wrong.append("没有写等次和分数线")
    if least != sorted(least, reverse=True) or len(set(least)) != len(least):
        wrong.append("等次应当从高分数线写到低分数线")
    return wrong


def leaf_problems(leaf: Leaf) -> list[str]:
    """What is wrong with one indicator."""
    wrong = []
    known = INDICATORS.get(leaf.automatic)
    if leaf.method not in METHODS:
        return ["的计分办法不对"]
    if leaf.applies not in (BOTH, *CLASSES):
        wrong.append("的适用对象不对")
    if leaf.automatic and known is None:
        wrong.append(f"用了没有的自动指标“{leaf.automatic}”")
    elif known is not None and leaf.method not in known.methods:
        wrong.append(f"的自动指标“{known.title}”不能{METHODS[leaf.method]}，可以{'、'.join(METHODS[each] for each in known.methods)}")
    if leaf.method == VETO and (leaf.points or leaf.per_case or leaf.cap is not None):
        wrong.append("是一票否决，不写分值")
    if leaf.method != VETO and leaf.points <= 0:
        wrong.append("的分值应当大于 0")
    if leaf.automatic and leaf.method in (DEDUCT, BONUS) and leaf.per_case <= 0:
        wrong.append("由系统计分，应当写每件几分")
    if min(leaf.per_case, leaf.cap or NONE) < 0 or (leaf.cap is not None and leaf.method != DEDUCT):
        wrong.append("的每件、最多扣几分写得不对")
    if leaf.cap is not None and leaf.cap > leaf.points:
        wrong.append(f"最多扣 {plain(leaf.cap)} 分，超过了分值 {plain(leaf.points)} 分")
    return wrong


def written(found: Set) -> str:
    """The file of a set: what :func:`read` reads again as the same."""
    lines = [f"name = {_quoted(found.name)}", f"about = {_quoted(found.about)}"]
    lines.append(f"grades = [{', '.join(f'[{_quoted(word)}, {plain(least)}]' for word, least in found.grades)}]")
    for branch in found.branches:
        lines += _branch_lines(branch, "branch")
    return "\n".join(lines) + "\n"


def plain(value: Decimal) -> str:
    """A number as people write it.

    >>> plain(Decimal("5.00")), plain(Decimal("2.50")), plain(Decimal("100"))
    ('5', '2.5', '100')
    """
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


# --- reading --------------------------------------------------------------------------------------------------


def _text(key: str) -> str:
    return files("gongkai.web.oversight.indicators").joinpath("data", f"{key}.toml").read_text("utf-8")


def _branch(raw: Any, depth: int, counter: list[int]) -> Branch:
    if depth > DEEPEST:
        raise UnusableInput(f"分支超过 {DEEPEST} 层", "请减少层次")
    name = _word(raw, "name", "有一个分支", NAME)
    points = _number(raw, "points", name) if "points" in raw else None
    leaves = tuple(_leaf(each, counter) for each in _list(raw, "indicator", name))
    return Branch(name, points, tuple(_branch(each, depth + 1, counter) for each in _list(raw, "branch", name)), leaves)


def _leaf(raw: Any, counter: list[int]) -> Leaf:
    counter[0] += 1
    if counter[0] > MOST_LINES:
        raise UnusableInput(f"指标超过 {MOST_LINES} 个", "请减少指标")
    name = _word(raw, "name", "有一个指标", NAME)
    return Leaf(
        name, _word(raw, "method", name, 8), _number(raw, "points", name), _number(raw, "per_case", name), _number(raw, "cap", name) if "cap" in raw else None,
        _word(raw, "automatic", name, 40, needed=False), _word(raw, "applies", name, 8, needed=False) or BOTH, _word(raw, "evidence", name, LONGEST, needed=False),
    )  # fmt: skip


def _grade(raw: Any) -> tuple[str, Decimal]:
    if not isinstance(raw, list) or len(raw) != 2 or not isinstance(raw[0], str):
        raise UnusableInput("等次写得不对", '请写成 [["优秀", 90], ["合格", 60]] 这样')
    return raw[0], _decimal(raw[1], "等次的分数线")


def _list(raw: Any, name: str, where: str) -> list[Any]:
    found = raw.get(name, []) if isinstance(raw, dict) else None
    if not isinstance(found, list):
        raise UnusableInput(f"{where}的 {name} 写得不对", "请照导出的文件写")
    return found


def _word(raw: Any, name: str, where: str, longest: int, *, needed: bool = True) -> str:
    found = raw.get(name, "") if isinstance(raw, dict) else None
    if not isinstance(found, str) or (needed and not found.strip()):
        raise UnusableInput(f"{where}没有写 {name}", "请补上")
    if len(found) > longest:
        raise UnusableInput(f"{where}的 {name} 超过 {longest} 字", "请删减")
    return found.strip()


def _number(raw: Mapping[str, Any], name: str, where: str) -> Decimal:
    return _decimal(raw.get(name, 0), f"“{where}”的 {name}")


def _decimal(value: Any, where: str) -> Decimal:
    try:
        found = Decimal(str(value)) if isinstance(value, int | float) and not isinstance(value, bool) else None
    except InvalidOperation:
        found = None
    if found is None or not found.is_finite() or not NONE <= found <= 1000 or found != found.quantize(Decimal("0.01")):
        raise UnusableInput(f"{where}写的是“{value}”", "请写 0 到 1000、至多两位小数的数")
    return found


# --- checking -------------------------------------------------------------------------------------------------


def _sum(found: Set, kind: str) -> Decimal:
    return sum((branch.sum_for(kind) for branch in found.branches), NONE)


def _branch_problems(branch: Branch) -> Iterator[str]:
    if branch.points is not None:
        for kind, words in CLASSES.items():
            total = branch.sum_for(kind)
            if total != branch.points:
                yield f"“{branch.name}”写的是 {plain(branch.points)} 分，{words}的指标加起来是 {plain(total)} 分"
    for each in branch.branches:
        yield from _branch_problems(each)


# --- writing --------------------------------------------------------------------------------------------------


def _branch_lines(branch: Branch, path: str) -> list[str]:
    lines = ["", f"[[{path}]]", f"name = {_quoted(branch.name)}"]
    if branch.points is not None:
        lines.append(f"points = {plain(branch.points)}")
    for leaf in branch.leaves:
        lines += ["", f"[[{path}.indicator]]", *_leaf_lines(leaf)]
    for each in branch.branches:
        lines += _branch_lines(each, f"{path}.branch")
    return lines


def _leaf_lines(leaf: Leaf) -> Sequence[str]:
    lines = [f"name = {_quoted(leaf.name)}", f"method = {_quoted(leaf.method)}"]
    if leaf.method != VETO:
        lines.append(f"points = {plain(leaf.points)}")
    if leaf.per_case:
        lines.append(f"per_case = {plain(leaf.per_case)}")
    if leaf.cap is not None:
        lines.append(f"cap = {plain(leaf.cap)}")
    if leaf.automatic:
        lines.append(f"automatic = {_quoted(leaf.automatic)}")
    if leaf.applies != BOTH:
        lines.append(f"applies = {_quoted(leaf.applies)}")
    if leaf.evidence:
        lines.append(f"evidence = {_quoted(leaf.evidence)}")
    return lines


def _quoted(text: str) -> str:
    escaped = "".join(
        f"\\u{ord(sign):04x}" if ord(sign) < 32 or sign == "\x7f" else {"\\": "\\\\", '"': '\\"'}.get(sign, sign) for sign in text
    )
    return f'"{escaped}"'
