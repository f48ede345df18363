"""Whatever words a fact holds, the letter is made, shows them, and comes back from Word unchanged."""

from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai.notices.edited import differences
from gongkai.notices.fill import fill
from gongkai.notices.letter import Paragraph, Signature
from gongkai.notices.writers import docx, html, txt
from tests.notices.samples import ALL

ANY = st.text(max_size=60) | st.text(alphabet="|\n<>&{}%#:：。“”〔〕第条《》申请行政复议2026年3月1日 \u2028\x00", max_size=60)


@settings(max_examples=150)
@given(ANY, ANY)
def test_any_words_stay_words(guidance, corrections):
    plain = fill("P03", ALL["P03"])
    letter = fill("P03", ALL["P03"] | {"guidance": guidance, "corrections": f"名称{corrections}"})
    assert [block for block in letter.blocks if not isinstance(block, Paragraph)] == [
        block for block in plain.blocks if not isinstance(block, Paragraph)
    ]
    assert isinstance(letter.blocks[-1], Signature)
    assert not any(block.fixed for block in letter.blocks if isinstance(block, Paragraph))
    assert differences(letter, docx.render(letter)) == ()
    assert html.render(letter).count(b"<h1>") == 1
    assert txt.render(letter).startswith("示例镇人民政府\n政府信息公开申请补正告知书\n".encode())
