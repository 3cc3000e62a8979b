"""What the number before a place in a text counts: companies, people, scenarios …

Reads a text that went through `same_length_fold` and `lower_latin`.
"""

from __future__ import annotations

import re

from assistant.language.quantities import units

_NOUN_ENDS = frozenset().union(*(words.noun_ends for words in units.WORDS))
_WORD = re.compile(r"[a-z][a-z'-]*|[\u4e00-\u9fff]+|.")
_HAN_STOP = re.compile(f"[{''.join(end for end in sorted(_NOUN_ENDS) if not end.isascii())}]")
_COUNTED_HAN = re.compile(units.longest_first(n for n in units.COUNTED if ord(n[0]) > 0x2E80 and len(n) > 1))
# what says more of the things counted, before their noun
_GOVERNED = re.compile(
    r"(?:左右|上下|以上)?(?:基于|面向|用于|针对|具有|具备|符合|拥有|来自|获|经|以)[\u4e00-\u9fffa-z]{1,14}?的"
)
_RUN = re.compile(r"[\u4e00-\u9fffa-z“”\"]{0,14}")
_RUN_AFTER = re.compile(r"[\u4e00-\u9fffa-z]{0,10}")


def what_is_counted(text: str, at: int) -> tuple[str, int, bool]:
    """(unit, where it ends, whether a Chinese classifier stands there) of what the number before `at` counts."""
    lead = 1 if text[at : at + 1] == " " and "\u4e00" <= text[at + 1 : at + 2] <= "\u9fff" else 0
    classifier = units.HAN_CLASSIFIER.match(text, at + lead)
    if classifier or "\u4e00" <= text[at + lead : at + lead + 1] <= "\u9fff":
        begin = classifier.end() if classifier else at + lead
        stretch = _matched(_RUN, text, begin)
        stop = _HAN_STOP.search(stretch)
        governed = _GOVERNED.match(text, begin)
        if governed and stop and stretch[stop.start()] != "和":  # 20个基于行业大模型的应用场景: the noun comes last
            begin = governed.end()
            stretch = _matched(_RUN_AFTER, text, begin)
            stop = _HAN_STOP.search(stretch)
        stretch = stretch[: stop.start()] if stop else stretch
        nouns = list(_COUNTED_HAN.finditer(stretch))
        own = units.CLASSIFIERS.get(classifier.group(), "") if classifier else ""
        if nouns:
            return own or units.COUNTED[nouns[-1].group()], begin + nouns[-1].end(), classifier is not None
        alone = {"家": "company", "条": "article"}.get(classifier.group(), own) if classifier and not stretch else own
        return alone, begin, classifier is not None
    unit, stop_at, taken = "", at, 0
    for word in _WORD.finditer(text, at, min(len(text), at + 64)):
        token = word.group()
        if token in " -+":
            continue
        if not token[0].isalpha() or token in _NOUN_ENDS or taken >= 5 or ord(token[0]) > 0x2E80:
            break
        taken += 1
        piece = next((piece for piece in (token, token.rsplit("-", 1)[-1]) if piece in units.COUNTED), None)
        if piece is None and unit:  # "18 measures across …": the noun has been read
            break
        if piece is not None:
            unit, stop_at = units.COUNTED[piece], word.end()
    return unit, stop_at, False


def _matched(pattern: re.Pattern[str], text: str, at: int) -> str:
    match = pattern.match(text, at)
    return match.group() if match else ""
