"""Records: every field with its origin, on small texts written here and on the real documents beside the project."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.errors import Unreadable
from assistant.reading import read_documents
from assistant.reading.record.comparable import comparable_title
from assistant.reading.record.describing import describe
from assistant.reading.record.kinds import kind_of
from assistant.reading.record.titles import tidy_title
from assistant.records import Document, Heading, Kind, Property, Record, Section, Source, Status

FIELDS = ("title", "kind", "issuer", "jurisdiction", "language", "number", "issued", "effective", "expires")


def source(text: str, name: str = "text.md", *properties: Property, headings: tuple[Heading, ...] = ()) -> Source:
    return Source(name, f"/somewhere/{name}", "0" * 64, "markdown", text, properties=properties, headings=headings)


def described(text: str, name: str = "text.md", *properties: Property) -> Record:
    return describe(source(text, name, *properties), ())[0]


NOTICE = """南海市工业和信息化局关于印发《南海市支持智能算力若干措施》的通知

海工信规〔2024〕7号

各有关单位：

现将《南海市支持智能算力若干措施》印发给你们，请遵照执行。根据国发〔2025〕11号文件精神。

南海市工业和信息化局

2024年12月18日

南海市支持智能算力若干措施

第一条 对企业给予补贴。《老办法的实施细则》自2019年1月1日起施行，有效期五年。

