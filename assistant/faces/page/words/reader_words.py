"""The words of the pages on which one document is read, a table a language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from assistant.records import RelationKind


@dataclass(frozen=True, slots=True)
class ReaderWords:
    """Everything that the page of a document says. Braces are filled by `str.format`."""

    record: str
    relations: str
    incoming: str
    contents: str
    text: str
    page_of: str
    before: str
    after: str
    page_image: str
    outlined: str
    no_file: str
    other_file: str
    changed: str
    not_found: str
    cited: str
    notes: str
    fields: Mapping[str, str]  # by the name of a field of `Record`, and "status" and "passages"
    relation_kinds: Mapping[RelationKind, str]
    origins: Mapping[str, str]  # whose words a document is made of


READER_EN = ReaderWords(
    record="Record",
    relations="What it says about other documents",
    incoming="What other documents say about it",
    contents="Contents",
    text="Text",
    page_of="Page {number} of {total}",
    before="Page before",
    after="Next page",
    page_image="Page {number} of the file",
    outlined="The passage is outlined.",
    no_file="The file itself is no longer where it was read, so only its text is shown.",
    other_file="The file has changed since it was read, so only its text is shown.",
    changed="The document has changed since this answer. This is the version that the answer cites.",
    not_found="There is no such document or answer here.",
    cited="The passage that is cited",
    notes="Notes of the reading",
    fields={
        "title_zh": "Title in Chinese",
        "kind": "Kind",
        "issuer": "Issuer",
        "jurisdiction": "Place",
        "number": "Number",
        "issued": "Issued",
        "effective": "In force from",
        "expires": "Expires",
        "status": "Status",
        "pages": "Pages",
        "passages": "Passages",
        "document": "File",
    },
    relation_kinds={
        RelationKind.REPEALS: "repeals",
        RelationKind.REPEALED_BY: "repealed by",
        RelationKind.AMENDS: "amends",
        RelationKind.AMENDED_BY: "amended by",
        RelationKind.SUPERSEDES: "supersedes",
        RelationKind.SUPERSEDED_BY: "superseded by",
        RelationKind.IMPLEMENTS: "implements",
        RelationKind.DRAFT_OF: "draft of",
        RelationKind.VERSION_OF: "version of",
    },
    origins={
        "official": "official text",
        "translation": "translation",
        "summary": "summary, not the original",
        "news": "news",
    },
)

READER_ZH = ReaderWords(
    record="文件信息",
    relations="本文件提及的其他文件",
    incoming="提及本文件的其他文件",
    contents="目录",
    text="正文",
    page_of="第 {number} 页，共 {total} 页",
    before="上一页",
    after="下一页",
    page_image="原文件第 {number} 页",
    outlined="所引段落已框出。",
    no_file="原文件已不在读取时的位置，因此只显示文字。",
    other_file="原文件在读取之后有改动，因此只显示文字。",
    changed="该文件在作答之后有改动，以下是答案所引的版本。",
    not_found="这里没有这份文件或这个答案。",
    cited="所引段落",
    notes="读取说明",
    fields={
        "title_zh": "中文标题",
        "kind": "类别",
        "issuer": "发布机关",
        "jurisdiction": "地区",
        "number": "文号",
        "issued": "发布日期",
        "effective": "施行日期",
        "expires": "失效日期",
        "status": "效力",
        "pages": "页数",
        "passages": "段落数",
        "document": "文件名",
    },
    relation_kinds={
        RelationKind.REPEALS: "废止",
        RelationKind.REPEALED_BY: "被废止于",
        RelationKind.AMENDS: "修改",
        RelationKind.AMENDED_BY: "被修改于",
        RelationKind.SUPERSEDES: "取代",
        RelationKind.SUPERSEDED_BY: "被取代于",
        RelationKind.IMPLEMENTS: "落实",
        RelationKind.DRAFT_OF: "为其草案",
        RelationKind.VERSION_OF: "为其版本",
    },
    origins={"official": "官方原文", "translation": "译文", "summary": "摘要，非原文", "news": "新闻"},
)
