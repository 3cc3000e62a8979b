"""The page's HTML: everything escaped, only our own links, and nothing of a passage lost."""

from __future__ import annotations

import base64
import dataclasses
import hashlib
import re
import string
import threading
from collections.abc import Callable, Iterator, Mapping
from datetime import date

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from page_markup import Seen, check_safe

from assistant.errors import ModelUnavailable
from assistant.faces.page.answer_html import answer_html, problem_html, question_html, waiting_html
from assistant.faces.page.cards import (
    citation_card,
    closest_card,
    copy_text,
    cut,
    empty_html,
    passage_html,
    quote_span,
    sources_html,
)
from assistant.faces.page.guarding import allowed, localised, policy
from assistant.faces.page.library_html import coverage_html, library_html
from assistant.faces.page.markup import Exchange, Waiting, escape, pages_of, safe_address, status_badge
from assistant.faces.page.pacing import paced
from assistant.faces.page.words import (
    CHINESE,
    ENGLISH,
    Words,
    preferred_language,
    words_in,
    written_date,
    written_place,
)
from assistant.records import (
    Answer,
    AnswerStatus,
    Citation,
    Conflict,
    ConflictValue,
    Hit,
    Kind,
    Passage,
    Profile,
    Record,
    Sentence,
    Status,
    Understood,
    Verdict,
)

DAY = date(2026, 11, 21)
BOTH = pytest.mark.parametrize("words", [ENGLISH, CHINESE], ids=["en", "zh"])
# What people and documents may try: markup, Markdown, templates, placeholders of the renderer, every kind of line end.
NASTY = (
    "<script>alert(1)</script><img src=http://evil.example/x.png onerror=alert(1)>",
    "![x](http://evil.example/x.png) [click](http://evil.example) <http://evil.example> http://evil.example",
    "a\n\nb\r\n\r\nc\u2028\u2028d\x0b\x0ce\x85f\rg",
    "$$x$$ ${alert(1)} {{value}} {{{value}}} %%%LATEX_BLOCK_0%%% `code`\n\n```\nfence\n```",
    '"><a href="javascript:alert(1)">x</a> &lt;b&gt; &#106;avascript:',
    "[1] [2] [1][1] [99] [^1] [\\[1\\]](#src-1-1) \ue000 \ue001",
    "**bold** ** not ** **[1]** > quoted\n> quoted\n- item\n1. item\n# heading\n    indented",
    "</div></article></pre></details><textarea><title><style>",
)
TEXTS = st.one_of(st.sampled_from(NASTY), st.text(max_size=200))


def record(**changes: object) -> Record:
    given = Record(
        document="measures-2024.md",
        title="Several Measures for a Pioneer City",
        title_zh="打造先锋城市的若干措施",
        kind=Kind.MEASURE,
        language="en",
        sha256="0" * 64,
        issuer="Bureau of Industry",
        jurisdiction="CN-Shenzhen",
        number="No. 14",
        issued="2024-12-18",
        url="https://www.example.org/measures.html",
    )
    return dataclasses.replace(given, **changes)  # type: ignore[arg-type]


def passage(text: str = "The voucher pays at most 60% of the price. Apply once a year.", **changes: object) -> Passage:
    given = Passage(
        id="p1",
        document="measures-2024.md",
        text=text,
        path=("Chapter II", "Article 5"),
        label="Article 5",
        unit="article",
        start=0,
        end=len(text),
        language="en",
        position=0,
        first_page=5,
        last_page=6,
        turns=(20,),
    )
    return dataclasses.replace(given, **changes)  # type: ignore[arg-type]


def citation(quote: str = "The voucher pays at most 60% of the price.", marker: int = 1, **changes: object) -> Citation:
    held = passage()
    start = max(held.text.find(quote), 0)
    given = Citation(marker, held, record(), Status.EXPIRED, quote, start, "expired on 31 Dec 2025")
    return dataclasses.replace(given, **changes)  # type: ignore[arg-type]


def answer(text: str = "It pays at most 60% [1].", **changes: object) -> Answer:
    given = Answer(
        question="What does the voucher pay?",
        status=AnswerStatus.ANSWERED,
        text=text,
        language="en",
        as_of="2026-11-21",
        model="some-model",
        seconds=0.42,
        citations=(citation(),),
    )
    return dataclasses.replace(given, **changes)  # type: ignore[arg-type]


# --- nothing gets through --------------------------------------------------------------------------------------


