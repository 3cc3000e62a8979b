"""The words of the tab Library, a table a language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class LibraryWords:
    """Everything that the tab Library says. Braces are filled by `str.format`."""

    search: str
    columns: tuple[str, str, str, str, str, str, str]  # title, kind, place, issued, status, pages, passages
    pick: str
    picked: str
    none_picked: str
    ask_only: str
    edit: str
    reread: str
    remove: str
    sure: str
    yes_remove: str
    keep: str
    removed: str
    add: str
    drop: str
    address: str
    address_hint: str
    add_address: str
    private_address: str
    no_address: str
    read_only: str
    stages: Mapping[str, str]  # by the first word of what an ingest reports
    counted: str
    outcomes: Mapping[str, str]  # by `Ingested.change`
    same: str
    refused: str
    seconds: str
    save: str
    cancel: str
    cannot_edit: str
    kept_in: str
    edited: Mapping[str, str]  # names of the fields that can be edited, by the field of `Record`
    coverage: str
    by_kind: str
    by_place: str
    by_year: str
    without_year: str
    ends_soon: str
    none_ends: str
    timeline: str
    bad_day: str


LIBRARY_EN = LibraryWords(
    search="Search titles, issuers, numbers",
    columns=("Document", "Kind", "Place", "Issued", "Status", "Pages", "Passages"),
    pick="Choose {title}",
    picked="{count} chosen",
    none_picked="Tick documents to ask only them, or to edit, read again or remove them.",
    ask_only="Ask only these",
    edit="Edit",
    reread="Read again",
    remove="Remove",
    sure="Remove {titles} from the library?",
    yes_remove="Yes, remove",
    keep="Keep",
    removed="Removed: {titles}.",
    add="Add documents",
    drop="Drop files here, or click to choose",
    address="Web address",
    address_hint="https://…",
    add_address="Add this page",
    private_address="That address lies inside this network; only public ones are read from the page.",
    no_address="Write a web address that begins with https:// or http://.",
    read_only="This page is shared with others, so the library cannot be changed from it.",
    stages={
        "hashing": "Looking at the files",
        "reading": "Reading {name}",
        "fetching": "Fetching {name}",
        "embedding": "Making the passages findable",
        "finishing": "Finishing",
    },
    counted="{done} of {total}",
    outcomes={"added": "added, {passages} passages", "updated": "updated, {passages} passages",
              "unchanged": "unchanged, {passages} passages"},
    same="the same content as {name}",
    refused="refused: {reason}",
    seconds="done in {seconds} s",
    save="Save",
    cancel="Cancel",
    cannot_edit="Only the record of a file can be edited, and this document was read from a place that cannot be "
    "written to: {path}",
    kept_in="What you write is kept in {name} beside the file.",
    edited={"title": "Title", "title_zh": "Title in Chinese", "kind": "Kind", "issuer": "Issuer",
            "jurisdiction": "Place", "number": "Number", "issued": "Issued", "effective": "In force from",
            "expires": "Expires", "url": "Address"},
    coverage="What the library covers",
    by_kind="By kind",
    by_place="By place",
    by_year="By year of issue",
    without_year="undated",
    ends_soon="Expires within a year",
    none_ends="No document of the library is known to expire within a year.",
    timeline="From when until when documents hold",
    bad_day="“{value}” is not a date that can be read.",
)  # fmt: skip

LIBRARY_ZH = LibraryWords(
    search="搜索标题、发布机关、文号",
    columns=("文件", "类别", "地区", "发布日期", "效力", "页数", "段落"),
    pick="选择《{title}》",
    picked="已选 {count} 份",
    none_picked="勾选文件后，可以只向这些文件提问，或编辑、重新读取、移除。",
    ask_only="只问这些文件",
    edit="编辑",
    reread="重新读取",
    remove="移除",
    sure="从资料库移除 {titles}？",
    yes_remove="确认移除",
    keep="保留",
    removed="已移除：{titles}。",
    add="添加文件",
    drop="把文件拖到这里，或点击选择",
    address="网址",
    address_hint="https://…",
    add_address="添加网页",
    private_address="该网址位于本网络内部；本页只读取公开网址。",
    no_address="请输入以 https:// 或 http:// 开头的网址。",
    read_only="本页与他人共用，因此不能在此更改资料库。",
    stages={
        "hashing": "正在查看文件",
        "reading": "正在读取 {name}",
        "fetching": "正在获取 {name}",
        "embedding": "正在建立检索",
        "finishing": "正在收尾",
    },
    counted="{done}/{total}",
    outcomes={"added": "已添加，{passages} 段", "updated": "已更新，{passages} 段",
              "unchanged": "没有变化，{passages} 段"},
    same="与 {name} 内容相同",
    refused="未能读取：{reason}",
    seconds="用时 {seconds} 秒",
    save="保存",
    cancel="取消",
    cannot_edit="只能编辑文件的信息；这份文件的读取位置无法写入：{path}",
    kept_in="您填写的内容保存在文件旁的 {name} 中。",
    edited={"title": "标题", "title_zh": "中文标题", "kind": "类别", "issuer": "发布机关",
            "jurisdiction": "地区", "number": "文号", "issued": "发布日期", "effective": "施行日期",
            "expires": "失效日期", "url": "网址"},
    coverage="资料库的覆盖范围",
    by_kind="按类别",
    by_place="按地区",
    by_year="按发布年份",
    without_year="日期不详",
    ends_soon="一年内失效",
    none_ends="资料库中没有已知将在一年内失效的文件。",
    timeline="各文件的有效期间",
    bad_day="“{value}”不是可识别的日期。",
)  # fmt: skip
