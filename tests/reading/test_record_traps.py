"""Records that are easily wrong: drafts about laws, stamps, windows and reports, days of passing and publication, titles."""

# ruff: noqa: E501 - clauses are kept on one line
from __future__ import annotations

# ruff: noqa: E501 - clauses are kept on one line
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.library.validity import incoming_relations, resolve_relations, status_as_of
from assistant.reading.record.describing import describe
from assistant.records import Kind, Property, Record, Relation, Source, Status

TODAY = date(2026, 11, 30)
LAW = "Artificial Intelligence Act\n\nRegulation (EU) 2031/77\n\nIssued: 1 March 2031\n\nArticle 1\n\nWords.\n\nArticle 2\n\nMore."


def read(text: str, name: str = "text.md", *properties: Property) -> tuple[Record, tuple[Relation, ...]]:
    return describe(Source(name, f"/somewhere/{name}", "0" * 64, "markdown", text, properties=properties), ())


def record(text: str, *properties: Property) -> Record:
    return read(text, "text.md", *properties)[0]


@pytest.mark.parametrize(
    "title",
    [
        "Consultation on guidelines under Regulation (EU) 2031/77",
        "Draft guidelines on the Artificial Intelligence Act (Regulation (EU) 2031/77)",
        "Guidelines on Article 5 of Regulation (EU) 2031/77",
        "Questions and answers: Regulation (EU) 2031/77",
        "Proposal for a Directive amending Regulation (EU) 2031/77",
        "Artificial Intelligence Act",  # a report of that name, which cites the number in its head
    ],
)
def test_what_is_about_a_law_neither_takes_its_number_nor_ends_it(title: str) -> None:
    later = f"{title}\n\nIssued: 5 May 2032\n\nThis text is about Regulation (EU) 2031/77, which it explains.\n\nMore words."
    law, other = read(LAW, "law.md"), read(later, "later.md")
    assert law[0].number == "Regulation (EU) 2031/77"
    assert other[0].number == ""
    resolved = resolve_relations([law, other])
    assert not [one for one in resolved["later.md"] if one.relation in ("supersedes", "repeals")]
    incoming = incoming_relations([law[0], other[0]], resolved)
    assert status_as_of(law[0], incoming["law.md"], date(2033, 1, 1)) is Status.IN_FORCE


@given(
    st.sampled_from(["EN EN", "EN", "Notice", "View PDF", "Annual report"]),
    st.integers(2020, 2024),
    st.integers(2025, 2030),
)
def test_equal_titles_alone_end_nothing(title: str, first: int, second: int) -> None:
    pairs = [
        (Record(f"{year}.pdf", title, Kind.GUIDANCE, "en", str(year), issued=f"{year}-05-01"), ())
        for year in (first, second)
    ]
    assert [one.relation for found in resolve_relations(pairs).values() for one in found] == []


def test_a_text_that_says_it_was_amended_ends_the_one_before_in_its_own_words() -> None:
    old = read(
        "南海数据条例\n\n（2021年5月1日南海市人民代表大会常务委员会通过）\n\n第一条 内容。\n\n第二条 本条例自2021年7月1日起施行。",
        "old.md",
    )
    new = read(
        "南海数据条例\n\n（2021年5月1日南海市人民代表大会常务委员会通过 根据2025年3月2日南海市人民代表大会常务委员会《关于修改〈南海数据条例〉的决定》修正）"
        "\n\n第一条 内容。\n\n第二条 本条例自2025年4月1日起施行。",
        "new.md",
    )
    (found,) = (one for one in resolve_relations([old, new])["new.md"] if one.relation == "supersedes")
    assert found.quote
    assert (
        found.quote
        in "（2021年5月1日南海市人民代表大会常务委员会通过 根据2025年3月2日南海市人民代表大会常务委员会《关于修改〈南海数据条例〉的决定》修正）"
    )


@pytest.mark.parametrize(
    ("title", "body"),
    [
        ("Consultation on a code for AI purchasing", "Words."),
        ("First draft of the General-Purpose AI Code of Practice", "Words."),
        ("Second Draft Code of Practice on labels", "Words."),
        ("Proposal for a Regulation on machine learning", "Words."),
        ("关于公开征求《南海市算力补贴办法》意见的公告", "现公开征求意见。"),
        ("南海市算力补贴办法（二次审议稿）", "第一条 内容。"),
        ("Model Rules", "CONSULTATION DRAFT\n\nWords."),
        ("南海市算力补贴办法", "（征求意见稿）\n\n第一条 内容。"),
        ("Artificial Intelligence Act", "Interinstitutional File: 2031/0106 (COD)\n\nNOTE\n\nGeneral approach."),
        (
            "Artificial Intelligence Act",
            "P9_TA(2031)0138\n\nEuropean Parliament legislative resolution of 13 March 2031",
        ),
        ("Online Models Bill", "HL Bill 12\n\nA BILL TO make provision about models."),
        ("H. R. 77 Models Act", "119th CONGRESS\n\nA BILL\n\nTo set rules for models."),
    ],
)
def test_what_is_not_settled_yet_is_a_draft(title: str, body: str) -> None:
    found = record(f"{title}\n\nIssued: 5 May 2026\n\n{body}")
    assert found.fixed_status is Status.DRAFT
    assert not (title.startswith("关于") and found.title.endswith("办法"))  # it is not yet what it is called


