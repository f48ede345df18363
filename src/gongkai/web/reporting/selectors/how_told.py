"""How each number of the narrative counts, in words for who opens it: what ``telling`` does, and the clause for it."""

from __future__ import annotations

from gongkai.ledger.acts.activities import NARRATIVE
from gongkai.report.tally import year_form
from gongkai.web.reporting.selectors import telling_work
from gongkai.web.reporting.selectors.counting import Counting

_POLICY = "要解读的是这一年里公开、到年底没有撤下的规章和行政规范性文件；到年底有了解读的，算已解读。"
_EXPLANATIONS = "这一年里公开的解读。一篇解读几件政策的只计一次，形式按最先登记的一种。"
_FEES = "这一年里收到信息处理费的申请，按缴费之日计，不论哪一年收到申请。"
_HOW: dict[str, tuple[str, tuple[str, ...]]] = {
    "published": ("这一年里第一次公开的信息。一条只计一次，不论在几个渠道公开；报送上级的不计。", ("条例:50(1)",)),
    "outlets": ("这一年里第一次在这个渠道公开的信息。同一条信息在几个渠道公开的，各渠道分别计数。", ("条例:50(1)", "条例:23")),
    "new_media": ("这一年里第一次在政务微信、政务微博或者其他政务新媒体公开的信息，在几个账号公开的只计一次。", ("条例:50(1)", "条例:23")),
    "elsewhere": ("这一年里第一次公开、到年底没有在政府网站公开过的信息。", ("条例:50(1)", "条例:23")),
    "sent_up": ("这一年里向上级报送的信息，一条只计一次。报送不是公开。", ("条例:50(1)",)),
    "taken_up": ("这一年里报送、被采用的信息，一条只计一次。", ("条例:50(1)",)),
    "explained": (_EXPLANATIONS, ("公开要点2016",)),
    "explained_forms": (_EXPLANATIONS, ("公开要点2016",)),
    "explained_by_leader": (f"{_EXPLANATIONS}由主要负责人解读的，各种形式都算。", ("公开要点2016",)),
    "to_explain": (_POLICY, ("公开要点2016",)),
    "documents_explained": (_POLICY, ("公开要点2016",)),
    "explained_share": (f"{_POLICY}解读率是已解读的占要解读的百分之几。", ("公开要点2016",)),
    "late": ("这一年里办结、答复之日晚于法定期限的申请；延期的按延长以后的期限。", ("条例:33", "条例:50(2)")),
    "fee_cases": (_FEES, ("条例:42",)),
    "fee_amount": (f"{_FEES}下面每件的金额加起来就是这个数。", ("条例:42",)),
    "reviewed": ("这一年里审查过的信息，一条只计一次，不论审了几次。", ("条例:17",)),
    "returned": ("这一年里在审查时退回过的信息，一条只计一次。", ("条例:17",)),
    "reassessed": ("这一年里定期评估过公开属性的信息，一条只计一次。", ("条例:18",)),
    "rectifications": ("这一年里收到的要求更正本人信息的请求。", ("条例:41",)),
    "problems_last_year": ("上一年和更早的报告写过、这一年还要交代的问题。", ("条例:50(4)",)),
    "problems_solved": ("上年报告所列的问题里，措施已经完成的。", ("条例:50(4)",)),
    "problems_found": ("这一年的报告新列的问题。", ("条例:50(4)",)),
}  # fmt: skip


def how_told(year: int, key: str) -> Counting:
    """What stands behind a field, by its key in the catalogue of the narrative. KeyError for one that counts nothing."""
    head = key.partition(".")[0]
    form = year_form(year).cite
    if key.startswith("table"):
        return Counting(("是下面各格的数加起来；每一格是哪些，再往下看。",), (form,))
    if head in NARRATIVE:
        return Counting(("没有记录可数，由机构申报，写明来源。",), (form,))
    if telling_work.tells(head):
        people = "把每次的人数加起来。" if telling_work.counts_people(head) else ""
        return Counting(
            (f"从“会议、培训、考核”里逐次的登记数出来，登记在这一年账上的都算。{people}没有登记的，只有申报过没有才是 0。",), (form,)
        )
    words, cites = _HOW[head]
    return Counting((words,), (*cites, form))