@given(TEXTS)
@example("100%%%LATEX_BLOCK_0%%%")
def test_escaped_text_shows_exactly_its_characters(text: str) -> None:
    seen = check_safe(f"<p>{escape(text)}</p>")
    assert seen.tags <= {"p", "br"}
    shown = re.sub("\r\n|[\r\n\x0b\x0c\x85\u2028\u2029]", "\n", re.sub(r"[\x00-\x08\x0e-\x1f\x7f]", "", text))
    assert seen.text() == shown


@settings(deadline=None)  # the first example loads the gazetteer
@given(st.data())
def test_nothing_of_an_answer_becomes_markup(data: st.DataObject) -> None:
    def draw() -> str:
        return data.draw(TEXTS)

    text = draw()
    start = data.draw(st.integers(0, len(text)))
    quote = text[start : data.draw(st.integers(start, len(text)))]
    hostile = record(title=draw(), title_zh=draw(), issuer=draw(), number=draw(), document=draw(), url=draw())
    held = passage(
        text, path=(draw(), draw()), document=draw(), language=data.draw(st.sampled_from(["en", "zh", "x y"]))
    )
    cited = Citation(1, held, hostile, data.draw(st.sampled_from(Status)), quote, start, draw())
    given = Answer(
        question=draw(),
        status=data.draw(st.sampled_from(AnswerStatus)),
        text=draw(),
        language=data.draw(st.sampled_from(["en", "zh", '"><b>'])),
        as_of="2026-11-21",
        model=draw(),
        seconds=0.1,
        sentences=(Sentence(draw(), (1,), Verdict.UNSUPPORTED, draw()), Sentence(draw(), (), Verdict.SUPPORTED)),
        citations=(cited,),
        conflicts=(Conflict(draw(), (ConflictValue(draw(), 1), ConflictValue(draw(), 7))),),
        notes=(draw(),),
        closest=(Hit(held, hostile, Status.DRAFT, 1.0),),
    )
    read = Understood(draw(), Profile(sector=draw(), is_startup=True), "2025-06-30", (draw(),), (draw(),))
    given = dataclasses.replace(given, understood=read)
    exchange, one = (
        Exchange(3, draw(), given, "", "chat", ("date",), "2026-11-21", (draw(),)),
        [(hostile, Status.IN_FORCE)],
    )
    for words in (ENGLISH, CHINESE):
        check_safe(answer_html(exchange, words, last=True), safe_address(hostile.url))
        check_safe(sources_html([exchange], words), safe_address(hostile.url))
        for drawn in (library_html(one, {}, DAY, words), coverage_html(one, DAY, words)):
            check_safe(drawn)
        check_safe(waiting_html(Waiting(draw(), draw(), 9.0), words))
        check_safe(question_html(draw()))
        check_safe(problem_html(draw()))


@pytest.mark.parametrize(
    ("url", "safe"),
    [
        ("https://www.sz.gov.cn/a?b=1&c=2", True),
        ("http://example.org", True),
        (" https://example.org/ ", True),
        ("javascript:alert(1)", False),
        ("data:text/html,x", False),
        ("//example.org/x", False),
        ("https://", False),
        ('https://example.org/"onclick="x', False),
        ("https://example.org/a b", False),
        ("http://[broken", False),
        ("file:///etc/passwd", False),
        ("", False),
    ],
)
def test_only_ordinary_web_addresses_are_linked(url: str, safe: bool) -> None:
    assert safe_address(url) == (url.strip() if safe else "")
    seen = check_safe(citation_card(citation(record=record(url=url)), Exchange(1, "?"), ENGLISH), safe_address(url))
    assert (safe_address(url) in seen.links) == safe


# --- the answer --------------------------------------------------------------------------------------------------


def test_markers_link_to_the_cards_of_their_own_turn() -> None:
    seen = check_safe(answer_html(Exchange(7, "?", answer("So [1], and so [1][2], not [9].")), ENGLISH))
    assert seen.links == ["#src-7-1", "#src-7-1"]  # 2 and 9 are markers that no citation has
    assert "[1][2], not [9]" in seen.text()
    assert 'id="src-7-1"' in sources_html([Exchange(7, "?", answer())], ENGLISH)


