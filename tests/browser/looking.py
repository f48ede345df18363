"""Every page type, and what is looked at on each: axe, overflow, console. The list comes from the URLconf by way of ``seed.py``."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from browser import hands
from browser.place import DESK, PHONE

if TYPE_CHECKING:
    from collections.abc import Iterator

ZOOMED = {"width": 640, "height": 450}  # 1280 pixels at 200 %
ROLES = ("officer", "office_head", "legal", "leader", "supervisor", "system_admin", "security_admin", "auditor")
PAGE = "page"
SERIOUS = ("serious", "critical")
WANTED = "示例镇2025年防汛物资储备清单"


class Shown(NamedTuple):
    """A page that is open in a browser: the name of its type."""

    name: str
    page: object


def office_pages(visit, site, refused: dict[str, set[str]]) -> Iterator[Shown]:
    """Each address that answers with HTML, opened as the first role that may; ``refused`` gets what the others answered."""
    left = dict(site.seed["pages"])
    for role in ("", *ROLES):
        page = visit()
        if role:
            hands.login(page, site.seed["accounts"][role], site.seed["password"])
            page.goto("/accounts/reauthenticate/")
            page.locator("main").get_by_label("密码").fill(site.seed["password"])
            page.locator("main .gk-button").first.click()
        for name in list(left):
            answer = _answer(page, left[name])
            if answer == PAGE:
                page.goto(left.pop(name))
                refused.pop(name, None)
                yield Shown(name, page)
            else:
                refused.setdefault(name, set()).update([answer] if role else [])


def _answer(page, address: str) -> str:
    """The status, "file" for what is no page, and for a page in which no script may run: nothing can be asked of it."""
    answer = page.context.request.get(address, max_redirects=0, fail_on_status_code=False)
    if answer.status == 200:
        if "sandbox" in answer.headers.get("content-security-policy", ""):
            return "file"
        return PAGE if answer.headers.get("content-type", "").startswith("text/html") else "file"
    return str(answer.status)


def citizen_pages(visit, site) -> Iterator[Shown]:
    """The application page by page, each with its errors, to the receipt; then the cases."""
    yield from _application(visit(), site)
    for what, (number, code) in site.seed["cases"].items():
        page = visit()
        hands.track(page, hands.Receipt(number, code, ""))
        yield Shown(f"track/{what}", page)
        yield from _inside(page, what)
    yield from _complaint(visit(), site.seed["town"])
    page = visit()
    page.goto(site.seed["consultations"][0])
    yield Shown("portal:consult", page)


def _application(page, site) -> Iterator[Shown]:
    hands.begin(page, site.seed["town"])
    steps = (
        ("what", lambda: hands.say(page, "您想找什么信息？", WANTED)),
        ("items", lambda: hands.say(page, "所需信息", WANTED)),
        ("kind", lambda: hands.choose(page, "自然人")),
        ("person", lambda: _person(page)),
        ("behalf", lambda: hands.choose(page, "几个人共同申请")),
        ("joint", lambda: _person(page, name="姓名或者名称")),
        ("contact", lambda: hands.say(page, "联系电话", "13800000001")),
        ("way", lambda: (hands.choose(page, "纸质"), hands.choose(page, "网上查阅"))),
    )
    for name, fill in steps:
        yield Shown(f"apply/{name}", page)
        if name != "what":
            if name == "items":
                hands.say(page, "所需信息", "")
            page.locator("main .gk-buttons button").first.click()
            if page.locator("[data-error-summary]").count():
                yield Shown(f"apply/{name}/errors", page)
        if f"/apply/{name}/" in page.url:
            fill()
            page.locator("main .gk-buttons button").first.click()
    yield Shown("apply/check", page)
    page.goto("/apply/behalf/")
    hands.choose(page, "我是代理人")
    hands.press(page, "继续", exact=True)
    yield Shown("apply/agent", page)
    page.goto("/apply/behalf/")
    hands.choose(page, "我自己")
    hands.press(page, "继续", exact=True)
    page.goto("/apply/check/")
    hands.press(page, "提交申请")
    yield Shown("portal:receipt", page)
    page.goto("/apply/receipt/days/")
    yield Shown("portal:receipt_days", page)
    page.goto("/apply/")
    yield Shown("apply/again", page)


def _complaint(page, town: str) -> Iterator[Shown]:
    """Said with nothing in it, then whole; its receipt, and what came of it."""
    page.goto(f"/o/{town}/grievance/")
    hands.press(page, "提交", exact=True)
    yield Shown("portal:grievance/errors", page)
    page.get_by_label("被投诉的机关").select_option(town)
    page.locator("input[name=duty]").first.check()
    hands.say(page, "是什么情况", "九月份的低保发放表到现在没有公开。")
    hands.press(page, "提交", exact=True)
    yield Shown("portal:grievance_receipt", page)
    number, code = page.locator(".gk-large-number").all_inner_texts()
    page.goto(f"/o/{town}/grievance/look/")
    hands.say(page, "编号", number)
    hands.say(page, "查询码", code)
    hands.press(page, "查询", exact=True)
    yield Shown("portal:grievance_look/found", page)


def _person(page, name: str = "姓名") -> None:
    hands.say(page, name, "申请人甲")
    hands.say(page, "证件号码", "110101199003071233")
    if (later := page.get_by_label("现在不上传")).count():
        later.check()


def _inside(page, what: str) -> Iterator[Shown]:
    """Every page that the case leads to, by its links; the letters too, not their files."""
    links = page.locator("main a[href^='/track/case/']").evaluate_all("links => links.map(link => link.getAttribute('href'))")
    for address in dict.fromkeys(each for each in links if each.endswith("/") and not each.endswith("/original/")):
        page.goto(address)
        yield Shown(f"track/{what}/{address.split('/')[3]}", page)
    if what == "open":
        page.goto("/track/case/withdraw/")
        hands.press(page, "撤回申请")
        yield Shown("track/withdraw/errors", page)


def overflow(page) -> str:
    """What sticks out of the width of the screen; "" when nothing does."""
    return page.evaluate(
        """() => {
          const width = document.documentElement.clientWidth;
          if (document.documentElement.scrollWidth <= width + 1) return "";
          const wide = [...document.querySelectorAll("body *")].filter(e => e.getBoundingClientRect().right > width + 1 && !e.closest(".gk-scroll"));
          return `${document.documentElement.scrollWidth} > ${width}: ` + wide.slice(-3).map(e => `<${e.tagName.toLowerCase()} class="${e.className}"> ${e.textContent.trim().slice(0, 30)}`).join(" | ");
        }"""
    )


def pressable(page) -> set[str]:
    """Links, buttons and fields that can be seen or opened, by their words."""
    return set(
        page.evaluate(
            """() => [...document.querySelectorAll("a[href], button, input:not([type=hidden]), select, textarea, summary")]
              .filter(e => e.getClientRects().length && getComputedStyle(e).visibility === "visible")
              .map(e => `${e.tagName} ${e.name || ""} ${e.innerText || e.getAttribute("aria-label") || ""}`.replace(/\\s+/g, " ").trim())"""
        )
    )


def large(page, on: bool) -> None:
    """Large text as the switch sets it."""
    page.evaluate("on => document.documentElement.classList.toggle('gk-large', on)", on)


SIZES = (("desk", DESK, False), ("phone", PHONE, False), ("phone-large", PHONE, True))
