"""What people do on the pages, in their words: apply, track, log in, draft, sign, issue, serve."""

from __future__ import annotations

from typing import NamedTuple

PROOF = {"name": "身份证.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.4\n%%EOF\n"}


class Receipt(NamedTuple):
    """What the receipt page tells: register number, 查询码, the words of the page."""

    number: str
    code: str
    words: str


def say(page, label: str, words: str) -> None:
    """Type into the field that is called so."""
    page.locator("main").get_by_label(label).first.fill(words)


def choose(page, label: str) -> None:
    """The radio button or box whose label begins so."""
    page.get_by_label(label).first.check()


def press(page, name: str, *, exact: bool = False) -> None:
    """The button that says so."""
    page.get_by_role("button", name=name, exact=exact).first.click()


def heading(page) -> str:
    """The first heading of the page."""
    return page.locator("h1").first.inner_text()


def main(page) -> str:
    """The words of the page between header and footer."""
    return page.locator("main").inner_text()


def begin(page, organ: str) -> None:
    """From the column of the organ to the first question."""
    page.goto(f"/o/{organ}/")
    page.get_by_role("link", name="提申请").first.click()
    press(page, "开始填写")


def apply(page, organ: str, *, wanted: str, presses: int = 1) -> Receipt:
    """The whole application of a person who reads the answer online; the last button may be pressed twice."""
    begin(page, organ)
    say(page, "您想找什么信息？", wanted)
    press(page, "继续", exact=True)
    say(page, "所需信息", wanted)
    press(page, "继续", exact=True)
    choose(page, "自然人")
    press(page, "继续", exact=True)
    say(page, "姓名", "申请人甲")
    say(page, "证件号码", "110101199003071233")
    page.get_by_label("身份证明").last.set_input_files(PROOF)
    press(page, "继续", exact=True)
    choose(page, "我自己")
    press(page, "继续", exact=True)
    say(page, "联系电话", "13800000001")
    press(page, "继续", exact=True)
    choose(page, "电子文件")
    choose(page, "网上查阅")
    press(page, "继续", exact=True)
    page.get_by_role("button", name="提交申请").click(click_count=presses)
    return receipt(page)


def receipt(page) -> Receipt:
    """Read the receipt page."""
    shown = page.locator(".gk-large-number")
    return Receipt(shown.nth(0).inner_text().strip(), shown.nth(1).inner_text().strip(), main(page))


def track(page, held: Receipt) -> None:
    """Look the case up with number and code."""
    page.goto("/track/")
    say(page, "登记号", held.number)
    say(page, "查询码", held.code)
    press(page, "查询", exact=True)


def login(page, username: str, password: str, *, after: str = "/desk/") -> None:
    """Through the login page."""
    page.goto(f"/accounts/login/?next={after}")
    page.get_by_label("用户名").fill(username)
    page.get_by_label("密码").fill(password)
    press(page, "登录", exact=True)
    page.wait_for_url(lambda url: "/accounts/login/" not in url)


def own_password(page, given: str, chosen: str) -> None:
    """What the first login asks for: another password than the one that was handed over."""
    page.get_by_label("现在的密码").fill(given)
    page.get_by_label("新密码", exact=False).first.fill(chosen)
    page.get_by_label("再填一次新密码").fill(chosen)
    press(page, "修改密码")
    page.wait_for_url(lambda url: "/password/" not in url)


def make_account(page, username: str, name: str, *, organ: str, role: str, subtree: bool = False) -> str:
    """A new account with its first role; the initial password as the page shows it once."""
    page.goto("/accounts/admin/people/new")
    say(page, "用户名", username)
    say(page, "姓名", name)
    page.get_by_label("机关").first.select_option(label=organ)
    page.get_by_label("职责").first.select_option(label=role)
    if subtree:
        page.get_by_label("包括下级机关").check()
    press(page, "建立账号")
    return page.locator(".gk-large-number").inner_text().strip()


def bring_in(page, name: str, data: bytes, amount: str) -> None:
    """A register or list: uploaded, looked at in the background, brought in."""
    page.locator("form", has=page.get_by_role("button", name="上传并检查")).locator("input[type=file]").set_input_files(
        {"name": name, "mimeType": "text/csv", "buffer": data}
    )
    press(page, "上传并检查")
    page.get_by_role("button", name=f"导入 {amount}", exact=True).click(timeout=120_000)
    page.get_by_text("导入完成。").wait_for(timeout=120_000)


def find(page, number: str) -> None:
    """From the search field of the desk to the case."""
    page.goto("/desk/")
    page.locator("#gk-q").fill(number)
    page.locator("#gk-q").press("Enter")
    page.get_by_role("link", name=number, exact=True).first.click()


def act(page, case: str, verb: str) -> None:
    """From the case to the page of an act that is offered there."""
    page.goto(case)
    page.locator("main").get_by_role("link", name=verb, exact=True).first.click()


def issue(page, way: str) -> None:
    """Record on the letter's page that it went out today."""
    page.get_by_label("送达方式").first.select_option(label=way)
    press(page, "登记发出")


def serve(page, way: str, proof: str) -> None:
    """Record on the letter's page that it arrived today."""
    form = page.locator("form", has=page.get_by_role("button", name="登记送达"))
    form.get_by_label("送达方式").select_option(label=way)
    form.get_by_label("送达凭证").first.fill(proof)
    press(page, "登记送达")