def test_what_a_quoted_document_prints_as_a_marker_is_none() -> None:
    second = dataclasses.replace(citation(), marker=2)
    lines = ("It pays 60% [1].", "As shown in [1], it ends [2].")
    sentences = (Sentence(lines[0], (1,), Verdict.SUPPORTED), Sentence(lines[1], (2,), Verdict.SUPPORTED))
    given = answer(f"> {lines[0]}\n> {lines[1]}", sentences=sentences, citations=(citation(), second))
    seen = check_safe(answer_html(Exchange(1, "?", given), ENGLISH))
    assert seen.links == ["#src-1-1", "#src-1-2"]
    assert "As shown in [1], it ends [2]." in seen.text()


def test_paragraphs_lists_quotes_and_bold() -> None:
    text = "**Title**\n> The quote [1]\n\nFirst.\n\n- one [1]\n- two\n\n1. uno\n2. due\n\n## Part\nLast"
    html = answer_html(Exchange(1, "?", answer(text)), ENGLISH)
    assert "<p><strong>Title</strong></p><blockquote><p>The quote <a " in html
    assert "<li>two</li></ul>" in html
    assert "<ol><li>uno</li><li>due</li></ol>" in html
    assert "<h4>Part</h4><p>Last</p>" in html


def test_a_table_is_a_table_and_an_escaped_one() -> None:
    text = "Below:\n\n| measure | sum |\n| --- | --- |\n| <b>Voucher</b> [1] | 60% |"
    html = answer_html(Exchange(1, "?", answer(text)), ENGLISH)
    check_safe(html)
    assert "<tr><td>&lt;b&gt;Voucher&lt;/b&gt;" in html
    assert f"<td>{escape('60%')}</td></tr></table>" in html
    assert "---" not in html


def test_bold_and_struck_text_may_overlap() -> None:
    wrong = (Sentence("It **pays 60%.", (), Verdict.UNSUPPORTED), Sentence("It ends** now.", (), Verdict.UNSUPPORTED))
    check_safe(answer_html(Exchange(1, "?", answer("It **pays 60%. It ends** now.", sentences=wrong)), ENGLISH))


def test_unproven_sentences_are_struck_through_with_their_reason() -> None:
    text = "It pays 60% [1]. It pays 90% [1]. It ends in May [1]."
    sentences = (
        Sentence("It pays 60% [1].", (1,), Verdict.SUPPORTED),
        Sentence("It pays 90% [1].", (1,), Verdict.UNSUPPORTED, "90% is not in [1] <b>"),
        Sentence("It was never said.", (), Verdict.UNSUPPORTED, "no marker"),
    )
    html = answer_html(Exchange(1, "?", answer(text, sentences=sentences)), ENGLISH)
    seen = check_safe(html)
    struck = [text for path, text in seen.pieces if "del" in path and "details" not in path]
    assert "".join(struck) == "It pays 90% [1]."
    assert "90% is not in [1] <b>" in seen.text(outside="details")
    assert "It was never said." in seen.text(inside="details")
    assert "no marker" in seen.text(inside="details")
    assert "It pays 60% [1]." in seen.text(outside="del")


@BOTH
def test_each_status_is_said_in_plain_words(words: Words) -> None:
    for status in AnswerStatus:
        seen = check_safe(answer_html(Exchange(1, "?", answer("Words.", status=status)), words))
        assert words.status_lines[status] in seen.text()
        assert "_" not in seen.text()  # the code's own names stay inside


def test_a_refusal_names_the_closest_passages_and_links_their_cards() -> None:
    near = (Hit(passage(), record(), Status.IN_FORCE, 0.5),)
    refused = answer("", status=AnswerStatus.NO_EVIDENCE, citations=(), closest=near)
    seen = check_safe(answer_html(Exchange(2, "?", refused), ENGLISH))
    assert "The library holds nothing that answers this." in seen.text()
    assert seen.links == ["#src-2-c1"]
    card = check_safe(closest_card(near[0], 1, Exchange(2, "?", chat="abc"), ENGLISH), record().url)
    assert "closest, not an answer" in card.text()
    assert "mark" not in card.tags


def test_a_refusal_is_not_said_twice() -> None:
    text = "The library holds nothing that answers this (37 documents searched)."
    html = answer_html(Exchange(1, "?", answer(text, status=AnswerStatus.NO_EVIDENCE, citations=())), CHINESE)
    assert Seen(html).text().count("nothing that answers") == 1
    assert CHINESE.status_lines[AnswerStatus.NO_EVIDENCE] not in html


