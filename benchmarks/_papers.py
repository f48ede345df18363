"""A million papers of invented Chinese: words by Zipf's law, the phrases of offices, numbers, dates and amounts; the same on every run."""

from __future__ import annotations

import random
from datetime import date, timedelta
from itertools import accumulate
from typing import TYPE_CHECKING

from gongkai.web.organs.models import Level, Organ
from gongkai.web.search.services import Paper

if TYPE_CHECKING:
    from collections.abc import Iterator

# What offices write about; the other words are put together from characters by chance.
_OFFICE = """政府 信息 公开 工作 管理 实施 补助 名单 项目 资金 预算 决算 农村 危房 改造 防汛 应急 预案 财政 建设 规划 审批 许可 行政 处罚 征收 补偿 安置 教育
招生 卫生 医疗 社会 救助 低保 特困 残疾人 补贴 环境 保护 整治 垃圾 分类 公路 养护 中标 采购 招标 村委会 居民 街道 乡镇 标准 程序 条件 材料 时限 电话 地址
责任 部门 单位 负责 组织 领导 小组 会议 精神 落实 推进 加强 完善 提高 服务 群众 企业 发展 经济 安全 生产 检查 监督 考核 土地 耕地 水利 林业 森林 防火 文化
广场 体育 旅游 就业 岗位 培训 养老 保险 住房 公积金""".split()
_SMALL = "的 和 在 对 为 与 及 等 按照 根据 关于 进行 由 将 应当 不 以 上 下 中 有 本 各 其".split()
_KINDS = ("通知", "公告", "意见", "方案", "办法", "公示", "预案", "批复")
_GENRES = ("notice", "announcement", "opinion", "plan", "measures", "publicity", "emergency", "reply")
_VALIDITY = ("", "", "", "valid", "valid", "amended", "expired", "repealed")
_WORDS, _ORGANS, _COLUMNS, _YEARS = 60_000, 60, 26, 20
_LAST = date(2026, 3, 1)


def organs() -> list[Organ]:
    """Sixty bureaus of no district."""
    return [
        Organ.objects.create(
            slug=f"bureau{place}", path=f"bureau{place}/", name=f"示例{place}局", short_name=f"{place}局", level=Level.BUREAU,
            word=f"示{_OFFICE[place]}", valid_from=date(2000, 1, 1),
        )
        for place in range(_ORGANS)
    ]  # fmt: skip


class Papers:
    """An endless pile: ``papers(count)`` gives them oldest first, published over twenty years."""

    def __init__(self, organs: list[Organ], seed: int = 7) -> None:
        self.organs = organs
        self.chance = random.Random(seed)
        self.words = _vocabulary(self.chance)
        self.weights = list(accumulate((place + 6) ** -0.95 for place in range(len(self.words))))

    def papers(self, count: int) -> Iterator[Paper]:
        """So many of them, in the order of their days."""
        days = 365 * _YEARS
        for place in range(count):
            yield self.paper(place, _LAST - timedelta(days=days - days * place // count))

    def paper(self, place: int, day: date) -> Paper:
        """About 170 characters: title, number, body."""
        words = self.chance.choices(self.words, cum_weights=self.weights, k=62)
        drawn = int(self.chance.random() * 1e9)
        organ = self.organs[drawn % len(self.organs)]
        column = (
            drawn % len(self.organs) + drawn // 60 % 8
        ) % _COLUMNS  # a bureau fills eight columns, and each holds three kinds of paper
        kind = (column + drawn // 480 % 3) % len(_KINDS)
        body = (
            f"{''.join(words[4:18])}，共{drawn % 977}户，拨付{drawn % 9973 / 10}万元。{''.join(words[18:34])}，"
            f"{day.year}年{day.month}月{day.day}日起{''.join(words[34:48])}。{''.join(words[48:])}。"
        )
        return Paper(
            organ, f"{organ.name}关于{words[0]}{words[1]}{words[2]}的{words[3]}{_KINDS[kind]}", day, body,
            f"{organ.word}发〔{day.year}〕{drawn % 400 + 1}号" if drawn % 3 else "", f"{organ.slug}-{day.year}-{place % 100_000:05d}",
            f"https://www.shilizhen.example/{place}.html", column=f"c{column}", column_label=f"{_OFFICE[column]}公开", genre=_GENRES[kind],
            validity=_VALIDITY[drawn // 7 % len(_VALIDITY)] if kind > 4 else "", issued_on=day - timedelta(days=drawn % 20),
        )  # fmt: skip


def _vocabulary(chance: random.Random) -> list[str]:
    """Office words and small words first; behind them words of two to four of the 3,755 characters that the standard calls frequent."""
    characters = [bytes((row, cell)).decode("gb2312") for row in range(0xB0, 0xD8) for cell in range(0xA1, 0xFF if row < 0xD7 else 0xFA)]
    chance.shuffle(characters)
    weights = list(accumulate(1 / (place + 8) for place in range(len(characters))))
    lengths = chance.choices((2, 3, 4), (75, 15, 10), k=_WORDS)
    drawn = iter(chance.choices(characters, cum_weights=weights, k=sum(lengths)))
    made = dict.fromkeys("".join(next(drawn) for _ in range(length)) for length in lengths)
    first = [word for both in zip(_SMALL, _OFFICE, strict=False) for word in both] + _OFFICE[len(_SMALL) :]
    return list(dict.fromkeys([*first, *made]))
