"""Without a mouse: the whole application, its errors, and the shortcuts of the desk. Where one is can always be seen."""

from __future__ import annotations

import pytest

from browser import hands

MOST_TABS = 60
# What a person sees around the thing that has the keyboard: an outline or a shadow, on it or on the label around a box.
VISIBLE = """() => {
  const seen = e => { const s = getComputedStyle(e); return (s.outlineStyle !== "none" && parseFloat(s.outlineWidth) > 0) || s.boxShadow !== "none"; };
  const here = document.activeElement;
  if (!here || here === document.body) return "";
  const shown = [here, here.closest("label"), here.nextElementSibling].filter(Boolean).some(seen);
  const box = here.getBoundingClientRect();
  return shown && box.width > 0 && box.height > 0 ? "" : here.outerHTML.slice(0, 200);
}"""
NAME = """() => {
  const here = document.activeElement;
  const label = here.labels && here.labels.length ? here.labels[0].innerText : "";
  const group = here.closest("fieldset") && here.type === "radio" ? here.closest("fieldset").querySelector("legend").innerText : "";
  return [group, label || here.getAttribute("aria-label") || here.innerText || ""].join(" ").trim();
}"""


def reach(page, words, *, tag="", back=False):
    """Tab until the focus is on what is called so; at every stop it can be seen where one is."""
    passed = []
    for _ in range(MOST_TABS):
        page.keyboard.press("Shift+Tab" if back else "Tab")
        hidden = page.evaluate(VISIBLE)
        assert not hidden, f"{page.url}: the focus cannot be seen on {hidden}"
        name = page.evaluate(NAME)
        passed.append(name[:30])
        if words in name and (not tag or page.evaluate("() => document.activeElement.tagName") == tag.upper()):
            return
    raise AssertionError(f"{page.url}: no {words} by Tab, only {passed}")


def enter(page, words):
    """Go to a link or button and press Enter; wait for the page that comes."""
    reach(page, words)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def write(page, label, words):
    """Go to a field and type."""
    reach(page, label)
    page.keyboard.type(words)


def tick(page, group, label):
    """Go to the group and with the arrows to the choice."""
    reach(page, group)
    page.keyboard.press("Space")
    for _ in range(12):
        if label in page.evaluate(NAME):
            assert page.evaluate("() => document.activeElement.checked")
            return
        page.keyboard.press("ArrowDown")
        assert not page.evaluate(VISIBLE)
    raise AssertionError(f"no {label} in {group}")


def mended(page, field, link):
    """The summary of errors has the focus; its link leads to the field."""
    assert page.evaluate("() => document.activeElement.hasAttribute('data-error-summary')")
    assert page.title().startswith("错误：")
    reach(page, link, tag="a")
    page.keyboard.press("Enter")
    assert field in page.evaluate(NAME)


@pytest.mark.timeout(240)
def test_the_whole_application(visit, site):
    page = visit(phone=True)
    page.goto(f"/o/{site.seed['town']}/")
    page.keyboard.press("Tab")
    assert page.evaluate(NAME) == "跳到正文"
    page.keyboard.press("Enter")
    enter(page, "提申请")
    enter(page, "开始填写")
    write(page, "您想找什么信息", "示例镇2025年春季植树经费")
    enter(page, "继续")

    # Nothing written: the summary leads to the field.
    reach(page, "所需信息")
    page.keyboard.press("Control+A")
    page.keyboard.press("Delete")
    enter(page, "继续")
    mended(page, "所需信息", "所需信息")
    page.keyboard.type("示例镇2025年春季植树经费")
    enter(page, "继续")

    tick(page, "申请人是哪一类", "自然人")
    enter(page, "继续")
    write(page, "姓名", "申请人甲")
    write(page, "证件号码", "123")
    enter(page, "继续")
    mended(page, "证件号码", "证件号码")
    page.keyboard.press("Control+A")
    page.keyboard.type("110101199003071233")
    reach(page, "现在不上传")
    page.keyboard.press("Space")
    enter(page, "继续")
    tick(page, "您为谁申请", "我自己")
    enter(page, "继续")
    write(page, "联系电话", "13800000001")
    enter(page, "继续")
    tick(page, "要什么形式的", "电子文件")
    tick(page, "怎么拿到", "网上查阅")
    enter(page, "继续")
    enter(page, "提交申请")
    held = hands.receipt(page)
    assert held.number.startswith("示政公开申〔")

    # And to the case, and what can be done there.
    enter(page, "查进度")
    if not page.locator("#id_number").input_value():
        write(page, "登记号", held.number)
    write(page, "查询码", held.code)
    enter(page, "查询")
    assert held.number in hands.heading(page)
    enter(page, "撤回申请")
    reach(page, "我确认撤回")
    page.keyboard.press("Space")
    enter(page, "撤回申请")
    assert "您已经撤回申请" in hands.main(page)


def test_the_desk_has_its_keys(visit, site):
    page = visit()
    page.goto("/accounts/login/?next=/desk/")
    write(page, "用户名", site.seed["accounts"]["officer"])
    write(page, "密码", site.seed["password"])
    enter(page, "登录")

    page.keyboard.press("?")
    assert page.locator("#gk-keys").is_visible()
    page.keyboard.press("Escape")
    assert not page.locator("#gk-keys").is_visible()

    page.keyboard.press("j")
    first = page.evaluate(NAME)
    assert not page.evaluate(VISIBLE)
    page.keyboard.press("j")
    assert page.evaluate(NAME) != first
    page.keyboard.press("k")
    assert page.evaluate(NAME) == first
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert "/desk/" in page.url
    assert page.url.rstrip("/") != f"{site.url}/desk"

    page.keyboard.press("/")
    assert page.evaluate("() => document.activeElement.id") == "gk-q"
    page.keyboard.type("j?")
    assert page.locator("#gk-q").input_value() == "j?"


def test_every_stop_on_the_case_page_can_be_seen(visit, site):
    page = visit()
    hands.login(page, site.seed["accounts"]["officer"], site.seed["password"])
    page.goto(site.seed["pages"]["desk:case"])
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        assert not page.evaluate(VISIBLE)
