"""The stylesheets keep to the tokens: every pair of text and ground can be read, and nothing is written into a page."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from gongkai.web import ui

ROOT = Path(ui.__file__).parent
WEB = ROOT.parent
STYLES = sorted((ROOT / "static" / "ui").glob("*.css"))
TEMPLATES = sorted(WEB.glob("**/templates/**/*.html")) + sorted(WEB.glob("**/templates/**/*.txt"))
TOKENS = dict(re.findall(r"--gk-([a-z-]+):\s*(#[0-9a-f]{6})", (ROOT / "static" / "ui" / "gongkai.css").read_text("utf-8")))
GROUNDS = ("paper", "mist")
TEXTS = ("ink", "soft", "blue", "blue-deep", "red", "red-deep", "amber", "green")
PAIRS = [(text, ground) for text in TEXTS for ground in GROUNDS] + [
    ("blue", "blue-wash"), ("blue-deep", "blue-wash"), ("ink", "blue-wash"), ("soft", "blue-wash"),
    ("red", "red-wash"), ("ink", "red-wash"), ("amber", "amber-wash"), ("ink", "amber-wash"), ("green", "green-wash"), ("ink", "green-wash"),
    ("paper", "blue"), ("paper", "blue-deep"), ("paper", "red"), ("paper", "red-deep"), ("paper", "ink"),
]  # fmt: skip


def luminance(colour: str) -> float:
    """Relative luminance of ``#rrggbb`` (WCAG 2.2)."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Between 1 and 21."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def rules() -> list[tuple[str, dict[str, str]]]:
    """Every selector with its colours, from all styles."""
    text = re.sub(r"/\*.*?\*/", "", "".join(path.read_text("utf-8") for path in STYLES), flags=re.DOTALL)
    found = []
    for selector, body in re.findall(r"([^{};]+)\{([^{}]*)\}", text):
        colours = dict(re.findall(r"(?:^|[;\s])(color|background):\s*var\(--gk-([a-z-]+)\)", body))
        found.append((selector.strip(), colours))
    return found


@pytest.mark.parametrize(("text", "ground"), PAIRS)
def test_text_can_be_read_on_its_ground(text, ground):
    assert contrast(TOKENS[text], TOKENS[ground]) >= 4.5


def test_every_rule_that_names_text_and_ground_keeps_the_contrast():
    both = [(selector, colours) for selector, colours in rules() if len(colours) == 2]
    assert len(both) > 20
    weak = [selector for selector, each in both if contrast(TOKENS[each["color"]], TOKENS[each["background"]]) < 4.5]
    assert weak == []


@pytest.mark.parametrize("ground", ["paper", "mist", "blue", "red"])
def test_the_focus_is_seen_on_every_ground(ground):
    """The yellow ring and the ink ring together: one of them stands out by 3 to 1."""
    assert max(contrast(TOKENS[ring], TOKENS[ground]) for ring in ("focus", "ink")) >= 3


def test_controls_have_a_border_that_is_seen():
    assert contrast(TOKENS["soft"], TOKENS["paper"]) >= 3


@pytest.mark.parametrize("path", STYLES, ids=lambda path: path.name)
def test_a_style_uses_tokens_and_loads_nothing(path):
    text = path.read_text("utf-8")
    after_tokens = text.split("}", 1)[1] if path.name == "gongkai.css" else text
    assert len(text.splitlines()) <= 400
    assert "@import" not in text
    assert "url(" not in text
    assert set(re.findall(r"#[0-9a-fA-F]{3,8}\b", after_tokens)) <= {"#000"}  # ink of a printer
    assert text.count("{") == text.count("}")


def test_every_variable_in_use_is_a_token():
    text = "".join(path.read_text("utf-8") for path in STYLES)
    assert set(re.findall(r"var\((--gk-[a-z0-9-]+)\)", text)) <= set(re.findall(r"(--gk-[a-z0-9-]+):", text))


def test_movement_can_be_turned_off():
    assert "prefers-reduced-motion: reduce" in (ROOT / "static/ui/gongkai.css").read_text("utf-8")


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(WEB)))
def test_a_template_has_no_style_and_no_script_of_its_own(path):
    text = path.read_text("utf-8")
    assert re.findall(r"<style\b", text) == []
    assert re.findall(r"\sstyle\s*=", text) == []
    assert re.findall(r"\son[a-z]+\s*=\s*[\"']", text) == []
    assert re.findall(r"<script(?![^>]*\ssrc=)", text) == []
    assert re.findall(r"(?:src|href|action)=[\"'](?:https?:)?//", text) == []
    assert re.findall(r"javascript:|hx-on|hx-vals=[\"']js:|\|\s*safe\b", text) == []


def test_the_script_runs_nothing_that_is_text():
    text = (ROOT / "static/ui/gongkai.js").read_text("utf-8")
    assert re.findall(r"\beval\(|new Function|innerHTML|outerHTML|insertAdjacentHTML|document\.write|setTimeout\(\s*[\"']", text) == []


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(WEB)))
def test_a_template_can_be_used_by_everybody(path):
    text = path.read_text("utf-8")
    assert re.findall(r"<img(?![^>]*\salt=)", text) == []
    assert re.findall(r"\splaceholder=", text) == []  # a hint that vanishes while one types is no hint
    assert re.findall(r"<th(?=[\s>])(?![^>]*\sscope=)", text) == []
    assert re.findall(r'tabindex="[1-9]', text) == []
    posts = re.findall(r"<form[^>]*method=\"post\"[^>]*>(.*?)</form>", text, flags=re.DOTALL | re.IGNORECASE)
    assert [form for form in posts if "csrf_token" not in form and "data-text-size" not in text] == []


def test_what_is_hidden_stays_hidden_whatever_its_class():
    """A button that needs the script has ``hidden`` until there is one; a class with ``display`` must not undo it."""
    assert re.search(r"\[hidden\]\s*\{\s*display:\s*none !important;", (ROOT / "static/ui/gongkai.css").read_text("utf-8"))
