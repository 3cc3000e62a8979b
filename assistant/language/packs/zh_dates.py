"""The dates of Chinese, as they are said from the day of writing."""

from __future__ import annotations

from assistant.language.packs.pack import DateWords, counted

_MONTH = r"(?P<m>\d{1,2}|[一二三四五六七八九十]{1,2})月"
_DAY = r"(?P<d>\d{1,2}|[一二三四五六七八九十]{1,3})[日号]"

CHINESE_DATES = DateWords(
    weekdays=counted("一二三四五六日") | {"天": 6},
    days={"大前": -3, "前": -2, "昨": -1, "今": 0, "明": 1, "后": 2, "後": 2},
    steps={
        "上上": -2, "前": -2, "去": -1, "上": -1, "今": 0, "本": 0, "这": 0, "這": 0, "当": 0, "明": 1, "下": 1,
    },
    units={
        "年": "year", "个月": "month", "月": "month", "周": "week", "週": "week", "星期": "week", "礼拜": "week",
        "天": "day", "日": "day",
    },
    relative=(
        "(?<![之以目先提日])(?P<day>大前|前|昨|今|明|后|後)(?:天|日|晚)(?![常期])",
        r"(?P<step>去|今|明|前|本|上|下|当)(?P<unit>年)(?!度|龄|均|以|来|个|限)"
        rf"(?:(?P<first_half>上)半年|(?P<second_half>下)半年|年?[底末初中]|的?{_MONTH}(?:份|{_DAY})?)?",
        r"(?P<step>上上|上|本|这|這|当|下)个?(?P<unit>月)(?:底|初|末|中旬|上旬|下旬|(?P<d>\d{1,2})[日号])?",
        "(?P<step>上上|上|本|这|這|下)个?(?P<unit>周|週|星期|礼拜)(?P<weekday>[一二三四五六日天])?(?!年|期|边|围)",
        r"(?P<count>\d{1,3}|[一二两兩三四五六七八九十]{1,3})个?(?P<ago>年|个月|月|周|週|星期|天|日)前(?!后)",
    ),
)  # fmt: skip
