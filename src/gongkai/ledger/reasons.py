"""Why an act is not possible now: a Chinese sentence with its citations."""

from __future__ import annotations

from typing import NamedTuple

from gongkai.law.citation import printed

_LONG, _SHORT = "《中华人民共和国政府信息公开条例》", "条例"
_FORM, _FORM_NUMBER = "格式2021", "国办公开办函〔2021〕30号"


class Reason(NamedTuple):
    """One reason. ``cites`` are citation keys, none when the text already names its clause."""

    text: str
    cites: tuple[str, ...] = ()

    @property
    def sentence(self) -> str:
        """The text with its clauses in brackets.

        >>> Reason("不能延期：已经延过一次", ("条例:33.2",)).sentence
        '不能延期：已经延过一次（条例第三十三条第二款）'
        """
        return f"{self.text}（{'、'.join(map(short, self.cites))}）" if self.cites else self.text


class NotAllowed(ValueError):
    """An act was refused; ``reasons`` has all of them."""

    def __init__(self, reasons: tuple[Reason, ...]) -> None:
        super().__init__("；".join(reason.sentence for reason in reasons))
        self.reasons = reasons


def short(key: str) -> str:
    """A citation as an officer says it: the Regulation of 2019 is 「条例」, the form of the report its number, everything else stands in full.

    >>> short("格式2021#三（五）5")
    '国办公开办函〔2021〕30号第三部分（五）5'
    """
    name, _, part = key.partition("#")
    if name == _FORM:
        return f"{_FORM_NUMBER}第{part[0]}部分{part[1:]}" if part else _FORM_NUMBER
    text = printed(key)
    return text.replace(_LONG, _SHORT) if key.startswith("条例:") else text
