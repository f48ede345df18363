"""An office at work: short hands for tests that take a case along its way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongkai.law import grounds
from gongkai.law.facts import FACTS
from gongkai.ledger.vocabulary.codes import Way
from gongkai.web.applications.models import Approval
from gongkai.web.applications.services import approvals, letters, steps
from support import web

if TYPE_CHECKING:
    from datetime import date

LAWS = {
    "provided_items": "2025年度示例镇农村危房改造补助名单（3页）\n补助金额汇总表（1页）",
    "correction_notice": "示政公开补〔2026〕1号，2026年3月4日送达",
}
PIECE = {"part_1": "名单中的证件号码", "ground_1": "D07", "reason_1": "属于个人隐私，本人不同意公开"}


def facts_of(code: str) -> dict[str, str]:
    """Answers for the second step of a decision of that kind."""
    kind = grounds.by_code(code)
    given = {}
    for key in (*kind.facts, *kind.optional):
        if key == "withheld_parts":
            given |= PIECE
        else:
            fact = FACTS[key]
            given[key] = LAWS.get(key) or (fact.choices[0] if fact.choices else f"关于{fact.label.split('（')[0]}的说明")
    return given


class Desk:
    """Who works there, and what they do on a day."""

    def __init__(self, application, officer, signer, legal=None) -> None:
        self.application, self.officer, self.signer, self.legal = application, officer, signer, legal

    def do(self, act: str, on: date, **answers: object):
        """A step without a letter."""
        return steps.perform(application=self.application, act=act, answers=answers, on=on, by=self.officer, moment=web.at(on))

    def decide(self, code: str, on: date, item: int = 1):
        return self.do("decide_item", on, item=str(item), decision=code, **facts_of(code))

    def draft(self, act: str, on: date, **answers: object):
        return letters.draft(application=self.application, act=act, answers=answers, by=self.officer, moment=web.at(on))

    def sign(self, letter, on: date):
        """Through all stages, on screen."""
        letters.submit(letter=letter, by=self.officer, moment=web.at(on, 10))
        for stage in ("legal", "sign"):
            if stage in approvals.missing(letter):
                user = self.legal if stage == "legal" else self.signer
                letters.approve(letter=letter, stage=stage, agreed=True, opinion="同意", by=user, moment=web.at(on, 11))
        return letter

    def issue(self, letter, on: date, way: Way = Way.POST, **more: object):
        return letters.issue(letter=letter, on=on, way=way, by=self.officer, moment=web.at(on, 15), **more)

    def send(self, act: str, on: date, **answers: object):
        """Draft, sign where somebody has to, issue."""
        letter = self.draft(act, on, **answers)
        if approvals.needed(letter):
            self.sign(letter, on)
        self.issue(letter, on)
        return letter

    def serve(self, letter, on: date, way: Way = Way.POST, proof: object = "邮件号码 EX000000000CN，本人签收"):
        return letters.serve(letter=letter, on=on, way=way, proof=proof, by=self.officer, moment=web.at(on, 16))


def stages(letter) -> list[str]:
    return [each.stage for each in Approval.objects.filter(letter=letter)]
