"""The sentences of the first part, drafted from facts: 主动公开、依申请公开、政府信息管理、平台建设、监督保障.

Numbers are fields. What is known to be none and must be told is said in plain words; what need not be told and is none, or
is not recorded, is left out; what must be told and is unknown stands as an open field. Each sentence has a name of its own
(``slot``), so that it can be drafted again when the record changes (:mod:`gongkai.report.narrative.following`).

The wording keeps to what the rules can read: no 「其中」 before channels, for one item may stand on several.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from gongkai.report.organ import GOVERNMENT, TOWN

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from gongkai.report.narrative.facts import Facts

_OUTLETS = (
    ("政府网站", "网站公开数"), ("政府公报", "公报公开数"), ("政务微信公众号", "微信公开数"), ("政务微博", "微博公开数"),
    ("其他政务新媒体", "其他新媒体公开数"), ("新闻发布会", "新闻发布会公开数"), ("报刊、广播、电视", "报刊广播电视公开数"),
    ("信息公告栏、电子信息屏", "公告栏公开数"), ("档案馆、图书馆和政务服务场所", "查阅场所公开数"),
)  # fmt: skip
_EXPLANATIONS = (
    ("文字解读", "文字解读数"), ("图解图表", "图解数"), ("音视频", "音视频解读数"), ("问答", "问答解读数"),
    ("新闻发布会", "发布会解读数"), ("负责人解读", "负责人解读数"),
)  # fmt: skip
_OUTCOMES = (
    ("予以公开", "予以公开数"), ("部分公开", "部分公开数"), ("不予公开", "不予公开数"), ("无法提供", "无法提供数"),
    ("不予处理", "不予处理数"), ("其他处理", "其他处理数"),
)  # fmt: skip
_RESULTS = ("结果维持", "结果纠正", "其他结果", "尚未审结")
_REVIEW = tuple(zip(_RESULTS, ("复议维持数", "复议纠正数", "复议其他结果数", "复议未审结数"), strict=True))
_LITIGATION = tuple(zip(_RESULTS, ("诉讼维持数", "诉讼纠正数", "诉讼其他结果数", "诉讼未审结数"), strict=True))
_DOCUMENTS = ("规范性文件制发数", "规范性文件废止数", "规范性文件有效数")
_RULES = ("规章制发数", "规章废止数", "规章有效数")
_PLACES = (
    ("运行政务新媒体账号", "新媒体账号数"), ("设政务公开专区", "政务公开专区数"), ("设公共查阅点", "查阅点数"),
    ("设信息公告栏", "公告栏数"), ("编印政府公报", "公报期数"),
)  # fmt: skip


class Sentence(NamedTuple):
    """A sentence of the template with its full stop, and the name of what it tells."""

    slot: str
    text: str


def _count(words: str, name: str, facts: Facts) -> str:
    """「上年结转{上年结转申请数}件」."""
    return f"{words}{{{name}}}{facts[name].unit}"


def _told(pairs: tuple[tuple[str, str], ...], facts: Facts) -> list[str]:
    """Those of the counts that are not known to be none."""
    return [_count(words, name, facts) for words, name in pairs if not facts.zero(name)]


def _known(pairs: tuple[tuple[str, str], ...], facts: Facts) -> list[str]:
    """Those of the counts that are known to be more than none."""
    return [_count(words, name, facts) for words, name in pairs if facts.some(name)]


# --- （一）主动公开 -----------------------------------------------------------------------------------


def published(facts: Facts, _kind: str) -> Iterator[Sentence]:
    """What was made public, where; interpretations; what was sent up, which is not counted with it (条例 Art. 50(1))."""
    yield Sentence("主动公开", "{年份}年，主动公开政府信息{主动公开总数}条。")
    if not facts.zero("主动公开总数"):
        yield from _by_outlet(facts)
    if facts.some("未上网站数"):
        yield Sentence("未上网站", "有{未上网站数}条没有在政府网站公开，只通过其他渠道公开。")
    yield from _explained(facts)
    if facts.some("回应关切数"):
        yield Sentence("回应关切", "回应社会关切{回应关切数}件。")
    if facts.some("报送数"):
        taken = "，被采用{报送采用数}条" if facts.known("报送采用数") else ""
        yield Sentence("报送", f"另向上级报送信息{{报送数}}条{taken}，报送不计入公开。")


def _by_outlet(facts: Facts) -> Iterator[Sentence]:
    if not facts.known("网站公开数"):
        yield Sentence("渠道", "通过政府网站公开{网站公开数}条。")
        return
    used = [(words, name) for words, name in _OUTLETS if facts.some(name)]
    told = _known(_OUTLETS, facts)
    if len(used) == 1:
        yield Sentence("渠道", f"通过{_count(f'{used[0][0]}公开', used[0][1], facts)}。")
    elif used:
        yield Sentence("渠道", f"按渠道统计，{'，'.join(told)}；同一信息在几个渠道公开的，各渠道分别计数。")


def _explained(facts: Facts) -> Iterator[Sentence]:
    if facts.zero("解读总数"):
        yield Sentence("解读", "本年度未发布政策解读。")
        return
    forms = _known(_EXPLANATIONS, facts)
    by_form = f"，按形式统计，{'、'.join(forms)}" if len(forms) > 1 else ""
    leader = "，由主要负责人解读{主要负责人解读数}篇" if facts.some("主要负责人解读数") else ""
    yield Sentence("解读", f"发布政策解读{{解读总数}}篇{by_form}{leader}。")
    if facts.known("解读率"):
        yield Sentence("解读率", "应当解读的文件{应解读文件数}件，已解读{已解读文件数}件，解读率{解读率}%。")


# --- （二）依申请公开 ---------------------------------------------------------------------------------


def applied(facts: Facts, _kind: str) -> Iterator[Sentence]:
    """What was received, how it ended, what goes on, and the cases that came of it (条例 Art. 50(2), (3))."""
    yield Sentence("收到申请", _received(facts))
    if not (facts.zero("新收申请数") and facts.zero("上年结转申请数")):
        yield from _handled(facts)
    yield Sentence("复议诉讼", _cases(facts))


def _received(facts: Facts) -> str:
    if facts.zero("新收申请数"):
        if facts.zero("上年结转申请数"):
            return "本年度未收到政府信息公开申请，没有上年结转的申请。"
        return "本年度未收到新的政府信息公开申请，上年结转{上年结转申请数}件。"
    carried = "没有上年结转" if facts.zero("上年结转申请数") else "上年结转{上年结转申请数}件"
    applicants = _known((("自然人", "自然人申请数"), ("法人或其他组织", "法人或其他组织申请数")), facts)
    bracket = f"（{'，'.join(applicants)}）" if applicants and facts.known("法人或其他组织申请数") else ""
    return f"本年度新收政府信息公开申请{{新收申请数}}件{bracket}，{carried}。"


def _handled(facts: Facts) -> Iterator[Sentence]:
    outcomes = [] if facts.zero("办结申请数") else _told(_OUTCOMES, facts)
    listed = f"：{'、'.join(outcomes)}" if outcomes else ""
    yield Sentence("办结", f"全年办结申请{{办结申请数}}件{listed}。")
    if facts.zero("逾期答复数") and facts.some("办结申请数"):
        yield Sentence("逾期", "办理均未超过法定期限。")
    elif not facts.zero("逾期答复数"):
        yield Sentence("逾期", "逾期答复{逾期答复数}件。")
    if facts.zero("结转下年申请数"):
        yield Sentence("结转", "没有结转下年度的申请。")
    else:
        yield Sentence("结转", "结转下年度继续办理{结转下年申请数}件。")


def _cases(facts: Facts) -> str:
    review, litigation = facts.zero("行政复议总数"), facts.zero("行政诉讼总数")
    if review and litigation:
        return "未发生因政府信息公开引起的行政复议、行政诉讼。"
    reviews = "未被申请行政复议" if review else _count("被申请行政复议", "行政复议总数", facts) + _by_result(_REVIEW, facts)
    lawsuits = "未被提起行政诉讼" if litigation else _count("被提起行政诉讼", "行政诉讼总数", facts) + _by_result(_LITIGATION, facts)
    return f"因政府信息公开{reviews}，{lawsuits}。"


def _by_result(pairs: tuple[tuple[str, str], ...], facts: Facts) -> str:
    results = _known(pairs, facts)
    return f"（{'、'.join(results)}）" if results else ""


# --- （三）政府信息管理 -------------------------------------------------------------------------------


def managed(facts: Facts, _kind: str) -> Iterator[Sentence]:
    """Documents issued, repealed, in force; what was examined before it became public; 更正 (条例 Art. 17, 18, 20(1), 41)."""
    if all(facts.zero(name) for name in _DOCUMENTS):
        yield Sentence("规范性文件", "本年度未制发行政规范性文件，也没有现行有效的行政规范性文件。")
    else:
        yield Sentence(
            "规范性文件", "本年度制发行政规范性文件{规范性文件制发数}件，废止{规范性文件废止数}件，现行有效{规范性文件有效数}件。"
        )
    if any(facts.some(name) for name in _RULES):
        yield Sentence("规章", "制发规章{规章制发数}件，废止{规章废止数}件，现行有效{规章有效数}件。")
    if facts.some("审查信息数"):
        returned = "，退回修改{退回修改数}条" if facts.some("退回修改数") else ""
        yield Sentence("审查", f"信息公开前先经审查，全年审查信息{{审查信息数}}条{returned}。")
    if facts.some("评估信息数"):
        yield Sentence("评估", "对不予公开的信息定期评估审查，本年度评估{评估信息数}条。")
    if facts.some("更正请求数"):
        yield Sentence("更正", "收到更正本人信息的请求{更正请求数}件。")


# --- （四）政府信息公开平台建设 ------------------------------------------------------------------------


def platforms(facts: Facts, _kind: str) -> Iterator[Sentence]:
    """Columns on the website, accounts, places where information can be read (条例 Art. 23 to 25)."""
    places = _known(_PLACES, facts)
    if facts.some("公开栏目数") or (not places and not facts.zero("公开栏目数")):
        updated = "，年内有更新的{更新栏目数}个" if facts.known("更新栏目数") else ""
        yield Sentence("栏目", f"在政府网站设政府信息公开栏目{{公开栏目数}}个{updated}。")
    elif not places:
        yield Sentence("栏目", "本机关没有单独设置公开平台。")
    if places:
        yield Sentence("平台", "，".join(places) + "。")


# --- （五）监督保障 ----------------------------------------------------------------------------------


def supervised(facts: Facts, kind: str) -> Iterator[Sentence]:
    """Meetings, training, open days; for governments always assessment, social review, accountability (条例 Art. 46, 48, 50(4))."""
    for slot, words, times, people in (
        ("会议", "召开政务公开工作会议", "会议次数", ""),
        ("培训", "组织业务培训", "培训次数", "培训人次"),
        ("开放日", "举办政府开放日", "开放日次数", "开放日人次"),
    ):
        if facts.some(times):
            present = f"，{_count('', people, facts)}参加" if people and facts.some(people) else ""
            yield Sentence(slot, f"{_count(words, times, facts)}{present}。")
    owed = kind in (TOWN, GOVERNMENT)
    for slot, sentence, name in (
        ("考核", _assessed, "考核次数"),
        ("评议", _reviewed, "社会评议次数"),
        ("追究", _accountable, "责任追究人数"),
    ):
        if owed or facts.some(name) or (slot == "追究" and facts.zero(name)):
            yield Sentence(slot, sentence(facts))
    if not owed and not any(facts.some(name) for name in ("会议次数", "培训次数", "开放日次数")) and not facts.zero("责任追究人数"):
        yield Sentence("培训", "组织业务培训{培训次数}次。")


def _assessed(facts: Facts) -> str:
    if facts.zero("考核次数"):
        return "本年度没有收到政务公开工作考核的结果。"
    return "政务公开工作考核结果为{考核结果}。"


def _reviewed(facts: Facts) -> str:
    if facts.zero("社会评议次数"):
        return "本年度未开展社会评议。"
    people = "，{社会评议人次}人次参加" if facts.some("社会评议人次") else ""
    return f"开展社会评议{{社会评议次数}}次{people}，评议结果为{{社会评议结果}}。"


def _accountable(facts: Facts) -> str:
    if facts.zero("责任追究人数"):
        return "未发生因政府信息公开工作被追究责任的情形。"
    return "因政府信息公开工作被追究责任{责任追究人数}人。"


# The five aspects in the order of the format (国办公开办函〔2021〕30号, first part).
ASPECTS: tuple[tuple[str, Callable[[Facts, str], Iterator[Sentence]]], ...] = (
    ("（一）主动公开。", published),
    ("（二）依申请公开。", applied),
    ("（三）政府信息管理。", managed),
    ("（四）政府信息公开平台建设。", platforms),
    ("（五）监督保障。", supervised),
)