def test_conflicts_stand_side_by_side_with_their_sources() -> None:
    conflict = Conflict("AI companies in Shenzhen", (ConflictValue("1,646", 1), ConflictValue("2,200", 4)))
    seen = check_safe(answer_html(Exchange(1, "?", answer(conflicts=(conflict,))), ENGLISH))
    for part in ("Sources disagree", "AI companies in Shenzhen", "1,646", "2,200", "Support measure · 18 Dec 2024"):
        assert part in seen.text()


def test_a_draft_is_marked_as_one_and_links_nothing() -> None:
    seen = check_safe(waiting_html(Waiting("writing", "It pays 60% [1].", 12.3), ENGLISH))
    assert ENGLISH.draft in seen.text()
    assert ENGLISH.writing in seen.text()
    assert seen.links == []
    assert "12 s" in seen.text()
    assert ENGLISH.draft not in waiting_html(Waiting(), ENGLISH)


def test_waiting_shows_signs_of_life_and_ends_with_its_caller() -> None:
    told, ended = threading.Event(), threading.Event()

    def source() -> Iterator[int]:
        try:
            yield 1
            told.wait(20)
            yield 2
            yield 3
        finally:
            ended.set()

    items = paced(source, 0.01)
    assert next(item for item in items if item) == 1
    assert next(items) is None
    items.close()  # type: ignore[attr-defined]
    told.set()
    assert ended.wait(20)  # the thread went no further than the next item


def test_waiting_hands_on_what_comes_and_the_errors_that_are_for_people() -> None:
    def failing() -> Iterator[str]:
        yield "a"
        raise ModelUnavailable("No model server answers.")

    items = paced(failing, 20)
    assert next(items) == "a"
    with pytest.raises(ModelUnavailable, match="No model server answers"):
        next(items)
    assert list(paced(lambda: iter("abc"), 20)) == ["a", "b", "c"]


