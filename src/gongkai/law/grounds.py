"""The keystone: the 23 kinds of decision on an application, each tied to all that follows from it.

One choice of a kind yields the clause, the letter and the facts that it must state, the row of table
three in both forms, and the remedy clause. To change what a kind means, change its entry here; the
rows and how several items make one row are in ``law.tally``.
"""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from gongkai.law.facts import BASIC_FACTS
from gongkai.law.instruments import INSTRUMENTS

GRANTED, PARTIAL, DENIED, UNAVAILABLE, NOT_PROCESSED, CLOSED = "granted", "partial", "denied", "unavailable", "not_processed", "closed"
FAMILIES = {
    GRANTED: "予以公开", PARTIAL: "部分公开", DENIED: "不予公开",
    UNAVAILABLE: "无法提供", NOT_PROCESSED: "不予处理", CLOSED: "其他处理",
}  # fmt: skip
# Keys of the clauses in law/data/remedies.toml.
EITHER, REVIEW_FIRST, PARTLY_REVIEW_FIRST, UNSETTLED, NO_CLAUSE = "either", "review_first", "partly_review_first", "unsettled", "none"

REMEDIES = {
    EITHER: "申请复议或者直接起诉",
    REVIEW_FIRST: "先申请复议",
    PARTLY_REVIEW_FIRST: "不予公开的部分先申请复议，其余申请复议或者直接起诉",
    UNSETTLED: "申请复议或者直接起诉，由法制人员确定",
}


class UnknownKind(LookupError):
    """A code that the table does not have; the message lists where to look."""


class DecisionKind(NamedTuple):
    """One kind of decision.

    ``articles`` are citation keys, the finding first; ``row_2019`` and ``row_2021`` rows of table three;
    ``notice`` the code of the letter; ``facts`` what the letter must state beyond ``BASIC_FACTS``,
    ``optional`` what it states when known; ``remedy`` the key of the clause; ``rests_on`` the instrument
    without which the kind does not exist; ``setting`` that the remedy is for legal staff to settle.
    """

    code: str
    key: str
    label: str
    family: str
    articles: tuple[str, ...]
    conditions: str
    row_2019: str
    row_2021: str
    facts: tuple[str, ...]
    remedy: str
    notice: str
    optional: tuple[str, ...] = ()
    rests_on: str = "条例"
    setting: bool = False

    @property
    def since(self) -> date:
        """The first day on which a decision of this kind can be made."""
        return date.fromisoformat(INSTRUMENTS[self.rests_on].since)

    @property
    def until(self) -> date | None:
        """The first day on which it no longer can; None while its instrument is in force."""
        until = INSTRUMENTS[self.rests_on].until
        return date.fromisoformat(until) if until else None

    @property
    def all_facts(self) -> tuple[str, ...]:
        """Everything the letter must state: the basic facts, then its own."""
        return BASIC_FACTS + self.facts

    def row(self, form: str) -> str:
        """The row of table three in the form ``"2019"`` or ``"2021"``."""
        return {"2019": self.row_2019, "2021": self.row_2021}[form]


def _kind(
    code: str, key: str, label: str, row: str, articles: str, conditions: str, facts: str, remedy: str, *,
    notice: str = "", optional: str = "", rests_on: str = "条例", setting: bool = False,
) -> DecisionKind:  # fmt: skip
    """An entry. A row ``other.…`` is ``other`` in the form of 2019, which does not divide it."""
    head = row.partition(".")[0]
    return DecisionKind(
        code, key, label, CLOSED if head == "other" else head, tuple(articles.split()), conditions,
        "other" if head == "other" else row, row, tuple(facts.split()), remedy, notice or code, tuple(optional.split()), rests_on, setting,
    )  # fmt: skip


