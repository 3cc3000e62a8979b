"""How Chinese asks: the cues of questions."""

from __future__ import annotations

from assistant.language.packs.question_cues import Asking
from assistant.records import Kind

CHINESE_ASKING = Asking(
    leans=r"^\s*(?:那么?|还有|另外|以及|同样|如果|换成|以前|之前)|[它其]|[这那](?:个|些|项|部|份|里)|上述|该(?!如何)"
    r"|呢[？?。\s]*$",
    word=r"\w",
    fewest=5,
    filling=r"那么?|呢|还有|以及|换成|如果|的|区|市|在|是|吗|又|(?<!\d)(?:19|20)\d\d年?(?!\d)|\W",
    lists=r"哪些|有什么|列出|概述|总结|概括|条件|要求|分别",
    kinds={
        Kind.REGULATION: r"条例|法规",
        Kind.PLAN: r"行动计划|行动方案|规划",
        Kind.LAW: r"法律",
        Kind.NEWS: r"新闻|报道",
        Kind.GUIDANCE: r"指引|指南",
    },
    old=r"废止|失效|旧版|原来|以前|此前|修订前|修改前|草案|征求意见|历史|过期|否决",
    validity=r"有效吗|还有效|仍有效|是否有效|失效|废止|生效|施行|现行",
    claimed=r"[到至前后过]\s*$",
    two_things=r"[和与跟及或、比]|还是",
    how_much=r"多少|几|百分之|是什么",
    days={
        "expires": (
            r"有效期|到期|过期|過期|失效|(?:执行|有效|实施|延续)到|截至何时|还能(?:申请|申报|用)|还有效|还剩"
            r"|什么时候(?:结束|为止)|为止",
            r"有效期|执行期|施行期|[至到].{0,24}(?:日|年)止|截至|有效至|失效|试行.{0,6}年",
        ),
        "effective": (
            r"施行|生效|实施到|起算|开始(?:实施|执行|适用)|何时实施|几(?:月|号)起",
            r"施行|生效|起(?:实施|执行|实行|适用)|实施之日",
        ),
        "issued": (
            r"(?:何时|什么时候|哪(?:一)?[天年日月]|几月几[日号]|什么日[期子]).{0,10}(?:印发|发布|公布|出台|通过|签署)"
            r"|(?:印发|发布|公布|出台|通过|签署)(?:日期|时间|的?日子|于哪|是哪|是什么)",
            r"印发|发布|公布|通过|签署|^\W*(?:19|20)\d\d年",
        ),
    },
    spans=r"[一二三五1-9]\s?年",
    penalty=r"罚|处分|责任|禁止",
    budget=r"预算|总额|总盘",
    applying=r"申请|申报|材料|截止|受理|审批",
    sizes={"percent": r"费率|比率", "money": r"规模|产值|多大"},
    rank=r"排名|排第几|位列|第几",
    passed=r"通过",
    how_many=r"(?:多少|几)[家个项条名]?",
)
