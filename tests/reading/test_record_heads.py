"""Who issued a text, what it is called, numbered and worth, told from its head, its formulas and its own words."""

# ruff: noqa: E501 - clauses are kept on one line
from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.reading.record.describing import describe
from assistant.records import Kind, Property, Record, Relation, Source, Status

FILLER = "\n\n".join(
    f"The keeper of harbour number {number} writes down each boat, its owner, its cargo and the day on which it left."
    for number in range(12)
)
FILLER += (
    "\n\nWhoever brings goods ashore tells him from where they come, what they weigh and who will fetch them before night falls;"
    " without such notice nothing may leave the quay."
)


def read(
    text: str, *properties: Property, name: str = "text.txt", url: str | None = None
) -> tuple[Record, tuple[Relation, ...]]:
    return describe(Source(name, f"/somewhere/{name}", "0" * 64, "text", text, properties=properties, url=url), ())


def record(text: str, *properties: Property) -> Record:
    return read(text, *properties)[0]


@given(
    st.sampled_from(["交通运输部", "农业农村部", "国家药品监督管理局", "中国人民银行", "国家发展和改革委员会"]),
    st.integers(1, 120),
    st.booleans(),
)
def test_an_orders_number_names_who_ordered(body: str, serial: int, yearly: bool) -> None:
    order = f"{body}令〔2024〕第{serial}号" if yearly else f"{body}令第{serial}号"
    found = record(
        f"港口船舶登记规定\n\n（2024年3月5日{order}公布 自2024年5月1日起施行）\n\n第一条 为了登记船舶，制定本规定。\n\n第二条 略。"
    )
    assert found.issuer == body
    assert found.number.startswith(f"{body}令")
    assert (found.issued, found.effective) == ("2024-03-05", "2024-05-01")


def test_a_joint_order_is_that_of_the_first_body() -> None:
    head = "中国人民银行 国家金融监督管理总局令〔2024〕第7号"
    found = record(
        f"{head}\n\n《船舶贷款管理办法》已经审议通过，现予发布，自2024年9月1日起施行。\n\n2024年7月2日\n\n船舶贷款管理办法\n\n第一条 略。\n\n第二条 略。"
    )
    assert found.issuer == "中国人民银行"


@pytest.mark.parametrize(
    ("formula", "issuer"),
    [
        ("BE IT ENACTED BY THE LEGISLATURE OF THE STATE OF OREGON:", "Legislature of the State of Oregon"),
        ("Be it enacted by the Senate and House of Representatives of the United States of America in Congress", "Senate and House of Representatives of the United States of America"),
        ("Be it enacted by the General Assembly of Virginia:", "General Assembly of Virginia"),
        ("His Majesty, by and with the advice and consent of the Legislative Assembly of the Province of Manitoba, enacts as follows:", "Legislative Assembly of the Province of Manitoba"),
        ("Her Majesty, by and with the advice and consent of the Senate and House of Commons of Canada, enacts:", "Senate and House of Commons of Canada"),
        ("The Federal Council of the Swiss Confederation,", "Federal Council of the Swiss Confederation"),
        ("BE it enacted by Parliament in the Seventieth Year of the Republic of India as follows:—", "Parliament in the Seventieth Year of the Republic of India"),
        ("The Secretary of State, in exercise of the powers in section 4, makes the following Order:", "Secretary of State"),
    ],
)  # fmt: skip
def test_an_enacting_formula_names_the_legislature(formula: str, issuer: str) -> None:
    assert record(f"Harbours Act 2024\n\n{formula}\n\n{FILLER}").issuer == issuer


def test_a_body_in_running_text_issues_nothing() -> None:
    spoken = "A device conforms where it meets the criteria that the National Institute of Standards and Technology published on harbours, together with all that the keeper of the harbour has written down of boats."
    assert record(f"Security of harbours\n\n{spoken}\n\n{FILLER}").issuer == ""
    assert record(f"Security of harbours\n\nNational Institute of Standards and Technology\n\n{FILLER}").issuer != ""


@pytest.mark.parametrize(
    ("last", "issuer"),
    [
        ("© 2023 Harbour Consulting Services Ltd. All rights reserved.", "Harbour Consulting Services Ltd"),
        ("© Harbour Board 2023", "Harbour Board"),
        ("© His Majesty the King in Right of Canada, represented by the Minister of Fisheries, 2023", "Minister of Fisheries"),
        ("Maritime Conduct Authority 12 Harbour Square London", "Maritime Conduct Authority"),
        ("Maritime Conduct Authority", "Maritime Conduct Authority"),
    ],
)  # fmt: skip
def test_an_imprint_names_the_issuer(last: str, issuer: str) -> None:
    assert record(f"Boats and their keepers\n\n{FILLER}\n\n{last}").issuer == issuer


@given(
    st.sampled_from(["Guidance", "Circular", "Guidelines"]), st.integers(1, 40), st.integers(2015, 2026), st.booleans()
)
def test_a_number_in_a_bodys_series_is_no_title(kind: str, serial: int, year: int, first: bool) -> None:
    number = f"MARA {kind} {serial:02}/{year}" if first else f"MARA {kind} {year}/{serial}"
    found = record(f"{number}\n\nKeeping books on boats\n\n18 December 2024\n\n{FILLER}")
    assert (found.title, found.number, found.issuer) == ("Keeping books on boats", number, "MARA")
    assert found.kind is Kind.GUIDANCE


