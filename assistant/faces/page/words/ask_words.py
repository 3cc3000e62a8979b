"""The words of what can be done with an answer, and of the conversations kept, a table a language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class AskWords:
    """Everything that the tab Ask says beside what `Words` has. Braces are filled by `str.format`."""

    understood: str
    undo: str
    undone: str
    chips: Mapping[str, str]  # by the name of what is undone
    facts: Mapping[str, str]  # of a profile, by the name of its field
    retry: str
    edit: str
    markdown: str
    word: str
    link: str
    good: str
    bad: str
    judged: str
    remark: str
    send_remark: str
    thanks: str
    ask_next: str
    shown_of: str
    all_shown: str
    open_page: str
    open_text: str
    value: str
    said_by: str
    only: str
    all_documents: str
    earlier: str
    none_earlier: str
    forget: str
    close: str
    panel: str


ASK_EN = AskWords(
    understood="Understood",
    undo="Ask again without this",
    undone="without: {what}",
    chips={"spelling": "spelling", "situation": "your situation", "date": "date", "preferred": "preference"},
    facts={
        "size_staff": "{value} staff",
        "age_years": "founded {value} years ago",
        "is_startup": "a start-up",
        "amount": "spends {value} {currency}",
    },
    retry="Try again",
    edit="Edit",
    markdown="Markdown",
    word="Word",
    link="Link",
    good="Helpful",
    bad="Not helpful",
    judged="Kept in the library's folder on this machine. A remark, if you like:",
    remark="What was right or wrong?",
    send_remark="Keep the remark",
    thanks="Thank you, it is kept.",
    ask_next="Ask next",
    shown_of="{shown} of {total} shown",
    all_shown="all",
    open_page="Open at page {page}",
    open_text="Open in the text",
    value="Value",
    said_by="Said by",
    only="Only these documents are asked: {titles}",
    all_documents="Ask all again",
    earlier="Earlier conversations of this browser",
    none_earlier="Nothing has been asked in this browser yet.",
    forget="Forget them all",
    close="Close",
    panel="Sources and earlier conversations",
)

ASK_ZH = AskWords(
    understood="已理解为",
    undo="去掉这一点再问",
    undone="不考虑：{what}",
    chips={"spelling": "更正", "situation": "您的情况", "date": "日期", "preferred": "优先"},
    facts={
        "size_staff": "{value} 人",
        "age_years": "成立 {value} 年",
        "is_startup": "初创企业",
        "amount": "支出 {value} {currency}",
    },
    retry="重试",
    edit="编辑",
    markdown="Markdown",
    word="Word",
    link="链接",
    good="有用",
    bad="没用",
    judged="评价保存在本机的资料库文件夹中。如愿意，可写一句说明：",
    remark="哪里对，哪里不对？",
    send_remark="保存说明",
    thanks="谢谢，已保存。",
    ask_next="接着问",
    shown_of="显示 {shown} 条，共 {total} 条",
    all_shown="全部",
    open_page="打开第 {page} 页",
    open_text="打开正文",
    value="数值",
    said_by="出处",
    only="只问这些文件：{titles}",
    all_documents="恢复问全部文件",
    earlier="本浏览器的历次对话",
    none_earlier="本浏览器还没有提过问题。",
    forget="全部清除",
    close="关闭",
    panel="出处和历次对话",
)
