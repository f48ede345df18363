"""The editor: a text area that works by itself, and a page to write on where there is a script."""

from __future__ import annotations

import json
import shutil

import pytest
from django.core.exceptions import ValidationError
from lxml import html

from browser import axe
from gongkai.lib.richtext import Cleaned
from gongkai.web.ui.rich_text import RichText, RichTextField
from web.ui.editor_site import FILES, Paper

CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome")
WORD = """<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><style>p.MsoNormal{mso-style-name:正文;text-align:justify}
span.h{display:none;mso-hide:all}</style></head><body><!--StartFragment-->
<p class=MsoNormal align=center style='text-align:center'><b><span style='font-size:22.0pt;font-family:方正小标宋简体'>补助办法<o:p></o:p></span></b></p>
<p class=MsoNormal style='text-indent:32.0pt'><span style='font-family:仿宋_GB2312'>补助对象为本镇村民。</span><span class=h>内部意见</span></p>
<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><![if !supportLists]><span style='font-family:Wingdings'><span style='mso-list:Ignore'>l<span>&nbsp;&nbsp;
</span></span></span><![endif]>户口簿</p><p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>·</span>身份证</p>
<table class=MsoTableGrid><tr><td><p><b>序号</b></p></td><td><p><b>金额</b></p></td></tr><tr><td><p>1</p></td><td><p>500</p></td></tr></table>
<p class=MsoNormal align=right style='text-align:right'>示例镇人民政府</p><p class=MsoNormal align=right style='text-align:right'>2025年3月6日</p>
<img src="file:///C:/a.png" onerror="document.title='taken'"><script>document.title='taken'</script><!--EndFragment--></body></html>"""


def field(**more):
    return RichTextField(label="正文", **more)


class TestTheField:
    def test_gives_a_clean_body_and_what_was_left_out(self):
        made = field().clean(WORD)
        assert isinstance(made, Cleaned)
        assert "<ul><li>户口簿</li><li>身份证</li></ul>" in made.html
        assert "script" not in made.html
        assert any("内部意见" in sentence for sentence in made.said)

    def test_takes_plain_text_as_paragraphs(self):
        assert (
            field().clean("各村民委员会：\n请于3月6日前报送。a<b").html
            == '<p class="gk-indent0">各村民委员会：</p>\n<p>请于3月6日前报送。a&lt;b</p>'
        )

    def test_asks_for_something_where_something_is_required(self):
        with pytest.raises(ValidationError):
            field().clean("<p>&nbsp;</p>")
        assert field(required=False).clean("").html == ""

    def test_refuses_more_than_can_be_read_and_says_how_much(self):
        with pytest.raises(ValidationError, match="最多 10 个字，现在有 11 个"):
            field(longest=10).clean("一二三四五六七八九十一")

    def test_refuses_what_is_nested_beyond_all_sense(self):
        with pytest.raises(ValidationError, match="嵌套"):
            field().clean("<div>" * 5000)

    def test_does_not_call_a_body_changed_that_is_only_written_otherwise(self):
        assert not field().has_changed("<p>一</p>", "<div><span>一</span></div>")
        assert field().has_changed(Cleaned("<p>一</p>"), "<p>二</p>")


class TestTheFormWithoutScript:
    def page(self, form):
        return html.fragment_fromstring(form.as_div(), create_parent="div")

    def test_has_a_labelled_text_area_with_the_clean_html(self):
        page = self.page(Paper(initial={"body": "<p onclick=alert(1)>一</p>"}))
        area = page.xpath("//textarea")[0]
        assert area.text.strip() == "<p>一</p>"
        assert page.xpath(f"//label[@for='{area.get('id')}']")
        assert page.xpath("count(//*[@role='toolbar'][@hidden])") == 1

    def test_keeps_what_was_typed_when_something_is_wrong(self):
        form = Paper({"body": "<div>" * 5000 + "字"})
        assert not form.is_valid()
        assert "字" in self.page(form).xpath("string(//textarea)")

    def test_labels_every_control_and_writes_no_style(self):
        page = self.page(Paper())
        named = {each.get("id") for each in page.xpath("//input | //select | //textarea")}
        assert named <= set(page.xpath("//label/@for"))
        assert page.xpath("//@style | //script") == []
        assert len(page.xpath("//@id")) == len(set(page.xpath("//@id")))

    def test_loads_its_script_and_style_only_with_the_form(self):
        assert "ui/editor" in str(Paper().media)
        assert str(Paper().media).count("defer") == 1

    def test_names_the_files_and_offers_the_pictures(self):
        page = self.page(Paper())
        assert json.loads(page.xpath("string(//*[@data-editor]/@data-files)")) == FILES
        assert page.xpath("//select[@data-do='picture']/option/text()") == ["插入图片…", "图1.png"]
        assert RichText(files={"清单.xlsx": "/2"}).get_context("a", "", {"id": "a"})["widget"]["pictures"] == []