KINDS: tuple[DecisionKind, ...] = (
    _kind(
        "D01", "already_public", "予以公开（已主动公开）", "granted", "条例:36(1)",
        "所申请的信息已经主动公开。", "way_and_place", EITHER,
    ),
    _kind(
        "D02", "provided", "予以公开（提供信息）", "granted", "条例:36(2)",
        "所申请的信息可以公开，由本机关提供，或者告知怎样、何时、在哪里取得。", "provided_items provided_form", EITHER,
    ),
    _kind(
        "D03", "partial", "部分公开（区分处理）", "partial", "条例:37 条例:36(2) 条例:36(3)",
        "信息中含有不应当公开或者不属于政府信息的内容，能够区分处理。",
        "provided_items provided_form withheld_parts", PARTLY_REVIEW_FIRST,
    ),
    _kind(
        "D04", "state_secret", "不予公开（国家秘密）", "denied.state_secret", "条例:14 条例:36(3)",
        "信息已依法确定为国家秘密，并且没有解密。", "secrecy_basis", REVIEW_FIRST,
    ),
    _kind(
        "D05", "law_forbids", "不予公开（法律、行政法规禁止）", "denied.law_forbids", "条例:14 条例:36(3)",
        "有法律或者行政法规的具体条款禁止公开；地方性法规和规章不算。", "law_article", REVIEW_FIRST,
    ),
    _kind(
        "D06", "security_stability", "不予公开（三安全一稳定）", "denied.security_stability", "条例:14 条例:36(3)",
        "公开后可能危及国家安全、公共安全、经济安全或者社会稳定。", "endangered_interest danger", REVIEW_FIRST,
    ),
    _kind(
        "D07", "third_party", "不予公开（第三方合法权益）", "denied.third_party", "条例:15 条例:32 条例:36(3)",
        "公开会损害第三方合法权益，第三方有合理理由不同意，不公开也不会对公共利益造成重大影响。",
        "third_party_interest consultation public_interest", REVIEW_FIRST,
    ),
    _kind(
        "D08", "internal_affairs", "不予公开（内部事务）", "denied.internal_affairs", "条例:16.1 条例:36(3)",
        "信息属于人事管理、后勤管理或者内部工作流程。", "internal_kind", REVIEW_FIRST,
    ),
    _kind(
        "D09", "process_information", "不予公开（过程性信息）", "denied.process_information", "条例:16.2 条例:36(3)",
        "信息是履职中形成的讨论记录、过程稿、磋商信函或者请示报告，没有法律、法规、规章规定应当公开。",
        "process_kind no_publication_duty", REVIEW_FIRST,
    ),
    _kind(
        "D10", "enforcement_file", "不予公开（行政执法案卷）", "denied.enforcement_file", "条例:16.2 条例:36(3)",
        "信息在行政执法案卷之中，没有法律、法规、规章规定应当公开。", "enforcement_case no_publication_duty", REVIEW_FIRST,
    ),
    # The table counts it under 不予公开, the review law names refusals only: both ways are offered until legal staff settle it.
    _kind(
        "D11", "administrative_query", "行政查询事项", "denied.administrative_query", "条例:36(7)",
        "信息属于工商、不动产登记资料等，有关法律、行政法规对获取办法有特别规定。", "special_law query_channel", UNSETTLED, setting=True,
    ),
    _kind(
        "D12", "not_existing", "无法提供（信息不存在）", "unavailable.not_held", "条例:36(4)",
        "经检索，没有所申请的信息。", "search_record", EITHER,
    ),
    _kind(
        "D13", "not_ours", "无法提供（不属于本机关负责公开）", "unavailable.not_held", "条例:10 条例:36(5)",
        "所申请的信息由别的行政机关负责公开。", "not_ours_reason", EITHER, optional="right_organ",
    ),
    _kind(
        "D14", "needs_creation", "无法提供（需要另行制作）", "unavailable.needs_creation", "条例:38",
        "没有现成的信息，需要对现有信息加工、分析。", "creation_needed", EITHER,
    ),
    _kind(
        "D15", "still_unclear", "无法提供（补正后仍不明确）", "unavailable.still_unclear", "条例:30",
        "申请人已经补正，申请内容仍不明确。", "correction_notice unclear_points", EITHER,
    ),
    # D16 to D18, D20: whether a court hears them is not settled (法释〔2025〕8号), so the clause is a setting.
    _kind(
        "D16", "petition", "不予处理（信访、投诉、举报）", "not_processed.petition", "条例:39.1",
        "以申请的形式进行信访、投诉、举报等活动。", "petition_nature", EITHER, optional="petition_channel", setting=True,
    ),
    _kind(
        "D17", "repeat", "不予处理（重复申请）", "not_processed.repeat", "条例:36(6)",
        "同一申请人就相同的信息重复申请，本机关已经答复。", "earlier_reply", EITHER, setting=True,
    ),
    _kind(
        "D18", "publication", "不予处理（公开出版物）", "not_processed.publication", "条例:39.2",
        "要求提供政府公报、报刊、书籍等公开出版物。", "publication_source", EITHER, setting=True,
    ),
    _kind(
        "D19", "excessive", "不予处理（无正当理由大量反复申请）", "not_processed.excessive", "条例:35",
        "数量、频次明显超过合理范围，申请人说明的理由不合理。", "application_counts stated_reasons unreasonable_why", EITHER,
    ),
    # No article of its own: the officer must state what the decision rests on.
    _kind(
        "D20", "confirm_or_reissue", "不予处理（要求确认或者重新出具）", "not_processed.confirm_or_reissue", "格式2021#三（五）5",
        "要求确认或者重新出具申请人已经获取的信息。", "obtained_information law_basis", EITHER, setting=True,
    ),
    _kind(
        "D21", "no_correction", "不再处理（逾期不补正）", "other.no_correction", "条例:30",
        "申请人无正当理由，到补正期限届满没有补正。", "correction_notice correction_deadline", EITHER, notice="P13",
    ),
    _kind(
        "D22", "fee_unpaid", "不再处理（逾期未缴费）", "other.fee_unpaid", "条例:42 收费办法",
        "申请人到缴费期限届满没有按收费通知缴费。", "fee_notice payment_deadline", EITHER, notice="P13", rests_on="收费办法",
    ),
    _kind(
        "D23", "other", "其他处理（撤回申请等）", "other.rest", "格式2021#三（六）3",
        "申请人撤回申请，或者有别的事由使申请不需要再答复。", "closing_reason", EITHER, setting=True,
    ),
)  # fmt: skip
_BY_CODE = {kind.code: kind for kind in KINDS}
_BY_KEY = {kind.key: kind for kind in KINDS}


def by_code(code: str) -> DecisionKind:
    """The kind ``"D04"``, or by its key ``"state_secret"``. Raises :class:`UnknownKind`."""
    kind = _BY_CODE.get(code) or _BY_KEY.get(code)
    if kind is None:
        raise UnknownKind(f"没有答复种类“{code}”，请用 gongkai grounds 查看 {KINDS[0].code} 至 {KINDS[-1].code}")
    return kind