@pytest.mark.parametrize(
    ("title", "body"),
    [
        ("Response to the consultation on AI purchasing", "Words about the consultation."),
        ("Code of practice on consultation", "Public bodies consult for 12 weeks."),
        ("Guidance on drafting clauses", "Words."),
        ("南海市意见征集工作情况的报告", "内容。"),
        ("Online Models Act 2026", "An Act, as amended in 2026 after the Bill was debated."),
    ],
)
def test_what_only_speaks_of_drafts_is_none(title: str, body: str) -> None:
    assert record(f"{title}\n\nIssued: 5 May 2026\n\n{body}").fixed_status is None


@pytest.mark.parametrize(("stamp", "status"), [("SUPERSEDED", "superseded"), ("WITHDRAWN", "repealed"), ("征求意见稿 内部资料", "draft"), ("已失效", "expired")])  # fmt: skip
def test_a_stamp_says_how_a_document_stands(stamp: str, status: str) -> None:
    found = record("Quarry Code\n\n1. Words.", Property("stamp", stamp, "text"))
    assert found.fixed_status == status
    assert any(stamp in note for note in found.notes)


@pytest.mark.parametrize(
    "clause",
    [
        "This guidance applies from {day}.", "The guidance takes effect on {day}.", "This guidance is effective from {day}.",
        "With effect from {day}, this guidance replaces earlier advice.", "The code comes into force on {day}.",
    ],
)  # fmt: skip
def test_guidance_that_starts_later_is_not_in_force_yet(clause: str) -> None:
    found = record(
        f"Guidance on models\n\nPublished 5 May 2026\n\nWords come first.\n\n{clause.format(day='1 January 2027')}"
    )
    assert found.effective == "2027-01-01"
    assert status_as_of(found, (), TODAY) is Status.UPCOMING


OPENS = "Call for AI grants"
REPORTS = ("Funded firms report by {late}.", "A final report must be submitted by {late}.", "Projects must be completed no later than {late}.",
           "Claims close on {late}.")  # fmt: skip
WINDOWS = ("Applications close on {day}.", "The deadline for applications is {day}.", "The closing date is {day}.", "Apply by {day}.",
           "Applications must be submitted by 5pm on {day}.", "Bids are accepted until 23:59 on Friday {day}.")  # fmt: skip


@given(st.sampled_from(WINDOWS), st.sampled_from(REPORTS), st.booleans())
def test_a_call_ends_with_its_window_and_not_with_a_report(window: str, report: str, report_first: bool) -> None:
    parts = [window.format(day="30 June 2026"), report.format(late="31 March 2028")]
    body = "\n\n".join(parts[::-1] if report_first else parts)
    found = record(f"{OPENS}\n\nPublished 5 May 2026\n\n{body}")
    assert found.expires == "2026-06-30"
    assert status_as_of(found, (), TODAY) is Status.EXPIRED
    assert record(f"{OPENS}\n\nPublished 5 May 2026\n\n{parts[1]}").expires is None


ZH_WINDOWS = (
    "申报截止时间为{day}17时。",
    "申报时间：2026年5月10日至{day}。",
    "请于{day}前提交申报材料。",
    "申請期間為2026年5月10日至{day}。",
)
ZH_REPORTS = (
    "受资助企业应于{late}前提交成果报告。",
    "项目应在{late}前完成验收。",
    "获补贴单位于{late}前报送绩效总结。",
)


@given(st.sampled_from(ZH_WINDOWS), st.sampled_from(ZH_REPORTS), st.booleans())
def test_a_chinese_call_ends_with_its_window_and_not_with_a_report(
    window: str, report: str, report_first: bool
) -> None:
    parts = [window.format(day="2026年6月30日"), report.format(late="2028年3月31日")]
    body = "\n\n".join(parts[::-1] if report_first else parts)
    found = record(f"关于申报2026年度算力补贴的通知\n\n2026年5月5日 南海市工业和信息化局发布\n\n{body}")
    assert found.expires == "2026-06-30"
    assert record(f"关于申报2026年度算力补贴的通知\n\n{parts[1]}").expires is None


