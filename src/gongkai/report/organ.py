"""What sort of organ a name belongs to. Decides who owes what (条例 Art. 20, 21, 49, 50(4))."""

from __future__ import annotations

import re

TOWN, STREET, GOVERNMENT, BUREAU, ZONE, UNKNOWN = "town", "street", "government", "bureau", "zone", "unknown"

_STREET = re.compile(r"(?:街道|街道办事处|街道办|地区办事处|街办)$")
_TOWN = re.compile(r"(?:镇|乡|民族乡|苏木)(?:人民政府|政府)?$")
_GOVERNMENT = re.compile(
    r"(?:省|市|县|区|州|盟|旗|自治区)(?:人民)?政府(?:办公厅|办公室)?$|(?:省|市|县|自治州|自治县|旗)$|(?<!实验)(?<!开发)(?<!新)(?<!度假)(?<!风景)区$"
)
_ZONE = re.compile(r"(?:实验区|开发区|高新区|新区|度假区|风景区|风景名胜区|示范区|园区)(?:管理委员会|管委会)?$|(?:管理委员会|管委会)$")
_BUREAU = re.compile(r"(?:局|委员会|办公室|厅|委|处|中心|队|所|院|分局|总队|支队|司|署|站)$")
_OURSELVES = ((TOWN, "我镇"), (TOWN, "我乡"), (STREET, "我街道"), (STREET, "我街"), (BUREAU, "我局"), (BUREAU, "我委"))


def kind_of(name: str, text: str = "") -> str:
    """The sort of organ: by its name, else by how the text speaks of itself (我镇, 我局).

    >>> kind_of("示例区示例镇人民政府"), kind_of("示例区人民政府"), kind_of("示例区示例街道办事处")
    ('town', 'government', 'street')
    >>> kind_of("示例区司法局"), kind_of("示例综合实验区"), kind_of("", "今年我镇共公开信息")
    ('bureau', 'zone', 'town')
    """
    bare = re.sub(r"[（(].*?[）)]$", "", name.strip())
    for kind, pattern in ((STREET, _STREET), (TOWN, _TOWN), (ZONE, _ZONE), (GOVERNMENT, _GOVERNMENT), (BUREAU, _BUREAU)):
        if bare and pattern.search(bare):
            return kind
    found = [(text.find(word), kind) for kind, word in _OURSELVES if word in text]
    return min(found)[1] if found else UNKNOWN