def test_waiting_ends_early_when_something_unforeseen_goes_wrong(monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[type[BaseException]] = []
    monkeypatch.setattr(threading, "excepthook", lambda what: told.append(what.exc_type))

    def failing() -> Iterator[str]:
        yield "a"
        raise RuntimeError("an inner matter")

    assert list(paced(failing, 20)) == ["a"]
    assert wait_for(lambda: told == [RuntimeError])  # printed by Python in the server's log


def wait_for(condition: Callable[[], bool]) -> bool:
    for _ in range(2000):
        if condition():
            return True
        threading.Event().wait(0.01)
    return False


def test_an_exchange_without_an_answer_shows_its_message() -> None:
    seen = check_safe(answer_html(Exchange(1, "?", problem="Port 1 <is> in use."), ENGLISH))
    assert seen.text() == "Port 1 <is> in use."


# --- cards -------------------------------------------------------------------------------------------------------


@BOTH
def test_a_card_says_whose_words_these_are(words: Words) -> None:
    card = check_safe(citation_card(citation(), Exchange(1, "?"), words), record().url)
    text = card.text().replace("\u00a0", " ")
    expected = [
        "[1]",
        record().title,
        record().title_zh,
        words.kinds[Kind.MEASURE],
        "Bureau of Industry",
        written_date("2024-12-18", words),
        "No. 14",
        "Chapter II › Article 5",
        pages_of(citation().pages, words),
        "measures-2024.md",
        "www.example.org",
    ]
    for part in expected:
        assert part in text
    assert "expired on 31 Dec 2025" in text.replace("Expired on", "expired on")
    assert card.text(inside="mark") == "The voucher pays at most 60% of the price."
    assert record().url in card.links


def test_a_status_note_takes_the_place_of_the_words_it_begins_with() -> None:
    assert Seen(status_badge(Status.EXPIRED, ENGLISH, "expired on 31 Dec 2025")).text() == "Expired on 31 Dec 2025"
    assert Seen(status_badge(Status.IN_FORCE, ENGLISH, "26 days left")).text() == "In force 26 days left"
    assert Seen(status_badge(Status.DRAFT, CHINESE)).text() == "征求意见稿"


@given(st.text(max_size=3000), st.data())
def test_a_passage_is_shown_whole_with_its_quote_marked(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    language = data.draw(st.sampled_from(["en", "zh"]))
    seen = check_safe(passage_html(passage(text, language=language), start, end, ENGLISH))
    labels = (f"… {ENGLISH.passage_earlier}", f"… {ENGLISH.passage_later}")
    shown = "".join(part for path, part in seen.pieces if "summary" not in path)
    assert flat(shown) == flat(text)
    assert flat(seen.text(inside="mark")) == flat(text[start:end])
    assert {part for path, part in seen.pieces if "summary" in path} <= set(labels)


def flat(text: str) -> str:
    """Text without white space and control characters."""
    return re.sub(r"[\s\x00-\x1f\x7f\x85\u2028\u2029]", "", text)


@given(st.text(alphabet=string.ascii_letters + " .\n。", max_size=900), st.integers(20, 300))
def test_cutting_loses_nothing_and_keeps_near_the_room(text: str, room: int) -> None:
    near, far = cut(text, room)
    assert near + far == text or not text.strip()
    assert len(near) <= room * 3 // 2


def test_a_quote_that_stands_elsewhere_is_found_and_one_that_does_not_is_not_marked() -> None:
    assert quote_span(citation(quote_start=11)) == (0, 42)
    assert quote_span(citation(quote="Never written.")) == (0, 0)
    assert quote_span(citation(quote="")) == (0, 0)


def test_only_the_latest_answer_with_sources_is_shown_and_all_are_there() -> None:
    exchanges = [Exchange(1, "one", answer()), Exchange(2, "two", answer()), Exchange(3, "three", problem="no")]
    html = sources_html(exchanges, ENGLISH)
    assert [name for name in Seen(html).classes if name.startswith("turn")] == ["turns", "turn", "turn shown"]
    assert 'id="src-1-1"' in html
    assert 'id="src-2-1"' in html
    assert ENGLISH.sources_empty in sources_html((), ENGLISH)


def test_copied_text_holds_question_answer_and_every_source() -> None:
    text = copy_text(answer("It pays **60%** [1]."), ENGLISH)
    assert text.startswith("What does the voucher pay?\n\nIt pays 60% [1].\n")
    line = next(line for line in text.split("\n") if line.startswith("[1]"))
    for part in (
        "Several Measures",
        "Bureau of Industry",
        "No. 14",
        "18 Dec 2024",
        "Article 5",
        "pages 5–6",
        "expired",
    ):
        assert part in line
    assert "“The voucher pays at most 60% of the price.”" in text
    assert "as of 21 Nov 2026" in text
    plain = [part for path, part in Seen(sources_html([Exchange(1, "?", answer())], ENGLISH)).pieces if "pre" in path]
    assert "".join(plain) == copy_text(answer(), ENGLISH)


def test_the_library_lists_the_weightiest_and_newest_first() -> None:
    held = [
        (record(title="Old news", kind=Kind.NEWS, issued="2020"), Status.UNKNOWN),
        (record(title="Old law", kind=Kind.LAW, issued="2001-05"), Status.REPEALED),
        (record(title="New law", kind=Kind.LAW, issued="2024-01-02"), Status.IN_FORCE),
        (record(title="Undated law", kind=Kind.LAW, issued=None), Status.IN_FORCE),
    ]
    seen = check_safe(library_html(held, {"a.md": 7}, DAY, ENGLISH))
    places = [seen.text().index(name) for name in ("New law", "Old law", "Undated law", "Old news")]
    assert places == sorted(places)
    for part in ("4 documents", "21 Nov 2026", "Repealed", "Shenzhen", "May 2001"):
        assert part in seen.text()


@BOTH
def test_an_empty_library_says_how_to_fill_it(words: Words) -> None:
    seen = check_safe(empty_html(words))
    assert "policy-assistant ingest" in seen.text(inside="code")


# --- words -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("part", ["", "asking", "library", "reader"])
def test_both_languages_say_everything_and_fill_the_same_gaps(part: str) -> None:
    def gaps(text: str) -> set[str]:
        return {name for _, name, _, _ in string.Formatter().parse(text) if name}

    one, other = (getattr(words, part) if part else words for words in (ENGLISH, CHINESE))
    for field in dataclasses.fields(one):
        english, chinese = getattr(one, field.name), getattr(other, field.name)
        if isinstance(english, str):
            assert english
            assert chinese
            assert gaps(english) == gaps(chinese), field.name
        elif field.name == "examples":
            assert [len(group.questions) for group in english] == [len(group.questions) for group in chinese]
        elif isinstance(english, tuple):
            assert [gaps(text) for text in english] == [gaps(text) for text in chinese]
        elif isinstance(english, Mapping):
            assert set(english) == set(chinese)
        elif isinstance(english, int):
            assert english > 0
            assert chinese > 0
    assert set(ENGLISH.kinds) == set(Kind)
    assert set(ENGLISH.statuses) == set(Status)
    assert set(ENGLISH.status_lines) == set(AnswerStatus)


@pytest.mark.parametrize(
    ("header", "language"),
    [
        ("zh-CN,zh;q=0.9,en;q=0.8", "zh"),
        ("en-GB,en;q=0.9,zh;q=0.8", "en"),
        ("de,zh-TW;q=0.5,en;q=0.3", "zh"),
        ("fr", "en"),
        ("", "en"),
        ("zh;q=x,en;q=0.1", "en"),
    ],
)
def test_the_page_speaks_the_browsers_language(header: str, language: str) -> None:
    assert preferred_language(header) == language
    assert words_in(language).language == language


@pytest.mark.parametrize(
    ("iso", "english", "chinese"),
    [
        ("2024-05-01", "1 May 2024", "2024年5月1日"),
        ("2024-05", "May 2024", "2024年5月"),
        ("2024", "2024", "2024年"),
        (None, "undated", "日期不详"),
        ("2024-13-01", "2024-13-01", "2024-13-01"),
        ("soon", "soon", "soon"),
    ],
)
def test_dates_in_words(iso: str | None, english: str, chinese: str) -> None:
    assert written_date(iso, ENGLISH) == english
    assert written_date(iso, CHINESE) == chinese


def test_places_in_words() -> None:
    assert written_place("CN-Shenzhen-Nanshan", ENGLISH) == "Nanshan, Shenzhen"
    assert written_place("CN-Shenzhen-Nanshan", CHINESE) == "深圳南山"
    assert written_place("US-CO", ENGLISH) == "Colorado"
    assert written_place("CN", CHINESE) == "中国"
    assert written_place("CN-Elsewhere", ENGLISH) == "Elsewhere"


@pytest.mark.slow  # gradio is imported
def test_every_tab_has_a_name_in_both_languages() -> None:
    pytest.importorskip("gradio")
    from assistant.faces.page.tabs import TABS

    assert {tab.name for tab in TABS} | {"sources"} == set(ENGLISH.tabs) == set(CHINESE.tabs)


@pytest.mark.slow
def test_an_as_of_date_is_read_or_refused_in_plain_words() -> None:
    pytest.importorskip("gradio")
    from assistant.errors import UsageError
    from assistant.faces.page.tabs.ask_handlers import read_day

    assert read_day(" 2025-12-31 ", ENGLISH) == date(2025, 12, 31)
    assert read_day("June 2025", ENGLISH) == date(2025, 6, 30)
    assert read_day("2025年6月", ENGLISH) == date(2025, 6, 30)
    assert read_day("", ENGLISH) is None
    with pytest.raises(UsageError, match="“some day” is not a date"):
        read_day("some day", ENGLISH)


# --- what stands before the page ---------------------------------------------------------------------------------


def test_only_what_the_page_needs_is_served() -> None:
    needed = (
        "/",
        "/en",
        "/en/",
        "/zh/",
        "/page/style.css",
        "/en/assets/index.js",
        "/zh/gradio_api/queue/join",
        "/en/gradio_api/info",
    )
    refused = (
        "/docs",
        "/en/gradio_api/upload",
        "/en/gradio_api/file=/etc/passwd",
        "/en/gradio_api/proxy=http://evil.example",
        "/en/monitoring",
        "/fr/",
        "/page/__init__.py",
        "/en/gradio_api/queue/join/../upload",
        "/read/fr/document/a.md",
    )
    own = ("/read/en/document/a.md", "/files/zh/answer/abc/1.docx")
    assert [path for path in own if not allowed(path)] == []
    assert [path for path in needed if not allowed(path)] == []
    assert allowed("/en/gradio_api/upload", uploads=True)
    assert [path for path in refused if allowed(path)] == []


def test_the_policy_admits_the_start_pages_own_scripts_by_hash_and_no_others() -> None:
    script = b"window.x = 1;"
    html = b'<html lang="en"><head><meta property="og:image"\n content="https://a.example/x.png" /></head>'
    shown = localised(html + b"<script>" + script + b"</script>", "zh")
    assert b"a.example" not in shown
    assert b'lang="zh-Hans"' in shown
    assert b"../page/script.js" in shown
    stated = policy(shown)
    scripts = next(part for part in stated.split("; ") if part.startswith("script-src"))
    digest = base64.b64encode(hashlib.sha256(script).digest()).decode()
    assert scripts == f"script-src 'self' 'sha256-{digest}'"
    assert "img-src 'self' data: blob:" in stated
