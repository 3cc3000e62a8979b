"""The page's own words, in English and Chinese: one frozen set for each language, and dates written out.

The words of documents and answers are never translated here; this is only what the page itself says.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from assistant.records import AnswerStatus, Kind, Status

LANGUAGES = ("en", "zh")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")

# Places as a jurisdiction code spells them, for both languages. A code that is not here is shown as it stands.
PLACES: Mapping[str, tuple[str, str]] = {
    "CN": ("China", "中国"),
    "EU": ("European Union", "欧盟"),
    "US": ("United States", "美国"),
    "HK": ("Hong Kong", "香港"),
    "UK": ("United Kingdom", "英国"),
    "GB": ("United Kingdom", "英国"),
    "SG": ("Singapore", "新加坡"),
    "KR": ("South Korea", "韩国"),
    "JP": ("Japan", "日本"),
    "CA": ("Canada", "加拿大"),
    "MO": ("Macao", "澳门"),
    "TW": ("Taiwan", "台湾"),
    "Shenzhen": ("Shenzhen", "深圳"),
    "Nanshan": ("Nanshan", "南山"),
    "Longgang": ("Longgang", "龙岗"),
    "Longhua": ("Longhua", "龙华"),
    "Guangming": ("Guangming", "光明"),
    "Qianhai": ("Qianhai", "前海"),
    "Futian": ("Futian", "福田"),
    "Luohu": ("Luohu", "罗湖"),
    "Baoan": ("Bao'an", "宝安"),
    "Guangdong": ("Guangdong", "广东"),
    "Guangzhou": ("Guangzhou", "广州"),
    "Zhuhai": ("Zhuhai", "珠海"),
    "Fujian": ("Fujian", "福建"),
    "Zhangzhou": ("Zhangzhou", "漳州"),
    "Beijing": ("Beijing", "北京"),
    "Shanghai": ("Shanghai", "上海"),
    "Hangzhou": ("Hangzhou", "杭州"),
    "Zhejiang": ("Zhejiang", "浙江"),
    "US-CA": ("California", "加利福尼亚州"),
    "US-CO": ("Colorado", "科罗拉多州"),
    "US-NY": ("New York", "纽约州"),
    "US-TX": ("Texas", "得克萨斯州"),
    "US-UT": ("Utah", "犹他州"),
}


@dataclass(frozen=True, slots=True)
class Example:
    """A group of users and questions that such a person would ask, the page's language first."""

    group: str
    questions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Words:
    """Everything the page says in one language. Braces are filled by `str.format`."""

    language: str
    html_language: str
    other_language: str
    other_language_name: str
    title: str
    tagline: str
    mode_quotes: str
    mode_model: str
    welcome: str
    welcome_more: str
    welcome_hint: str
    examples: tuple[Example, ...]
    placeholder: str
    question_label: str
    ask: str
    stop: str
    new_chat: str
    narrow: str
    narrow_kind: str
    narrow_place: str
    narrow_as_of: str
    narrow_as_of_hint: str
    conversation: str
    sources: str
    library: str
    sources_empty: str
    sources_for: str
    no_sources: str
    closest_label: str
    closest_title: str
    closest_badge: str
    passage_earlier: str
    passage_later: str
    page_one: str
    page_range: str
    undated: str
    source_link: str
    back: str
    copy: str
    copy_sources: str
    searching: str
    writing: str
    checking: str
    working: str
    draft: str
    as_of: str
    quotes_only: str
    seconds: str
    conflict: str
    notes: str
    unproven: str
    left_out: str
    too_long: str
    bad_date: str
    broken: str
    stopped: str
    library_as_of: str
    library_count: str
    empty_title: str
    empty_how: str
    empty_then: str
    status_lines: Mapping[AnswerStatus, str]
    kinds: Mapping[Kind, str]
    statuses: Mapping[Status, str]


