"""The paragraph of the annual report on the long-term mechanism, drafted from what was counted: to be copied, and changed at will."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gongkai.web.oversight.selectors.mechanism import Months

_FOUND = {
    "items_late": "逾期公开{}条",
    "applications_late": "逾期答复{}件",
    "visits": "网站检查发现新问题{}次",
    "stuck": "投送没有成功{}次",
}
_DONE = {
    "answered": "发布前核对提示{}处", "complaints": "答复网页纠错{}件", "urged": "收到催办函{}份", "orders": "完成整改{}项", "troubles": "问题台账登记进展{}次",
}  # fmt: skip
_WATCH = "建立信息公开日常监测机制，答复期限、公开期限每天核对，内容送审前逐条检查，账本每夜核对"


def paragraph(months: Months, *, year: int, district: bool = False) -> str:
    """One paragraph on the months of ``year`` that are among ``months``. What did not happen is not told; nothing found is said as such."""
    places = [place for place, month in enumerate(months.months) if month.year == year]
    counts = {line.measure.key: sum(line.numbers[place] for place in places) for line in months.lines}
    found = [words.format(counts[key]) for key, words in _FOUND.items() if counts[key]]
    done = [
        (words.replace("收到", "发出") if district else words).format(counts[key]) for key, words in _DONE.items() if counts[key]
    ]  # fmt: skip
    told = f"{year}年{months.months[places[0]].month}月至{months.months[places[-1]].month}月" if places else f"{year}年"
    sentences = [f"{_WATCH}。"]
    sentences.append(f"{told}，监测发现{'，'.join(found)}。" if found else f"{told}，监测没有发现逾期公开、逾期答复。")
    if done:
        sentences.append(f"其间{'，'.join(done)}。")
    return "".join(sentences)