@pytest.mark.parametrize("separator", [" ", "，", "　"])
@pytest.mark.parametrize(("body", "number"), [("云岭省人民政府令 2026年第7号", "云岭省人民政府令2026年第7号"), ("交通运输部令2026年第10号", "交通运输部令2026年第10号")])  # fmt: skip
def test_of_the_days_of_passing_publication_and_effect_each_goes_to_its_field(
    separator: str, body: str, number: str
) -> None:
    head = separator.join(["2026年3月5日常务会议通过", f"2026年3月20日{body}公布", "自2026年7月1日起施行"])
    found = record(f"云岭安全管理规定\n\n（{head}）\n\n第一条 内容。\n\n第二条 内容。")
    assert (found.issued, found.effective, found.number) == ("2026-03-20", "2026-07-01", number)


@given(st.integers(105, 125), st.booleans())
def test_years_of_taiwan_stand_where_they_are_stated(year: int, named: bool) -> None:
    in_words = f"民國{year}年" if named else f"中華民國{year}年"
    text = f"臺灣省桐花縣補助要點\n\n一、為鼓勵產業，特訂定本要點。\n\n二、本要點自{in_words}7月1日生效，施行至{in_words}12月31日止。\n\n三、應於{in_words}9月1日前繳交報告。"
    found = record(text)
    assert (found.issued, found.effective, found.expires) == (None, f"{year + 1911}-07-01", f"{year + 1911}-12-31")


@pytest.mark.parametrize(
    ("head", "title"),
    [
        (
            "Greenholt City: call for model grants\n\n1. This notice sets out the call.",
            "Greenholt City: call for model grants",
        ),
        (
            "Model Markets: first report\n\n18 September 2031 © Crown copyright 2030\n\nText.",
            "Model Markets: first report",
        ),
        ("From: The Office\nTo: All\n\nAdvice on models in schools\n\nText.", "Advice on models in schools"),
        ("View PDF\n\nSkip to main content\n\nModel Rules of Quarry\n\nText.", "Model Rules of Quarry"),
        ("EN EN\n\nCommission Decision on model tests\n\nText.", "Commission Decision on model tests"),
        ("SUPERSEDED\n\nQuarry Bay AI Audit Code\n\nText.", "Quarry Bay AI Audit Code"),
        ("征求意见稿\n\n南海市算力补贴办法\n\n第一条 内容。", "南海市算力补贴办法"),
    ],
)
def test_titles_are_no_labels_buttons_marks_or_stamps(head: str, title: str) -> None:
    assert record(head).title == title


def test_the_year_of_a_copyright_is_no_day_of_issue_where_one_stands_beside_it() -> None:
    found = record("Model Markets\n\n18 September 2031 © Crown copyright 2030\n\nText of the report.")
    assert (found.issued, found.issuer) == ("2031-09-18", "")


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("Larkfield Data Sharing Code", "guidance"), ("Code of Practice on labels", "guidance"), ("Civil Code", "law"),
        ("Guidelines on the Artificial Intelligence Act", "guidance"), ("Artificial Intelligence Act", "law"),
        ("White paper on the regulation of models", "guidance"), ("Regulation on model tests", "regulation"),
        ("Act on the Development of AI", "law"), ("Framework for AI regulation", "guidance"),
    ],
)  # fmt: skip
def test_a_kind_is_what_the_title_is_and_not_what_it_is_about(title: str, kind: str) -> None:
    assert record(f"{title}\n\nText.").kind == kind


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (
            "L'autorité compétente fixe les règles applicables aux systèmes et publie chaque année un rapport sur leur emploi dans les services de la ville. ",
            "fr",
        ),
        (
            "Die zuständige Behörde legt die Regeln für die Systeme fest und veröffentlicht jedes Jahr einen Bericht, der in der Stadt ausgelegt wird. ",
            "de",
        ),
        (
            "La autoridad competente fija las reglas para los sistemas y publica cada año un informe sobre el uso de los mismos en los servicios. ",
            "es",
        ),
        (
            "The competent authority sets the rules for systems and publishes a report on their use every year in the city, de facto and de jure. ",
            "en",
        ),
        ("Müller Schmidt Fischer Weber Meyer Wagner Becker Schulz Hoffmann Koch Richter Klein Wolf Neumann ", "en"),
    ],
)
def test_a_language_that_is_served_less_well_is_named(text: str, language: str) -> None:
    found = record(f"Quarry\n\n{text * 3}")
    assert found.language == language
    assert any("searched less well" in note for note in found.notes) == (language != "en")