@pytest.fixture
def site(settings):
    settings.ROOT_URLCONF = "web.ui.editor_site"


@pytest.mark.usefixtures("site")
class TestTheDoorThatCleans:
    def test_answers_with_the_body_and_what_is_not_in_it(self, client, officer):
        client.force_login(officer)
        answer = client.post("/clean", {"value": WORD}).json()
        assert "gk-sign" in answer["html"]
        assert len(answer["said"]) == 2

    def test_is_for_those_who_work_here_and_only_by_post(self, client, officer):
        assert client.post("/clean", {"value": "a"}).status_code == 302
        client.force_login(officer)
        assert client.get("/clean").status_code == 405

    def test_says_what_is_wrong(self, client, officer):
        client.force_login(officer)
        answer = client.post("/clean", {"value": "<div>" * 5000})
        assert answer.status_code == 400
        assert "嵌套" in answer.json()["said"][0]


# --- in a browser ----------------------------------------------------------------------------------------------


@pytest.fixture
def writing(live_server, settings, client, officer):
    """A page of the editor in Chromium; what its console complains of fails the test."""
    if CHROMIUM is None:
        pytest.skip("no browser here")
    settings.ROOT_URLCONF = "web.ui.editor_site"
    client.force_login(officer)
    session = client.cookies["sessionid"].value
    complaints = []
    with pytest.importorskip("playwright.sync_api").sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        context = browser.new_context(base_url=live_server.url, locale="zh-CN", viewport={"width": 1280, "height": 900})
        context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
        page = context.new_page()
        page.set_default_timeout(10_000)
        page.on("console", lambda said: complaints.append(f"{said.text} {said.location}") if said.type in ("error", "warning") else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto("/paper")
        yield page
        browser.close()
    assert complaints == []


def paste(page, markup="", text=""):
    """A paste as a browser tells a page of it."""
    page.evaluate(
        """([markup, text]) => {
            const data = new DataTransfer();
            if (markup) data.setData("text/html", markup);
            if (text) data.setData("text/plain", text);
            document.querySelector("[role=textbox]").dispatchEvent(new ClipboardEvent("paste", {clipboardData: data, bubbles: true, cancelable: true}));
        }""",
        [markup, text],
    )
    page.wait_for_function("() => !document.querySelector('[role=textbox]').hasAttribute('aria-busy')")


def caret(page, selector, end=True):
    page.evaluate(
        """([selector, end]) => {
            const node = document.querySelector("[role=textbox] " + selector);
            const range = document.createRange();
            range.selectNodeContents(node);
            range.collapse(!end);
            document.querySelector("[role=textbox]").focus();
            getSelection().removeAllRanges();
            getSelection().addRange(range);
        }""",
        [selector, end],
    )
    page.wait_for_timeout(50)


def kept(page):
    """What the server makes of the form."""
    page.get_by_role("button", name="保存").click()
    return page.locator("body").inner_text()


@pytest.mark.slow
class TestInABrowser:
    def test_a_paste_from_word_is_clean_at_once_and_says_what_is_missing(self, writing):
        caret(writing, "p")
        paste(writing, WORD)
        page = writing.locator("[role=textbox]")
        assert page.locator("ul > li").all_inner_texts() == ["户口簿", "身份证"]
        assert page.locator("th").all_inner_texts() == ["序号", "金额"]
        assert page.locator(".gk-sign").all_inner_texts() == ["示例镇人民政府", "2025年3月6日"]
        assert "内部意见" in writing.locator("[data-said]").inner_text()
        assert page.locator("[style], script, img").count() == 0
        assert writing.title() != "taken"
        body = kept(writing)
        assert body.index("<h2>一、标准</h2>") < body.index("每人每月补助2000元。") < body.index("补助办法")

    def test_typing_is_kept_and_can_be_undone(self, writing):
        caret(writing, "p")
        writing.keyboard.type("按月发放。")
        area = writing.locator("textarea")
        assert "按月发放。" in area.evaluate("each => each.value")
        writing.keyboard.press("Control+z")
        assert "按月发放。" not in area.evaluate("each => each.value")
        writing.keyboard.press("Control+y")
        assert "<p>每人每月补助2000元。按月发放。</p>" in kept(writing)

    def test_the_buttons_make_what_they_say(self, writing):
        caret(writing, "p")
        writing.keyboard.press("Enter")
        writing.keyboard.type("户口簿")
        writing.get_by_role("button", name="项目列表").click()
        writing.keyboard.press("Enter")
        writing.keyboard.type("身份证")
        writing.keyboard.press("Enter")
        writing.keyboard.press("Enter")
        writing.keyboard.type("示例镇人民政府")
        writing.get_by_label("段落样式").select_option("h3")
        writing.get_by_label("段落样式").select_option("p")
        writing.get_by_role("button", name="落款").click()
        writing.get_by_role("button", name="表格", exact=True).click()
        writing.keyboard.type("甲")
        writing.get_by_role("button", name="加一列").click()
        writing.get_by_role("button", name="加一行").click()
        writing.get_by_label("插入图片").select_option("图1.png")
        body = kept(writing)
        assert "<ul><li>户口簿</li><li>身份证</li></ul>" in body
        assert '<p class="gk-sign">示例镇人民政府</p>' in body
        assert body.count("<tr>") == 4
        assert body.count("<th ") == 4
        assert "attachment:图1.png" in body

    def test_words_become_a_link_and_bold(self, writing):
        writing.evaluate(
            """() => { const text = document.querySelector("[role=textbox] p").firstChild; const range = document.createRange();
            range.setStart(text, 0); range.setEnd(text, 2); document.querySelector("[role=textbox]").focus(); getSelection().removeAllRanges(); getSelection().addRange(range); }"""
        )
        writing.wait_for_timeout(50)
        writing.get_by_role("button", name="加粗").click()
        writing.get_by_role("button", name="链接", exact=True).click()
        writing.get_by_label("链接的地址").fill("www.example/a")
        writing.keyboard.press("Enter")
        assert '<a href="https://www.example/a"><strong>每人</strong></a>每月' in kept(writing)

    def test_everything_is_reached_by_keyboard(self, writing):
        caret(writing, "p")
        writing.keyboard.press("Alt+F10")
        assert writing.evaluate("document.activeElement.dataset.do") == "style"
        writing.keyboard.press("ArrowRight")
        writing.keyboard.press("ArrowRight")
        assert writing.evaluate("document.activeElement.dataset.do") == "ul"
        writing.keyboard.press("Enter")
        writing.keyboard.press("Alt+F10")
        writing.keyboard.press("Escape")
        assert writing.evaluate("document.activeElement.getAttribute('role')") == "textbox"
        assert "<ul><li>每人每月补助2000元。</li></ul>" in kept(writing)

    def test_an_attack_in_the_clipboard_or_the_area_never_runs(self, writing):
        caret(writing, "p")
        attack = "<img src=x onerror=\"document.title='taken'\"><svg onload=\"document.title='taken'\"></svg><a href=\"javascript:document.title='taken'\">点</a>"
        paste(writing, attack)
        writing.evaluate("root => document.querySelector('[data-editor]').removeAttribute('data-clean')")
        paste(writing, attack + "<p style='display:none'>隐</p><p style='text-align:right'>右</p>")
        writing.locator("[role=textbox] >> text=点").first.click()
        assert writing.title() != "taken"
        body = kept(writing)
        assert "javascript" not in body
        assert "隐" not in body

    def test_a_table_of_a_workbook_pasted_as_text_is_a_table(self, writing):
        caret(writing, "p")
        paste(writing, text="序号\t金额\n1\t500\n2\t600\n")
        assert writing.locator("[role=textbox] tr").count() == 3

    def test_the_field_is_named_and_described(self, writing):
        box = writing.get_by_role("textbox", name="正文")
        assert box.get_attribute("aria-multiline") == "true"
        assert box.get_attribute("aria-describedby")
        assert box.get_attribute("id") == "id_body"

    @pytest.mark.parametrize("size", [(390, 844), (1280, 900)])
    def test_nothing_keeps_anybody_out(self, writing, size):
        writing.set_viewport_size({"width": size[0], "height": size[1]})
        caret(writing, "p")
        paste(writing, WORD)
        caret(writing, "td")
        writing.get_by_role("button", name="链接", exact=True).click()
        assert axe.found(writing) == []
        assert writing.evaluate("document.documentElement.scrollWidth") <= size[0]
