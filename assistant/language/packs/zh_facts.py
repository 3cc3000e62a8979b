"""How Chinese asks for facts of each kind, and how it states them."""

from __future__ import annotations

from assistant.language.packs.pack import FactWords

CHINESE_FACTS = FactWords(
    asks={
        "contact": "电话|電話|热线|邮箱|邮件地址|联系(?:方式|人)|网址|微信|哪条[街路]",
        "reason": "为什么|為什麼|为何|何故|什么原因|怎么会",
        "person": (
            "(?:局长|主任|书记|区长|市长|负责人)(?:是谁|叫什么|姓名)|谁(?:是|担任).{0,12}(?:局长|主任|书记|区长|市长)"
        ),
        "rate": "比例|百分之|百分比|几成",
        "duration": "多少(?:天|年|个?月|日|个?小时|个?工作日)|几个?工作日|多久|多长时间|几个?[年月]|有效期多",
        "date": "何时|什么时候|什么時候|几时|哪一?[年天日月]|日期|截止",
        "money": "多少钱|多少(?:万|亿)?元|多少錢|金额|上限|封顶|封頂|最高|最多|罚款|预算|投资额|多少补贴|补贴多少",
        "count": "多少|几(?:个|家|项|条|名|类|种|所)|数量|幾",
        "body": "谁|誰|哪个(?:部门|单位|机关|机构)|由哪|主管|牵头|负责",
    },
    states={
        "body": "局|委员会|部门|办公室|政府|厅|协会|人大|部$|副局长|主任",
        "person": "局长|主任|书记|区长|市长|部长",
        "reason": "因为|由于|到期|有误|不应|为了|旨在|因此|原因|取决于",
    },
    details={
        "telephone": "电话|電話|热线|传真",
        "mail": "邮箱|邮件",
        "web": "网址|网站",
        "street": "地址|哪条[街路]|几号楼?",
        "wechat": "微信",
    },
    street=r"[路街道]\d+号|\d+[号楼层]",
    offices={
        "head": "局长|主任|院长|负责人|主管",
        "mayor": "市长|区长",
        "secretary": "书记",
        "minister": "部长",
        "chair": "主席|会长",
        "officer": "官",
    },
    deputy="副",
)