@pytest.mark.parametrize("label", ["Publication reference: ", "Document number: ", "Reference number ", "Policy ref: "])
def test_what_is_labelled_as_the_number_is_it_whatever_its_form(label: str) -> None:
    assert record(f"Keeping books on boats\n\n{label}PR2086\n\n{FILLER}").number == "PR2086"
    assert record(f"Keeping books on boats\n\n{label}of the boat is written down\n\n{FILLER}").number == ""


def test_a_title_that_names_only_the_site_is_passed_over() -> None:
    named = record(f"Keeping books on boats\n\n{FILLER}", Property("title", "Codes Display View", "html meta"))
    assert named.title == "Keeping books on boats"
    said = record(f"Keeping books on boats\n\n{FILLER}", Property("title", "Keeper of the harbour", "html meta"))
    assert said.title == "Keeper of the harbour"


def test_an_act_cited_in_a_footnote_is_not_what_the_text_is() -> None:
    note = "1 Regulation (EU) 2031/77 of the European Parliament and of the Council of 1 March 2031 laying down rules on boats and amending Regulation (EU) 2020/5 (Boats Act) (Text with EEA relevance)"
    found, relations = read(
        f"DRAFT GUIDANCE ON ARTICLE 7 BOATS ACT\n\n(1) The duty to report is laid down in Article 7¹.\n\n{note}\n\n{FILLER}"
    )
    assert (found.kind, found.number, found.fixed_status) == (Kind.GUIDANCE, "", Status.DRAFT)
    assert not [one for one in relations if one.relation != "draft_of"]


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("Guidance on the Boats Act", Kind.GUIDANCE), ("Boats Act: statutory guidance", Kind.GUIDANCE),
        ("Financial Guidance and Boats Act 2018", Kind.LAW), ("Boats policy: funding requests", Kind.GUIDANCE),
        ("Boats Grants Scheme", Kind.MEASURE),
    ],
)  # fmt: skip
def test_kinds_of_titles_with_words_of_two(title: str, kind: Kind) -> None:
    assert record(f"{title}\n\n{FILLER}").kind is kind


@given(
    st.sampled_from(
        [
            ("directive", Kind.REGULATION),
            ("ordinance", Kind.REGULATION),
            ("act", Kind.LAW),
            ("strategy", Kind.PLAN),
            ("guidance", Kind.GUIDANCE),
        ]
    ),
    st.integers(3, 9),
)
def test_a_text_whose_title_says_nothing_is_what_it_calls_itself(called: tuple[str, Kind], times: int) -> None:
    own = "\n\n".join(f"Part {number} of this {called[0]} is about harbours." for number in range(times))
    assert record(f"Keeping books on boats\n\n{own}\n\n{FILLER}").kind is called[1]
    assert record(f"Keeping books on boats\n\nThis {called[0]} is old.\n\n{FILLER}").kind is Kind.OTHER


def test_a_page_of_a_firm_that_is_nothing_else_is_news() -> None:
    assert read(f"Boats in five states\n\n{FILLER}", url="https://www.harbour.com/insights/boats")[0].kind is Kind.NEWS
    assert read(f"Boats in five states\n\n{FILLER}", url="https://www.harbour.gov/boats")[0].kind is Kind.OTHER


@pytest.mark.parametrize("line", ["A BILL FOR AN ACT", "# A BILL", "A BILL"])
def test_a_bill_is_a_draft_and_what_was_in_effect_ends_nothing(line: str) -> None:
    text = f"{line}\n\nRELATING TO BOATS.\n\n{FILLER}\n\nThe standards in effect on January 3, 2017, are those of the harbour.\n\nThis Act shall take effect upon its approval."
    found = record(text)
    assert (found.fixed_status, found.expires) == (Status.DRAFT, None)
    assert record(f"Boats Scheme\n\nThis scheme expires on 3 January 2027.\n\n{FILLER}").expires == "2027-01-03"


def test_others_orders_are_effective_from_days_of_their_own() -> None:
    assert (
        record(
            f"Constitution of the harbour\n\nThe Standing Orders are effective from 19 March 2025.\n\n{FILLER}"
        ).effective
        is None
    )
    assert record(f"Boats Code\n\nThis code is effective from 19 March 2025.\n\n{FILLER}").effective == "2025-03-19"


def test_the_date_of_a_pages_front_matter_yields_to_the_texts_own() -> None:
    head = "（2021年12月11日交通运输部令第24号公布 自2022年2月8日起施行）\n\n第一条 略。\n\n第二条 略。"
    page = Property("date", "2022-02-08", "front matter")
    assert record(head, page).issued == "2021-12-11"
    assert record("港口简介\n\n没有日期。", page).issued == "2022-02-08"
    assert record(head, Property("issued", "2022-02-08", "front matter")).issued == "2022-02-08"


@given(st.integers(2, 4), st.sampled_from(["、", "和", "，"]), st.booleans())
def test_all_that_a_list_ends_are_named(count: int, joint: str, published: bool) -> None:
    names = [f"港口船舶管理规定之{number}" for number in "一二三四"[:count]]
    parts = [
        f"2000年10月31日原港务局令第{number}号发布的《{name}》"
        if published
        else f"《{name}》（港发〔1997〕{number}号文印发）"
        for number, name in enumerate(names, 8)
    ]
    _, relations = read(
        f"港口船舶管理规定\n\n第一条 略。\n\n第二条 本规定自2022年7月1日起施行。{joint.join(parts)}同时废止。"
    )
    assert [one.target.split("》")[0].strip("《") for one in relations if one.relation == "repeals"] == names
