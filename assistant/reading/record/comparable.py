"""The form in which the titles of documents are compared."""

from __future__ import annotations

import re
from functools import lru_cache

from assistant.language.folding import fold


@lru_cache(16_384)
def comparable_title(title: str) -> str:
    """A form of a title in which the same instrument's names are equal, whatever the punctuation, the script, the
    state's name in front and the words on which version it is ("（2025年修正）"). Years of a period stay."""
    words = fold(title).lower()
    words = re.sub(
        r"[（(][^()（）]*(?:修正|修订|文本|施行|译|text|amended|translation|version|政策卡片|试用)[^()（）]*[)）]",
        "",
        words,
    )
    words = re.sub(r"\b(?:the|of the people[’']s republic of china|of the prc)\b", "", words)
    return re.sub(r"[^\w\u4e00-\u9fff×+]", "", words.replace("中华人民共和国", ""))
