"""Chinese text: decoding, widths, radicals, white space.

Everything that a check compares is first made alike by :func:`alike`, which maps
one character to one character, so that a place in the result is the same place in
the text as printed.
"""

from __future__ import annotations

import re
import unicodedata

from gongkai.lib.errors import UnusableInput

# Brackets and quotation marks that mean the same, one to one.
_SAME = {
    "(": "（", ")": "）", "﹙": "（", "﹚": "）",
    "﹝": "〔", "﹞": "〕", "[": "〔", "]": "〕", "［": "〔", "］": "〕", "【": "〔", "】": "〕",
    "〈": "《", "〉": "》", "<": "《", ">": "》", "＜": "《", "＞": "》", "«": "《", "»": "》",
    ":": "：", "﹕": "：", ";": "；", ",": "，", "?": "？", "!": "！",
    "\u00a0": " ", "\u3000": " ", "\u2002": " ", "\u2003": " ", "\u2009": " ", "\u200b": " ",
    "\ufeff": " ", "\t": " ", "\r": " ",
    "～": "~", "−": "-", "－": "-", "–": "-", "﹣": "-",
    "\u201f": "“", "＂": "“", '"': "“", "「": "“", "」": "”", "『": "“", "』": "”",
}  # fmt: skip
_RADICALS = {
    code: mapped for code in range(0x2E80, 0x2FE0) if (mapped := unicodedata.normalize("NFKC", chr(code))) != chr(code) and len(mapped) == 1
}
# CJK radicals supplement has no compatibility mapping for these; PDF texts use them all the same.
_RADICALS |= {0x2EA0: "民", 0x2ED3: "长", 0x2ED4: "长", 0x2EDA: "页", 0x2EDB: "风", 0x2EE2: "马",
              0x2EE9: "黄", 0x2EF0: "龙", 0x2EC5: "见", 0x2ED1: "长", 0x2EC6: "角", 0x2EC8: "讠",
              0x2ECB: "车", 0x2EE8: "麦", 0x2EE6: "鸟", 0x2EEC: "齐", 0x2EEE: "齿", 0x2EF3: "龟",
              0x2ECD: "辶", 0x2EAC: "示", 0x2EB0: "纟", 0x2EBC: "肉", 0x2EBE: "艹", 0x2ED8: "青",
              0x2EDC: "飞", 0x2EDD: "食", 0x2EE5: "鱼"}  # fmt: skip
_WIDTHS = {code: chr(code - 0xFEE0) for code in range(0xFF10, 0xFF5B) if chr(code - 0xFEE0).isalnum()}
# Traditional characters of the form's own vocabulary: mirrors convert whole reports.
_TRADITIONAL = dict(
    zip(
        map(
            ord,
            "總體況動開報處復複議訴訟問題進項務條規範許處罰強費單萬統計關係為於與應從數據期間節點現將鎮鄉縣區廳國號頁網絡電話傳真郵編辦聯係請對執案書門戶"
            "業機構會團體個結轉屬業貨內過實確認獲無當資訊聽證續繳納雜環衛醫養幫領導責評價級員隊學標準專項點擊達據還須"
            "廣發佈佈製訂舉眾賴營運維護審監聞臺測類別兩億減增長後準齊條",
        ),
        "总体况动开报处复复议诉讼问题进项务条规范许处罚强费单万统计关系为于与应从数据期间节点现将镇乡县区厅国号页网络电话传真邮编办联系请对执案书门户"
        "业机构会团体个结转属业货内过实确认获无当资讯听证续缴纳杂环卫医养帮领导责评价级员队学标准专项点击达据还须"
        "广发布布制订举众赖营运维护审监闻台测类别两亿减增长后准齐条",
        strict=True,
    )
)
_ALIKE = (
    _TRADITIONAL
    | {ord(a): b for a, b in _SAME.items()}
    | _RADICALS
    | _WIDTHS
    | {0xFF0F: "/", 0xFF0B: "+", 0xFF0E: ".", 0xFF20: "@", 0xFF05: "%"}
)

_CONTROLS = re.compile("[\x00-\x08\x0e-\x19\x1b-\x1f]")
_BLANKS = re.compile(r"\s+")
_META_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_\-]+)", re.IGNORECASE)


def alike(text: str) -> str:
    """The text with widths, brackets, quotes, blanks and radicals made alike; same length.

    >>> alike("２０２１年（一）⼯作")
    '2021年（一）工作'
    >>> alike("(五)项") == alike("（五）项")
    True
    """
    return text.translate(_ALIKE)


def squeeze(text: str) -> str:
    """The text without any white space, for comparing labels.

    >>> squeeze("本年新\\n 制作数量")
    '本年新制作数量'
    """
    return text if text.isalnum() else _BLANKS.sub("", text)


def one_space(text: str) -> str:
    """Runs of white space as one blank, none at the ends."""
    return _BLANKS.sub(" ", text).strip()


def unradical(text: str) -> str:
    """CJK radicals (⼀ ⾏ ⼈, as PDF text layers have them) as the characters they stand for."""
    return text.translate(_RADICALS)


def decode(data: bytes) -> str:
    """The text of bytes in any encoding a Chinese office produces.

    Order: byte order mark, UTF-8, UTF-16 without mark (every other byte of plain
    text is zero), GB18030 (never GBK: it lacks characters of names). Raises
    :class:`UnusableInput` when the bytes are no text at all.
    """
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="replace")
    if data.startswith(b"\xef\xbb\xbf"):
        return data[3:].decode("utf-8", errors="replace")
    for encoding in ("utf-8", "gb18030"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        return _refuse_binary(text)
    return _decode_damaged(data)


def _decode_damaged(data: bytes) -> str:
    """Text with a few broken bytes (a truncated file, one flipped bit) is still read."""
    declared = _META_CHARSET.search(data[:4096])
    encodings = ["utf-8", "gb18030"]
    if declared and declared[1].lower() in {b"gb2312", b"gbk", b"gb18030"}:
        encodings.reverse()
    tries = [data.decode(encoding, errors="replace") for encoding in encodings]
    best = min(tries, key=lambda text: text.count("\ufffd"))
    if best.count("\ufffd") * 20 > len(best):
        raise UnusableInput("不是能辨认的文字编码", "请另存为 UTF-8 文本或 Word 文档后再试")
    return _refuse_binary(best)


def _refuse_binary(text: str) -> str:
    """Text has no control characters beyond layout; many of them mean a binary file."""
    sample = text[:4096]
    if len(_CONTROLS.findall(sample)) * 50 > len(sample):
        raise UnusableInput("不是文字文件", "请改用 Word、PDF、网页、表格或文本格式的文件")
    return text.replace("\x00", "") if "\x00" in text else text