ENGLISH = Words(
    language="en",
    html_language="en",
    other_language="zh",
    other_language_name="中文",
    title="Policy Assistant",
    tagline="Answers from AI policy documents, each proven by a quoted passage",
    mode_quotes="Quotes only: no model is set up, so answers are word-for-word quotes from the library.",
    mode_model="Written by {model} from the library; each sentence is checked against the passage it cites.",
    welcome="What would you like to know?",
    welcome_more="Ask about regulations, action plans, support measures and news, in English or Chinese. "
    "Every answer quotes its sources; what the library cannot prove is not said.",
    welcome_hint="Some questions to start with",
    examples=(
        Example(
            "For a company",
            ("Which compute subsidies can a Shenzhen start-up get?", "深圳的初创企业能拿到哪些算力补贴？"),
        ),
        Example(
            "For a journalist",
            (
                "How many application scenarios were listed with the action plan?",
                "与行动方案一同公布的应用场景有多少个？",
            ),
        ),
        Example(
            "For an official",
            ("Summarise what the regulation asks of public bodies", "概括条例对公共机构的要求"),
        ),
    ),
    placeholder="Ask about an AI policy, in English or 中文",
    question_label="Your question",
    ask="Ask",
    stop="Stop",
    new_chat="New chat",
    narrow="Narrow the search",
    narrow_kind="Kind of document",
    narrow_place="Place",
    narrow_as_of="Valid as of",
    narrow_as_of_hint="today, or 2025-12-31",
    conversation="Conversation",
    sources="Sources",
    library="Library",
    sources_empty="The passages that an answer quotes appear here. "
    "Click a marker such as [1] to see the words behind it.",
    sources_for="Sources for",
    no_sources="This answer cites no passage.",
    closest_label="Closest passages",
    closest_title="The closest passages found. They do not answer the question.",
    closest_badge="closest, not an answer",
    passage_earlier="earlier in this passage",
    passage_later="later in this passage",
    page_one="page {first}",
    page_range="pages {first}–{last}",
    undated="undated",
    source_link="Original at {host}",
    back="Back to the answer",
    copy="Copy with sources",
    copy_sources="Sources",
    searching="Searching the library…",
    writing="Writing a draft…",
    checking="Checking each sentence against its passage…",
    working="Working…",
    draft="Draft, not checked yet",
    as_of="as of {date}",
    quotes_only="quotes only",
    seconds="{seconds} s",
    conflict="Sources disagree",
    notes="Please note",
    unproven="not proven",
    left_out="Left out, because no passage proves it",
    too_long="That question has {length} characters; at most {limit} can be read. Please shorten it.",
    bad_date="“{value}” is not a date that can be read. Write it like 2025-12-31, or leave it empty for today.",
    broken="Something went wrong while answering. Please ask again; the details are in the server's log.",
    stopped="Stopped. Nothing was answered.",
    library_as_of="Status of each document as of {date}.",
    library_count="{count} documents",
    empty_title="The library is empty",
    empty_how="Nothing has been ingested yet, so nothing can be answered. Put documents into a folder and run:",
    empty_then="PDF, HTML, Word, Markdown and text files are read. Then ask: the page notices new documents by itself.",
    status_lines={
        AnswerStatus.ANSWERED: "",
        AnswerStatus.PARTIAL: "Only part of the question is answered: the library holds nothing on the rest.",
        AnswerStatus.NO_EVIDENCE: "The library holds nothing that answers this.",
        AnswerStatus.QUOTES: "",
        AnswerStatus.MODEL_UNAVAILABLE: "The model could not be reached. These are word-for-word quotes instead.",
        AnswerStatus.NOT_GROUNDED: "The model's draft could not be proven, so it is not shown. "
        "These are word-for-word quotes instead.",
    },
    kinds={
        Kind.LAW: "Law",
        Kind.REGULATION: "Regulation",
        Kind.MEASURE: "Support measure",
        Kind.PLAN: "Plan",
        Kind.GUIDANCE: "Guidance",
        Kind.NEWS: "News",
        Kind.OTHER: "Other",
    },
    statuses={
        Status.IN_FORCE: "In force",
        Status.UPCOMING: "Not yet in force",
        Status.EXPIRED: "Expired",
        Status.SUPERSEDED: "Superseded",
        Status.REPEALED: "Repealed",
        Status.DRAFT: "Draft",
        Status.VETOED: "Vetoed",
        Status.UNKNOWN: "Status unknown",
    },
)

