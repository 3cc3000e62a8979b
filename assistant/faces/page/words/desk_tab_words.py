"""The words of the tabs of desks, a table a language. What desks say of documents stands in `told/`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class DeskTabWords:
    """Everything that the tabs of desks say. Braces are filled by `str.format`."""

    subsidies_intro: str
    fields: Mapping[str, str]  # of the profile, by their keys
    hints: Mapping[str, str]
    bodies: Mapping[str, str]  # sorts of organisation
    answers: Mapping[str, str]  # "", "yes", "no"
    what: str
    amount: str
    what_hint: str
    amount_hint: str
    find: str
    none_found: str
    files: Mapping[str, str]  # by suffix
    not_for_you: str
    compare_intro: str
    earlier: str
    later: str
    compare: str
    choose_two: str
    unchanged: str
    check_intro: str
    draft: str
    draft_hint: str
    draft_file: str
    check: str
    brief_intro: str
    questions: str
    questions_hint: str
    brief_language: str
    brief: str
    nothing_kept: str


DESKS_EN = DeskTabWords(
    subsidies_intro="Say what you know of yourselves. It stays on this machine and is here again next time; "
    "what is left empty becomes a question.",
    fields={
        "place": "City",
        "district": "District",
        "organisation": "You are",
        "sector": "Field",
        "is_startup": "A start-up?",
        "size_staff": "Staff",
        "age_years": "Years since founding",
    },
    hints={"place": "Shenzhen", "district": "Nanshan", "sector": "medical large models", "size_staff": "15",
           "age_years": "2"},
    bodies={"": "–", "firm": "a company", "university": "a university", "institute": "an institute",
            "person": "a person"},
    answers={"": "–", "yes": "yes", "no": "no"},
    what="Spending on",
    amount="Amount a year",
    what_hint="renting computing power to train our own model",
    amount_hint="3.2 million yuan",
    find="Find measures",
    none_found="The library holds no support measure.",
    files={"xlsx": "Excel", "docx": "Word", "md": "Markdown"},
    not_for_you="Not for you ({count})",
    compare_intro="Two versions of a text, or a text and its translation, article by article.",
    earlier="Earlier, or original",
    later="Later, or translation",
    compare="Compare",
    choose_two="Choose two different documents.",
    unchanged="{count} without a change: {labels}",
    check_intro="A draft beside the library: each claim with the words that prove it or say otherwise. "
    "It stays on this machine, which keeps the last one for its files.",
    draft="Your draft",
    draft_hint="Paste an article, a speech or a report",
    draft_file="Or a file: Word, PDF, Markdown, text",
    check="Check the draft",
    brief_intro="A briefing made of proven sentences, with a footnote behind each.",
    questions="Questions, or a subject: one a line",
    questions_hint="Which compute subsidies can a Shenzhen start-up get?",
    brief_language="Language",
    brief="Write the briefing",
    nothing_kept="Nothing was asked for in this browser yet.",
)  # fmt: skip

DESKS_ZH = DeskTabWords(
    subsidies_intro="请填写已知的情况。内容只保存在本机，下次打开仍在；空着的会变成待确认的问题。",
    fields={
        "place": "城市",
        "district": "区",
        "organisation": "性质",
        "sector": "领域",
        "is_startup": "是否初创企业",
        "size_staff": "人数",
        "age_years": "成立年数",
    },
    hints={"place": "深圳", "district": "南山", "sector": "医疗大模型", "size_staff": "15", "age_years": "2"},
    bodies={"": "–", "firm": "企业", "university": "高校", "institute": "研究机构", "person": "个人"},
    answers={"": "–", "yes": "是", "no": "否"},
    what="支出用于",
    amount="每年金额",
    what_hint="租用算力训练自己的大模型",
    amount_hint="320万元",
    find="查找措施",
    none_found="资料库中没有扶持措施。",
    files={"xlsx": "Excel", "docx": "Word", "md": "Markdown"},
    not_for_you="不适用（{count} 项）",
    compare_intro="逐条对照同一文本的两个版本，或原文与译文。",
    earlier="较早的版本或原文",
    later="较晚的版本或译文",
    compare="对照",
    choose_two="请选择两份不同的文件。",
    unchanged="没有变化的 {count} 条：{labels}",
    check_intro="逐条对照资料库核查稿件：每一处陈述都附上可以证明它或与它不符的原文。稿件只保存在本机，最近一份会保留以供下载。",
    draft="稿件",
    draft_hint="粘贴文章、讲话或报告",
    draft_file="或选择文件：Word、PDF、Markdown、文本",
    check="核查稿件",
    brief_intro="由有原文依据的句子组成的简报，每句都有脚注。",
    questions="问题或主题，每行一个",
    questions_hint="深圳的初创企业能拿到哪些算力补贴？",
    brief_language="语言",
    brief="撰写简报",
    nothing_kept="此浏览器尚未提交过内容。",
)  # fmt: skip