第九条 本措施自发布之日起施行，有效期两年。《南海市算力补贴办法》同时废止。
"""


def test_a_notice_gives_up_its_title_number_issuer_and_computed_dates() -> None:
    record, relations = describe(source(NOTICE), ())
    assert (record.title, record.number, record.issuer) == (
        "南海市支持智能算力若干措施",
        "海工信规〔2024〕7号",
        "南海市工业和信息化局",
    )
    assert (record.kind, record.language) == (Kind.MEASURE, "zh")
    assert (record.issued, record.effective, record.expires) == ("2024-12-18", "2024-12-18", "2026-12-17")
    assert record.origin["issued"] == "text"
    assert record.origin["effective"] == record.origin["expires"] == "text, computed"
    assert [one.target for one in relations if one.relation == "repeals"] == ["《南海市算力补贴办法》"]


@pytest.mark.parametrize(
    ("clause", "effective", "expires"),
    [
        ("本办法自2022年11月1日起施行。", "2022-11-01", None),
        ("本办法自二〇二二年十一月一日起施行，有效期3年。", "2022-11-01", "2025-10-31"),
        ("本办法自2024年3月1日起施行，有效期至2027年12月31日。", "2024-03-01", "2027-12-31"),
        ("本办法自印发之日起30日后施行，有效期五年。", "2024-02-09", "2029-02-08"),
        (
            "本措施执行期限：2024年2月1日起至2025年12月31日止。\n执行期限：2024年2月1日起至2025年12月31日止",
            "2024-02-01",
            "2025-12-31",
        ),
    ],
)
def test_chinese_clauses_on_effect_and_end(clause: str, effective: str, expires: str | None) -> None:
    record = described(
        f"# 南海市算力管理办法\n\n2024年1月10日 南海市人民政府公布\n\n第一条 内容。\n\n第二条 {clause}\n"
    )
    assert (record.issued, record.effective, record.expires) == ("2024-01-10", effective, expires)


@pytest.mark.parametrize(
    ("clause", "effective", "expires"),
    [
        ("This Act shall enter into force on 1 March 2024.", "2024-03-01", None),
        ("These Measures shall come into effect on August 15, 2023.", "2023-08-15", None),
        ("These Regulations shall be effective as of January 1,\n2025.", "2025-01-01", None),
        ("This act takes effect February 1, 2026.", "2026-02-01", None),
        ("It applies widely.\n\nThis Regulation shall apply from 2 August 2026.", "2026-08-02", None),
        (
            "These measures take effect on 18 December 2024. These measures are valid for two years.",
            "2024-12-18",
            "2026-12-17",
        ),
        (
            "These measures take effect on 18 December 2024 and remain in force until 31 December 2027.",
            "2024-12-18",
            "2027-12-31",
        ),
    ],
)
def test_english_clauses_on_effect_and_end(clause: str, effective: str, expires: str | None) -> None:
    record = described(f"# Example Measures\n\nPublished 13 January 2023\n\nText comes first.\n\n{clause}\n")
    assert (record.issued, record.effective, record.expires) == ("2023-01-13", effective, expires)


def test_entry_into_force_is_counted_from_the_official_journal() -> None:
    text = (
        "REGULATION (EU) 2031/1689 OF THE EUROPEAN PARLIAMENT AND OF THE COUNCIL\n\nof "
        "13 June 2031\n\nlaying down rules\n\n"
        "(OJ L, 2031/1689, 12.7.2031)\n\nThis Regulation shall enter into force on the "
        "twentieth day following that of its "
        "publication in the Official Journal of the European Union.\n\nIt shall apply from 2 August 2033."
    )
    record = described(text, "act.pdf")
    assert (record.issued, record.effective, record.kind, record.jurisdiction) == (
        "2031-06-13",
        "2031-08-01",
        Kind.LAW,
        "EU",
    )
    assert record.notes == ("It shall apply from 2 August 2033",)


def test_what_is_stated_by_hand_wins_and_says_so() -> None:
    stated = [
        Property("title", "Hand Title", "front matter"), Property("kind", "measures", "front matter"),
        Property("issued", "2024-05", "front matter"), Property("title", "Sidecar Title", "sidecar"),
        Property("jurisdiction", "CN-Shenzhen-Nanshan", "sidecar"),
    ]  # fmt: skip
    record = described(
        "# Heading Title\n\nPublished 13 January 2023\n\nThis act takes effect February 1, 2026.", "x-2021.md", *stated
    )
    assert (record.title, record.kind, record.issued, record.jurisdiction) == (
        "Hand Title",
        Kind.MEASURE,
        "2024-05",
        "CN-Shenzhen-Nanshan",
    )
    assert (record.origin["title"], record.origin["jurisdiction"]) == ("front matter", "sidecar")
    assert record.effective is None  # a digest's text speaks of other things; what its head leaves out is unknown


def test_the_label_box_of_a_page_goes_before_its_text() -> None:
    box = [
        Property("number", "海民规字[2025]2号", "html meta"), Property("effective", "2025年06月01日", "html meta"),
        Property("expires", "2026年06月01日", "html meta"), Property("issuer", "南海市民政局", "html meta"),
    ]  # fmt: skip
    record = described("# 关于救助标准的通知\n\n本通知自2025年7月1日起施行，有效期1年。", "x.html", *box)
    assert (record.number, record.effective, record.expires) == ("海民规字〔2025〕2号", "2025-06-01", "2026-06-01")
    assert (record.issuer, record.origin["expires"]) == ("南海市民政局", "html meta")
    assert described("# 关于标准的通知\n\n内容", "x.html", Property("number", "无", "html meta")).number == ""
    ended = described("# 关于标准的通知\n\n内容", "x.html", Property("status", "失效", "html meta"))
    assert (ended.fixed_status, ended.origin["status"]) == (Status.EXPIRED, "html meta")
    assert described("# 关于标准的通知\n\n内容", "x.html", Property("status", "有效", "html meta")).fixed_status is None


def test_titles_that_programs_leave_behind_are_passed_over() -> None:
    junk = Property("title", "Microsoft Word - draft_final2.docx", "pdf properties")
    record = described("南海市促进人工智能发展条例\n\n第一条 内容。", "scan0001.pdf", junk)
    assert (record.title, record.origin["title"]) == ("南海市促进人工智能发展条例", "text")
    good = Property("title", "A Framework for Safe Systems", "pdf properties")
    assert described("Contents\n\nOne", "x.pdf", good).origin["title"] == "pdf properties"
    assert described("", "my-policy_file.pdf").title == "my policy file"


def test_a_creation_date_is_the_last_resort_and_says_so() -> None:
    created = Property("created", "2024-05-17 10:00:00+00:00", "pdf properties")
    assert described("Some guidance without any date.", "guidance.pdf", created).origin["issued"] == "pdf properties"
    assert described("Some guidance without any date.", "guidance-2023.pdf", created).issued == "2023"
    assert (
        described("Some guidance\n\nPublished 1 March 2022\n\nText.", "guidance-2023.pdf", created).issued
        == "2022-03-01"
    )
    template = Property("created", "2013-12-23 23:15:00+00:00", "office properties")
    assert described("Some guidance without any date.", "guidance.docx", template).issued is None


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("中华人民共和国数据安全法", Kind.LAW),
        ("中华人民共和国网络安全法（2025年修正）", Kind.LAW),
        ("深圳经济特区人工智能产业促进条例", Kind.REGULATION),
        ("生成式人工智能服务管理暂行办法", Kind.REGULATION),
        ("互联网信息服务算法推荐管理规定", Kind.REGULATION),
        ("深圳市打造人工智能先锋城市的若干措施", Kind.MEASURE),
        ("关于组织申报算力补贴的通知", Kind.MEASURE),
        ("北京市人工智能算力券实施方案", Kind.MEASURE),
        ("数字中国建设整体布局规划", Kind.PLAN),
        ("“人工智能+制造”专项行动实施意见", Kind.PLAN),
        ("深圳市人工智能行动方案（2023—2024年）", Kind.PLAN),
        ("使用生成式AI參考指引", Kind.GUIDANCE),
        ("Data Security Law of the People's Republic of China", Kind.LAW),
        ("Framework Act on Artificial Intelligence", Kind.LAW),
        ("Interim Measures for Generative AI", Kind.REGULATION),
        ("Several Measures to Support Compute", Kind.MEASURE),
        ("AI Opportunities Action Plan", Kind.PLAN),
        ("AI Playbook for the Government", Kind.GUIDANCE),
        ("Something Else Entirely", Kind.OTHER),
    ],
)
def test_kinds_are_told_from_titles(title: str, kind: Kind) -> None:
    assert described(f"# {title}\n\nText.", "x.md", Property("title", title, "html meta")).kind is kind


def test_an_offer_of_money_under_the_name_of_rules_is_a_measure() -> None:
    text = "# 天海区支持创业实施办法\n\n第一条 给予补贴10万元。\n\n第二条 给予奖励。\n\n第三条 给予资助。"
    assert described(text).kind is Kind.MEASURE


@pytest.mark.parametrize(
    ("title", "place"),
    [
        ("深圳市南山区支持人工智能若干措施", "CN-Shenzhen-Nanshan"),
        ("深圳经济特区数据条例", "CN-Shenzhen"),
        ("上海市数据条例", "CN-Shanghai"),
        ("光明区算力券办法", "CN-Shenzhen-Guangming"),
        ("中华人民共和国数据安全法", "CN"),
        ("Compute vouchers of Longgang District, Shenzhen", "CN-Shenzhen-Longgang"),
        ("Support in Bao'an District", "CN-Shenzhen-Baoan"),
        ("A Colorado act", "US-CO"),
        ("人工智能指引", ""),
    ],
)
def test_jurisdictions_are_told_from_titles(title: str, place: str) -> None:
    assert described("Text.", "x.md", Property("title", title, "html meta")).jurisdiction == place


def test_a_number_in_running_text_belongs_to_another_document() -> None:
    text = (
        "# "
        "某市行动方案\n\n为贯彻落实《意见》（国发〔2025〕11号），按照粤府办〔2025〕6号文件要求，结合本市实际，制定本方案，请认真组织实施，确保各项任务落到实处。"
    )
    assert described(text).number == ""


def test_drafts_and_vetoed_bills_are_told_from_title_or_name() -> None:
    draft = described("# 南海市算力若干措施（征求意见稿）\n\n内容。")
    assert (draft.fixed_status, draft.origin["status"]) == (Status.DRAFT, "title")
    vetoed = described(
        "Enrolled September 03, 2024\n\nSenate Bill\n\nNo. 1047\n\nAn act to add a chapter.", "ca-sb1047-VETOED.html"
    )
    assert (vetoed.fixed_status, vetoed.number) == (Status.VETOED, "SB 1047")
    unsigned = described(
        "Enrolled September 03, 2024\n\nSenate Bill\n\nNo. 1047\n\nAn act to add a chapter.", "ca-sb1047.html"
    )
    assert (unsigned.fixed_status, len(unsigned.notes)) == (Status.DRAFT, 1)


def test_news_keeps_its_day_and_has_no_term() -> None:
    text = "October 4, 2024 • 12 min read\n\nAI rules around the world\n\nThe act takes effect on 1 March 2025."
    record = described(
        text, "page.pdf", Property("title", "AI rules around the world | Example Press", "pdf properties")
    )
    assert (record.kind, record.issued, record.effective, record.issuer) == (
        Kind.NEWS,
        "2024-10-04",
        None,
        "Example Press",
    )
    assert record.title == "AI rules around the world"


def test_a_collection_of_cards_has_no_status_of_its_own() -> None:
    cards = "\n\n".join(f"政策{n}\n\n时间/频度: 202{n}年1月1日起至202{n}年12月31日止" for n in range(6))
    record = described(f"# 某市产业政策导引\n\n{cards}")
    assert (record.fixed_status, record.expires) == (Status.UNKNOWN, None)
    sections = tuple(Section(("x",), "x", "card", n, n + 1) for n in range(5))
    assert describe(source("# 某市政策汇编\n\n内容"), sections)[0].fixed_status is Status.UNKNOWN


def test_a_call_ends_with_its_closing_date() -> None:
    text = "# 关于公开征集数据集的通知\n\n各单位：\n\n截止时间为2025年6月 18日。\n\n某市数据管理局\n\n2025年6月3日"
    record = described(text)
    assert (record.kind, record.issued, record.expires) == (Kind.MEASURE, "2025-06-03", "2025-06-18")


def test_recognised_text_with_stray_spaces_is_read_alike() -> None:
    text = (
        "南海经济特区人工智能条例\n\n2022 年 8 月 30 "
        "日南海市第七届人民代表大会常务委员会第十一次会议通过\n\n第一条内容。\n\n第七十三条本条例自 "
        "2022 年 11 月 1 日起施行。"
    )
    record = described(text, "scan.pdf")
    assert (record.issued, record.effective, record.issuer) == (
        "2022-08-30",
        "2022-11-01",
        "南海市第七届人民代表大会常务委员会",
    )


def test_titles_are_tidied_and_compared_without_their_dress() -> None:
    assert tidy_title("某办法_国务院部门文件_中国政府网") == "某办法"
    assert tidy_title("某市民政局关于印发《某市救助办法》的通知") == "某市救助办法"
    assert tidy_title("Bill Text - SB-1047 Safe Models Act.") == "Safe Models Act"
    assert comparable_title("《中華人民共和國網絡安全法》（2025年修正）") == comparable_title("网络安全法")
    assert comparable_title("行动计划（2023—2024年）") != comparable_title("行动计划（2025—2026年）")


OTHER_LAYOUTS: dict[str, tuple[str, dict[str, str | None]]] = {
    "a chaptered bill": (
        "Senate Bill No. 53\n\nCHAPTER 138\n\nAn act to add a "
        "chapter.\n\n[ Approved by Governor September 29, 2025. Filed. ]\n\n"
        "SB 53, Example. Models.\n\nThe people of the State of California do enact as follows:\n\nSECTION 1.",
        {
            "number": "SB 53",
            "issued": "2025-09-29",
            "issuer": "California Legislature",
            "kind": "law",
            "fixed_status": None,
        },
    ),
    "an order on a web page, without its number": (
        "A Title of an Order\n\nEXECUTIVE ORDERS\n\nJanuary 23, 2031\n\nBy the "
        "authority vested in me as President by the Constitution, "
        "it is ordered:\n\nSection 1. Executive Order 13960 of December 3, 2020 is "
        "hereby revoked.\n\nTHE WHITE HOUSE,\n\nJanuary 23, 2031.",
        {"number": "", "issued": "2031-01-23", "effective": "2031-01-23", "kind": "regulation", "jurisdiction": "US"},
    ),
    "a wire report": (
        "SHENZHEN, Feb. 23 (Xinhua) -- Shenzhen, a tech hub in south China, yesterday "
        "unveiled plans.\n\nIt takes effect on 1 March 2031.",
        {"kind": "news", "issued": None, "effective": None, "jurisdiction": "CN-Shenzhen"},
    ),
    "a newspaper page": (
        "City releases 18 measures\n\nBy Wang Example\n\nUpdated: 2024-12-20\n\nThe "
        "bureau announced support on Wednesday.",
        {"kind": "news", "issued": "2024-12-20", "title": "City releases 18 measures"},
    ),
    "a notice whose measures have a term of their own": (
        "南海市甲区人民政府办公室关于印发《南海市甲区支持智能算力若干措施》的通知\n\n海甲府办规〔2024〕20号\n\n各单位：\n\n现印发给你们。\n\n"
        "南海市甲区人民政府办公室\n\n2024年11月27日\n\n第十五条 本措施自2024年12月10日起实施，有效期至2026年12月31日。"
        "原《南海市甲区算力办法》（海甲府规〔2021〕5号）自本措施实施之日起废止。",
        {
            "title": "南海市甲区支持智能算力若干措施",
            "number": "海甲府办规〔2024〕20号",
            "issued": "2024-11-27",
            "effective": "2024-12-10",
            "expires": "2026-12-31",
            "kind": "measure",
        },
    ),
    "a call for comments": (
        "南海市工业和信息化局关于公开征求《南海市算力若干措施（征求意见稿）》意见的通告\n\n我局起草了《南海市算力若干措施（征求意见稿）》。\n\n"
        "南海市工业和信息化局\n\n2024年8月14日",
        {
            "title": "南海市算力若干措施（征求意见稿）",
            "fixed_status": Status.DRAFT,
            "issued": "2024-08-14",
            "kind": "measure",
        },
    ),
    "an announcement of a regulation": (
        "南海市第七届人民代表大会常务委员会公告\n\n（第六十四号）\n\n《南海经济特区人工智能条例》经南海市第七届人民代表大会常务委员会"
        "第十一次会议于2022年8月30日通过，现予公布，自2022年11月1日起施行。\n\n南海市人民代表大会常务委员会\n\n2022年9月5日",
        {"title": "南海经济特区人工智能条例", "issued": "2022-09-05", "effective": "2022-11-01", "kind": "regulation"},
    ),
    "an English circular": (
        "Circular on Compute Vouchers in Nanshan District, Shenzhen\n\nIssued by the "
        "Nanshan District Bureau of Industry on 18 November "
        "2025\n\n1. Vouchers. The circular takes effect on 1 December 2025 and is valid for three years.",
        {
            "issued": "2025-11-18",
            "issuer": "Nanshan District Bureau of Industry",
            "effective": "2025-12-01",
            "expires": "2028-11-30",
            "kind": "measure",
            "jurisdiction": "CN-Shenzhen-Nanshan",
        },
    ),
    "labelled lines": (
        "Instrument: Action Plan for Shenzhen 2025-2026\n\nIssue date: 3 March "
        "2025\nValidity: until 31 December 2026\n\n1. Goals",
        {
            "title": "Action Plan for Shenzhen 2025-2026",
            "issued": "2025-03-03",
            "expires": "2026-12-31",
            "kind": "plan",
        },
    ),
    "a regulation whose journal stands on its first page": (
        "REGULATION (EU) 2016/679 OF THE EUROPEAN PARLIAMENT AND OF THE COUNCIL\n\nof 27 April 2016\n\non data\n\n"
        "4.5.2016 Official Journal of the European Union L 119/1\n\nThis Regulation "
        "shall enter into force on the twentieth day "
        "following that of its publication in the Official Journal.\n\nIt shall apply from 25 May 2018.",
        {"issued": "2016-04-27", "effective": "2016-05-24", "kind": "law", "jurisdiction": "EU"},
    ),
    "a proposed rule": (
        "NOTICE\n\nFederal Register / Vol. 89, No. 10 / Tuesday, January 16, "
        "2024\n\nTaking Steps\n\nAGENCY: Bureau of Examples, "
        "Department of Commerce.\n\nACTION: Proposed rule; request for comments.\n\nDATES: Received by April 29, 2024.",
        {"issued": "2024-01-16", "issuer": "Bureau of Examples, Department of Commerce", "fixed_status": Status.DRAFT},
    ),
    "a report with its date in the dateline": (
        "City issues compute vouchers\n\nHANGZHOU, July 10, 2024 -- The city issued vouchers.",
        {"issued": "2024-07-10", "kind": "news", "title": "City issues compute vouchers"},
    ),
    "a call with a window for applications": (
        "关于组织开展2025年度人工智能扶持计划项目申报的通知\n\n各单位：\n\n一、申报时间：2025年9月1日至2025年9月30日。\n\n"
        "南海市工业和信息化局\n\n2025年8月28日",
        {"issued": "2025-08-28", "expires": "2025-09-30", "kind": "measure", "issuer": "南海市工业和信息化局"},
    ),
    "a version adopted by a board": (
        "Guidelines 02/2023 on Technical Scope\n\nVersion 2.0\n\nAdopted on 7 October "
        "2024\n\nEuropean Data Protection Board",
        {"issued": "2024-10-07", "kind": "guidance", "issuer": "European Data Protection Board"},
    ),
    "a date in Chinese numerals and a trial period": (
        "南海市数据局关于印发《南海市算力券实施办法（试行）》的通知\n\n海数〔2024〕30号\n\n现予印发。\n\n南海市数据局\n\n二○二四年七月九日\n\n"
        "第八条 本办法自2024年8月10日起施行，试行期两年。",
        {"issued": "2024-07-09", "effective": "2024-08-10", "expires": "2026-08-09", "kind": "measure"},
    ),
}


@pytest.mark.parametrize("layout", OTHER_LAYOUTS)
def test_other_layouts(layout: str) -> None:
    text, expected = OTHER_LAYOUTS[layout]
    record = described(text, "page.txt")
    assert {field: getattr(record, field) for field in expected} == expected


@settings(max_examples=60, deadline=None)
@given(
    st.text(
        alphabet="第一条本办法自2024年1月日起施行有效期两《》〔〕号同时废止 \n#:：AThis act.effct(a)", max_size=300
    ),
    st.text(max_size=30),
)
def test_any_text_gets_a_record_and_every_quote_is_verbatim(text: str, name: str) -> None:
    record, relations = describe(source(text, name + ".md"), ())
    assert record.title
    assert set(record.origin) <= {*FIELDS, "title_zh", "status", "url", "status_note", "text"}
    assert all(relation.quote in text for relation in relations)


def test_a_file_is_read_into_a_document(tmp_path: Path) -> None:
    path = tmp_path / "notice.md"
    path.write_text(f"---\nurl: https://example.org/n\n---\n# {NOTICE}", encoding="utf-8")
    (document,) = read_documents(path)
    assert isinstance(document, Document)
    assert (document.name, document.record.url, document.record.expires) == (
        "notice.md",
        "https://example.org/n",
        "2026-12-17",
    )
    assert "".join(document.text[one.start : one.end] for one in document.sections) == document.text
    with pytest.raises(Unreadable):
        list(read_documents(tmp_path / "missing.md"))


def test_a_headline_about_a_plan_is_news_and_the_plan_is_not() -> None:
    article = "The city yesterday released an action plan aimed at faster AI development. It has 18 measures."
    assert kind_of("Testville issues plan to speed up AI in 2023-2024", article, "", "files/x.txt")[0] is Kind.NEWS
    plan = "This plan sets out 18 measures. It was adopted by the municipal government."
    assert kind_of("Testville action plan for AI in 2023-2024", plan, "", "files/x.txt")[0] is Kind.PLAN
    assert kind_of("Testville Launches Model Framework for Robots", article, "", "files/x.txt")[0] is Kind.NEWS


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("Standard operating procedures: Individual funding requests", Kind.GUIDANCE),
        ("Robot Data Protection Regulation", Kind.REGULATION),
        ("A careful approach to robot regulation", Kind.OTHER),
    ],
)
def test_what_a_title_is_about_is_not_what_it_is(title: str, kind: Kind) -> None:
    assert kind_of(title, "Robots are careful.", "", "x/x.html")[0] is kind


def test_front_matter_is_read_whatever_text_the_file_is(tmp_path: Path) -> None:
    (tmp_path / "release.txt").write_text('---\ntitle: "Robots close soon"\ndate: "2001-03-05"\n---\nHear.\n', "utf-8")
    (document,) = read_documents(tmp_path / "release.txt")
    assert (document.record.title, document.record.issued) == ("Robots close soon", "2001-03-05")
    assert document.text.strip() == "Hear."


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("小学招生网上报名！测试区招生工作细则公布", Kind.NEWS),
        ("测试市人工智能若干措施出台", Kind.NEWS),
        ("测试区招生工作细则", Kind.REGULATION),
        ("关于测试市机器人扶持办法的公布", Kind.MEASURE),
    ],
)
def test_what_calls_out_that_something_came_out_is_news(title: str, kind: Kind) -> None:
    assert kind_of(title, "细则明确了关键时间节点。", "", "files/x.html")[0] is kind