CHINESE = Words(
    language="zh",
    html_language="zh-Hans",
    other_language="en",
    other_language_name="English",
    title="政策助手",
    tagline="依据人工智能政策文件作答，每句话都有原文为证",
    mode_quotes="仅引原文：未配置模型，答案全部是资料库中的原文引句。",
    mode_model="由 {model} 依据资料库撰写，每句话都与所引原文核对。",
    welcome="您想了解什么？",
    welcome_more="可用中文或英文询问法规、行动方案、扶持措施和新闻报道。每个答案都引用原文；资料库证明不了的内容，不作回答。",
    welcome_hint="可以从这些问题开始",
    examples=(
        Example(
            "企业",
            ("深圳的初创企业能拿到哪些算力补贴？", "Which compute subsidies can a Shenzhen start-up get?"),
        ),
        Example(
            "记者",
            (
                "与行动方案一同公布的应用场景有多少个？",
                "How many application scenarios were listed with the action plan?",
            ),
        ),
        Example(
            "公务人员",
            ("概括条例对公共机构的要求", "Summarise what the regulation asks of public bodies"),
        ),
    ),
    placeholder="请输入与人工智能政策有关的问题，中英文均可",
    question_label="您的问题",
    ask="提问",
    stop="停止",
    new_chat="新对话",
    narrow="缩小范围",
    narrow_kind="文件类别",
    narrow_place="地区",
    narrow_as_of="效力截至",
    narrow_as_of_hint="今天，或 2025-12-31",
    conversation="对话",
    sources="出处",
    library="资料库",
    sources_empty="答案所引的原文会显示在这里。点击 [1] 这样的标记，可查看对应的原文。",
    sources_for="出处对应的问题",
    no_sources="这个答案没有引用原文。",
    closest_label="最接近的段落",
    closest_title="以下是找到的最接近的段落，并不能回答该问题。",
    closest_badge="最接近，但不是答案",
    passage_earlier="本段前文",
    passage_later="本段后文",
    page_one="第 {first} 页",
    page_range="第 {first}–{last} 页",
    undated="日期不详",
    source_link="原文：{host}",
    back="回到答案",
    copy="复制答案和出处",
    copy_sources="出处",
    searching="正在检索资料库…",
    writing="正在起草…",
    checking="正在逐句与原文核对…",
    working="正在处理…",
    draft="草稿，尚未核对",
    as_of="截至 {date}",
    quotes_only="仅引原文",
    seconds="{seconds} 秒",
    conflict="各来源说法不一",
    notes="请注意",
    unproven="未获证实",
    left_out="因没有原文可以证实而略去",
    too_long="问题共 {length} 个字符，最多可读 {limit} 个。请缩短后再问。",
    bad_date="“{value}”不是可识别的日期。请写成 2025-12-31 的样式，或留空表示今天。",
    broken="作答时出了问题。请再问一次；详细情况见服务器日志。",
    stopped="已停止，没有作答。",
    library_as_of="各文件的效力状态截至 {date}。",
    library_count="共 {count} 份文件",
    empty_title="资料库是空的",
    empty_how="尚未导入任何文件，因此无法作答。请把文件放进一个文件夹，然后运行：",
    empty_then="可读取 PDF、HTML、Word、Markdown 和纯文本文件。导入后直接提问即可，页面会自动发现新文件。",
    status_lines={
        AnswerStatus.ANSWERED: "",
        AnswerStatus.PARTIAL: "只回答了问题的一部分：其余部分资料库中没有依据。",
        AnswerStatus.NO_EVIDENCE: "资料库中没有能够回答这个问题的内容。",
        AnswerStatus.QUOTES: "",
        AnswerStatus.MODEL_UNAVAILABLE: "无法连接模型，以下改为原文引句。",
        AnswerStatus.NOT_GROUNDED: "模型的草稿无法得到证实，因此不予显示，以下改为原文引句。",
    },
    kinds={
        Kind.LAW: "法律",
        Kind.REGULATION: "法规规章",
        Kind.MEASURE: "扶持措施",
        Kind.PLAN: "规划方案",
        Kind.GUIDANCE: "指引",
        Kind.NEWS: "新闻",
        Kind.OTHER: "其他",
    },
    statuses={
        Status.IN_FORCE: "现行有效",
        Status.UPCOMING: "尚未施行",
        Status.EXPIRED: "已失效",
        Status.SUPERSEDED: "已被取代",
        Status.REPEALED: "已废止",
        Status.DRAFT: "征求意见稿",
        Status.VETOED: "被否决",
        Status.UNKNOWN: "状态不明",
    },
)


def words_in(language: str) -> Words:
    """The words of the page in "zh", or in English for any other language."""
    return CHINESE if language == "zh" else ENGLISH


def preferred_language(accept: str) -> str:
    """ "en" or "zh": whichever an Accept-Language header ("zh-CN,zh;q=0.9,en;q=0.8") ranks first; "en" by default."""
    ranked: list[tuple[float, int, str]] = []
    for place, part in enumerate(accept.split(",")):
        tag, _, weight = part.strip().partition(";q=")
        language = tag.strip().lower().split("-")[0]
        if language in LANGUAGES:
            try:
                ranked.append((-float(weight or 1), place, language))
            except ValueError:
                continue  # a weight that is no number ranks nothing
    return min(ranked)[2] if ranked else "en"


def written_date(iso: str | None, words: Words) -> str:
    """An ISO date of full or reduced precision in words ("2024-05-01" → "1 May 2024", "2024年5月1日")."""
    if not iso:
        return words.undated
    parts = [int(part) for part in iso.split("-") if part.isdigit()]
    if not 1 <= len(parts) <= 3 or (len(parts) > 1 and not 1 <= parts[1] <= 12):
        return iso
    if words.language == "zh":
        return "".join(f"{part}{unit}" for part, unit in zip(parts, "年月日", strict=False))
    if len(parts) == 1:
        return str(parts[0])
    return " ".join([*(str(day) for day in parts[2:]), MONTHS[parts[1] - 1], str(parts[0])])


def written_place(code: str, words: Words) -> str:
    """A jurisdiction code in words, the narrowest place first ("CN-Shenzhen-Nanshan" → "Nanshan, Shenzhen")."""
    column = 1 if words.language == "zh" else 0
    if code in PLACES:
        return PLACES[code][column]
    names = [PLACES[part][column] if part in PLACES else part for part in code.split("-")]
    inner = names[1:] if len(names) > 1 and code.startswith("CN-") else names
    return "".join(inner) if words.language == "zh" else ", ".join(reversed(inner))
