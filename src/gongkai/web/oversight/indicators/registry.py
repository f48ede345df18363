"""All automatic indicators, by topic. To add one: a function in a topic module, named in its ``INDICATORS``, and its pair of tests."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongkai.web.oversight.indicators import applications, columns, interpretation, items, remedies, reports, sites, work

if TYPE_CHECKING:
    from gongkai.web.oversight.indicators.base import Indicator

# The topics in the order in which they are read.
TOPICS = (
    ("主动公开", items), ("政策解读", interpretation), ("依申请公开", applications), ("复议和诉讼", remedies), ("公开栏目", columns), ("公开平台", sites),
    ("年度报告", reports), ("监督保障", work),
)  # fmt: skip
INDICATORS: dict[str, Indicator] = {each.key: each for _, topic in TOPICS for each in topic.INDICATORS}
