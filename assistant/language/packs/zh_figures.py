"""What the reader of quantities knows of Chinese. Patterns read a text whose width, script and case are folded."""

from __future__ import annotations

from assistant.language.packs.pack import FigureWords, grouped

_CURRENCIES = """
CNY: 人民币 元人民币 元 圆
HKD: 港元 港币
USD: 美元 美金
SGD: 新加坡元 新元 坡元
EUR: 欧元
GBP: 英镑
JPY: 日元 日圆
KRW: 韩元
AUD: 澳元
TWD: 新台币 新台币元 台币
"""
_MEASURES = """
duration month 12: 年 周年 年度 个年度
duration month 3: 个季度 季度
duration month 1: 个月 月
duration day 7: 周 个星期 星期
duration day 1: 天 日 自然日
duration workday 1: 工作日 个工作日
duration hour 1: 小时 个小时
duration minute 1: 分钟
compute FLOP 1: 次浮点运算
area m2 1: 平方米 平米 平方公尺
area m2 10000: 公顷
area m2 1000000: 平方公里 平方千米
length m 1000: 公里 千米
length m 1: 米
energy kWh 1: 千瓦时 度电
power MW 1: 兆瓦
power MW 1000: 吉瓦
multiple x 1: 倍
age year 1: 周岁 岁
"""
_COUNTED = """
company: 企业 公司 独角兽 厂商 商户
scenario: 场景
measure: 措施 举措 条措施 项措施
chapter: 章
article: 条
clause: 款
project: 项目
patent: 专利
person: 人 人才 专家 员工 用户 学生 人员 名 从业人员
area: 领域 方面 行业
cluster: 集群
park: 园区 产业园 产业园区
community: 社区
incubator: 孵化器
institution: 机构 高校 院校 研究院 实验室 中心 平台
city: 城市
case: 案例
model: 模型
product: 产品 爆款
application: 应用
unit: 台 套 部
chip: 芯片
fund: 基金
document: 标准 文件
category: 类 类别
"""
_PARTS = """
article: 条
chapter: 章
section: 节
annex: 附件 附录
paragraph: 款
page: 页
table: 表
figure: 图
item: 项
"""

CHINESE_FIGURES = FigureWords(
    currencies=grouped(_CURRENCIES),
    currency_prefixes=grouped("CNY: 人民币\nHKD: 港币"),
    measures=grouped(_MEASURES),
    counted=grouped(_COUNTED),
    parts=grouped(_PARTS),
    classifiers={"家": "", "名": "person", "人": "person", "户": "", "位": "person", "章": "chapter"},
    other_classifiers="个项件座所台套处批次类种款期届片间份支组枚颗张卡辆架只条部场门宗起例",
    noun_ends=frozenset("和及与或的是在为给按将对由以等并从"),
    share=(
        r"[百千]分之(?:[零一二两三四五六七八九十百点]{1,12}|\d{1,9}(?:\.\d+)?)"
        r"|(?:[一二两三四五六七八九]|\d)成[一二三四五六七八九半]?(?![立为果效员本功长熟就都品分型]|交(?![租纳费]))"
        r"|[二两三四五六七八九十]分之[一二两三四五六七八九]"
    ),
    half="一半|半数|过半",
    half_year="(?<![上下前后])半年",
    once="(?:(?<=连任)|(?<=延长)|(?<=续聘)|(?<=续期)|(?<=展期)|(?<=仅限)|(?<=只能)|(?<=申请))一次",
    bounds_before={
        "AT_MOST": (
            "不(?:得|应|会|能|可)?(?:超过|超出|高于|多于|大于|逾|超)|最高|最多|最大|最长|至多|上限|封顶|限额|顶格"
        ),
        "AT_LEAST": (
            "不(?:得|应|能|可)?(?:少于|低于|小于|短于|少於)|至少|最少|最低(?!生活|工资|保障|限度)|最短|起码|下限"
        ),
        "LESS": "低于|小于|少于|不足|未满|不到|不满",
        "MORE": r"超过|超出|超|逾|突破|大于|多于|高于|(?<![通超经不越透难])过(?=[\d十百千万亿]|$)",
        "ABOUT": "约|大约|近|将近|接近|大概",
    },
    bounds_after={
        "AT_MOST": (
            r"[^,，。；;、|\d]{0,6}(?:以内|之内|及以下|以下|封顶|最多(?=可?以?免)|为上限|的上限|为限|为最高)"
            r"|是[^,，。；;、|\d]{0,12}(?:上限|最高额|封顶)"
        ),
        "AT_LEAST": r"[^,，。；;、|\d]{0,8}(?:及以上|以上|起步)",
        "MORE": "[余多](?=[个家项名人万亿元件场台]|$)",
        "ABOUT": r"[^,，。；;、|\d]{0,4}(?:左右|上下)",
    },
    filler='[\u4e00-\u9fff (（《》“”"：:]{0,16}[ (（]*(?:[a-z]{0,3}[$¥€£₩])? ?',
    tight_filler="[为达到了至过约人民币共计已总数的(（]{0,5} ?",
    loosely="原则上|一般",
    date_from="[自从][ 约起]{0,2}",
    date_until="(?:至|到|截至|截止|止于|前) ?约?",
    date_from_after=" ?(?:起|开始|以来|以后|之后|后(?!续))",
    date_until_after=" ?(?:(?:日)?前|以前|之前|止|截止|为止|底前|末前)",
)
