"""What a citizen answered, page by page: which pages there are, which is missing, and the form that comes of it.

Keys are those of the pages. ``person``, ``agent`` and each of ``joint`` hold name, kind and number of the paper
and the ids of their files under ``proof`` and ``authority``. Asked is what 条例 Art. 29 names, and nothing else.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from gongkai.ledger.vocabulary.codes import Column
from gongkai.web.applications.models.people import Capacity, IdentityKind
from gongkai.web.applications.services.submitting import Asked, Form, Somebody

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gongkai.web.vault.models import StoredFile

TITLES = {
    "what": "想找什么信息", "organ": "向哪个机关申请", "items": "具体要什么", "kind": "申请人类型", "person": "申请人", "behalf": "为谁申请",
    "agent": "代理人", "joint": "共同申请人", "contact": "联系方式", "way": "提供方式", "check": "核对",
}  # fmt: skip
SELF, AGENT, JOINT = "self", "agent", "joint"
BEHALF = {SELF: "我自己（本单位）申请", AGENT: "我是代理人，替申请人办", JOINT: "几个人共同申请"}
NEEDS = {"邮寄": ("address", "通信地址"), "电子邮件": ("email", "电子邮箱")}  # a way, and the contact without which it cannot be
_OPTIONAL = frozenset({"what"})


def pages(answers: Mapping[str, Any]) -> tuple[str, ...]:
    """The pages of this application in order. Agent and joint applicants come only when there are some, the organ only when
    it was not chosen at the ``door``.
    """
    behalf = answers.get("behalf", SELF)
    beside = (behalf,) if behalf in (AGENT, JOINT) else ()
    organ = () if answers.get("door") else ("organ",)
    return ("what", *organ, "items", "kind", "person", "behalf", *beside, "contact", "way", "check")


def missing(answers: Mapping[str, Any]) -> str:
    """The first page that still needs an answer; "check" when none does."""
    return next((page for page in pages(answers) if page not in _OPTIONAL and not answers.get(page)), "check")


def unproved(answers: Mapping[str, Any]) -> str:
    """The first page with a paper that is neither uploaded nor promised for later (条例 Art. 29(1)); "" for none."""
    asked = [("person", "proof"), *([("agent", "proof"), ("agent", "authority")] if answers.get("behalf") == AGENT else [])]
    return next((page for page, paper in asked if not (answers[page].get(paper) or answers[page].get(f"{paper}_later"))), "")


def promised(answers: Mapping[str, Any]) -> list[str]:
    """The papers that are to come by post or at the counter, each with whose it is."""
    agent = [("代理人", answers["agent"])] if answers["behalf"] == AGENT else []
    joint = [("共同申请人", each) for each in answers["joint"]] if answers["behalf"] == JOINT else []
    people = [("申请人", answers["person"]), *agent, *joint]
    words = {"proof": "身份证明", "authority": "授权委托书"}
    return [f"{who}的{word}" for who, held in people for paper, word in words.items() if held.get(f"{paper}_later") and not held.get(paper)]


def place(page: str, answers: Mapping[str, Any]) -> int:
    """At which place the page stands, from 0; the organ's, opened from the check alone, at that of the first."""
    order = pages(answers)
    return order.index(page) if page in order else 0


def stale(answers: Mapping[str, Any]) -> tuple[str, ...]:
    """Pages whose answer does not fit any more because another one was changed: they are asked again."""
    person, contact, wanted = answers.get("person"), answers.get("contact"), answers.get("way", {}).get("wanted_way", "")
    found = []
    if person and answers.get("kind") and ("contact" in person) != (answers["kind"] != Column.PERSON.value):
        found.append("person")  # an organisation has somebody to ask for, a citizen has not
    if contact and wanted in NEEDS and not contact.get(NEEDS[wanted][0]):
        found.append("way")
    return tuple(found)


def after(page: str, answers: Mapping[str, Any]) -> str:
    """The page behind this one."""
    order = pages(answers)
    return order[min(place(page, answers) + 1, len(order) - 1)]


def before(page: str, answers: Mapping[str, Any]) -> str:
    """The page in front of this one; "" for the first."""
    at = place(page, answers)
    return pages(answers)[at - 1] if at else ""


def form(answers: Mapping[str, Any], files: Mapping[str, StoredFile]) -> Form:
    """The form as ``submitting.submit`` takes it: the principal first, then joint applicants or the agent."""
    contact = answers["contact"]
    principal = _somebody(answers["person"], files, column=answers["kind"], capacity=Capacity.PRINCIPAL.value)._replace(
        phone=contact.get("phone", ""),
        email=contact.get("email", ""),
        address=contact.get("address", ""),
        postcode=contact.get("postcode", ""),
    )
    others: list[Somebody] = []
    if answers["behalf"] == JOINT:
        others = [_somebody(each, files, column=answers["kind"], capacity=Capacity.JOINT.value) for each in answers["joint"]]
    if answers["behalf"] == AGENT:
        others = [_somebody(answers["agent"], files, column=Column.PERSON.value, capacity=Capacity.AGENT.value)]
    items = tuple(Asked(each["content"], each.get("index_number", "")) for each in answers["items"])
    way = answers["way"]
    return Form((principal, *others), items, way["wanted_form"], way["wanted_way"])


def _somebody(held: Mapping[str, Any], files: Mapping[str, StoredFile], *, column: str, capacity: str) -> Somebody:
    return Somebody(
        name=held["name"], column=column, capacity=capacity, identity_kind=held["identity_kind"], identity=held["identity"],
        phone=held.get("phone", ""), contact=held.get("contact", ""), proof=files.get(held.get("proof", "")),
        authority=files.get(held.get("authority", "")),
    )  # fmt: skip


def rows(answers: Mapping[str, Any], organ: str, files: Mapping[str, StoredFile]) -> list[tuple[str, str, str]]:
    """What the page to check shows: label, answer, and the page where it can be changed."""
    contact, way = answers["contact"], answers["way"]
    found = [("受理机关", organ, "organ")]
    found += [(f"第 {number} 项", _item(each), "items") for number, each in enumerate(answers["items"], 1)]
    found += [("申请人类型", Column.of(answers["kind"]).label, "kind"), ("申请人", _named(answers["person"], files), "person")]
    found += [("为谁申请", BEHALF[answers["behalf"]], "behalf")]
    if answers["behalf"] == AGENT:
        found.append(("代理人", _named(answers["agent"], files), "agent"))
    if answers["behalf"] == JOINT:
        found += [("共同申请人", _named(each, files), "joint") for each in answers["joint"]]
    found += [("联系方式", "，".join(contact[key] for key in ("phone", "email", "address", "postcode") if contact.get(key)), "contact")]
    return [*found, ("提供方式", way["wanted_form"], "way"), ("获取途径", way["wanted_way"], "way")]


def _item(held: Mapping[str, Any]) -> str:
    number = held.get("index_number")
    return f"{held['content']}（{number}）" if number else str(held["content"])


def _named(held: Mapping[str, Any], files: Mapping[str, StoredFile]) -> str:
    kind = IdentityKind(held["identity_kind"]).label
    papers = [files[held[key]].name for key in ("proof", "authority") if held.get(key) in files]
    contact = [f"联系人 {held['contact']}"] if held.get("contact") else []
    later = [word for key, word in (("proof", "身份证明"), ("authority", "授权委托书")) if held.get(f"{key}_later") and not held.get(key)]
    promise = [f"{'、'.join(later)}当面或者邮寄补交"] if later else []
    shown = [*papers, *promise] or ["没有上传身份证明"]
    return "，".join([held["name"], *contact, f"{kind} {held['identity']}", *shown])
