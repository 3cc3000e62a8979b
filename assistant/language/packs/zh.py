"""Chinese, in either script."""

from __future__ import annotations

from assistant.language.packs.pack import Pack, counted
from assistant.language.packs.requests.zh import REQUEST
from assistant.language.packs.zh_asking import CHINESE_ASKING
from assistant.language.packs.zh_cues import ZH_CUES
from assistant.language.packs.zh_dates import CHINESE_DATES
from assistant.language.packs.zh_facts import CHINESE_FACTS
from assistant.language.packs.zh_figures import CHINESE_FIGURES

_STOP = """
的 了 和 与 在 是 哪 哪些 什么 谁 吗 呢 对 为 由 及 或 等 以 其 于 之 有 被 将 从 到 并 这 那 个 些 中 上
下 里 如何 怎么 怎样 多少 几 哪个 哪里 何 何时 请问
"""
_LIGHT = """
应当 应 必须 可以 可 不得 不 未 没有 无 年 月 日 元 万 亿 每年 其中 以及 并 等 按 该 各 本 给予 进行 最高 不超过
至少 以上 以下 家 项 个 条 人
"""


ZH = Pack(
    code="zh",
    request=REQUEST,
    cues=ZH_CUES,
    asking=CHINESE_ASKING,
    # numerals
    numbers={
        **counted("零一二三四五六七八九"),
        **counted("壹贰叁肆伍陆柒捌玖", 1),
        **counted("貳參肆伍陸", 2),
        "〇": 0, "○": 0, "Ｏ": 0, "两": 2, "兩": 2, "俩": 2, "廿": 20, "卅": 30,
    },
    multipliers={"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000},
    scales={"万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8, "兆": 10**12},
    figures=CHINESE_FIGURES,
    dates=CHINESE_DATES,
    facts=CHINESE_FACTS,
    # sentences and words
    stop=frozenset(_STOP.split()),
    light=frozenset(_LIGHT.split()),
    # no text of the corpus or of the laws looked at has any
    orders_to_models=(
        r"(?:忽略|无视|忘记)[^。！？\n]{0,14}(?:指令|指示|提示|规则|以上)",
        "系统提示[：:]",
        "回答末尾",
        r"从现在起[^。！？\n]{0,12}回答",
        "一律回答",
    ),
)  # fmt: skip
