"""Papers by chance for the oracle: frequent and rare words, Latin, digits, full widths, characters beyond the first plane, pages."""

from __future__ import annotations

import random
from datetime import date, timedelta

from gongkai.web.search.services import Page, Paper
from gongkai.web.search.words import plain

WORDS = """政府 信息 公开 示例 镇 农村 危房 改造 补助 名单 防汛 应急 预案 财政 决算 的 和 关于 通知 公告 2025 2026 12 3 86.4 万元 ＡＢＣ abc GB/T 12345热线 ２０２５
〔 〕 （ ） 《 》 。 ， 年 月 日 号 第 𠮷 𪚥 䶮 氵 é ß İ ① ㈠ 示政发 信息公开 办法 方案 %_ ' " * AND OR NEAR""".split()
FIRST, TODAY = date(2021, 1, 1), date(2026, 3, 2)


class Corpus:
    def __init__(self, organs, seed):
        self.organs = organs
        self.chance = random.Random(seed)
        self.rare = [chr(code) for code in (*range(0x4E00, 0x9FA5, 97), *range(0x20000, 0x2A6D6, 4001))]

    def words(self, least, most):
        chance = self.chance
        weights = [1 / (place + 2) for place in range(len(WORDS))]
        found = chance.choices(WORDS, weights, k=chance.randint(least, most))
        if chance.random() < 0.3:
            found.insert(chance.randrange(len(found) + 1), "".join(chance.choices(self.rare, k=chance.randint(1, 4))))
        return chance.choice(("", "", " ")).join(found)

    def paper(self, origin=None):
        chance = self.chance
        day = FIRST + timedelta(days=chance.randrange((TODAY - FIRST).days + 30))  # some are not yet published
        pages = [Page(f"附件{chance.randrange(3)}.pdf", number, self.words(3, 40)) for number in range(1, chance.choice((1, 1, 1, 2, 4)))]
        return Paper(
            chance.choice(self.organs), self.words(2, 9)[:300], day, self.words(0, 60) if chance.random() < 0.9 else "",
            f"示政发〔{day.year}〕{chance.randrange(40)}号" if chance.random() < 0.5 else "", f"SLZ-{day.year}-{chance.randrange(999):03d}",
            origin=origin, column=chance.choice(("", "c1", "c2", "c3")), column_label="某栏目", genre=chance.choice(("", "notice", "plan")),
            validity=chance.choice(("", "valid", "repealed")), summary=self.words(1, 9) if chance.random() < 0.3 else "", pages=pages,
        )  # fmt: skip

    def question(self, texts):
        """One to eight characters out of a text, changed by chance, or of two texts."""
        chance = self.chance
        length = chance.randint(1, 8)
        text = chance.choice(texts)
        at = chance.randrange(max(1, len(text) - length + 1))
        asked = text[at : at + length]
        way = chance.random()
        if way < 0.15:
            asked = "".join(chance.sample(asked, len(asked)))
        elif way < 0.25:
            asked = asked[:-1] + chance.choice(self.rare)
        elif way < 0.4:
            other = chance.choice(texts)
            asked = f"{asked[:4]} {other[: chance.randint(1, 4)]}"
        elif way < 0.45:
            asked = plain(asked).upper()
        return asked
