"""Search over a small library of both languages: pools, filters, status, copies, hostile questions."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from word_embedder import WordEmbedder

from assistant.finding.searching import read_query, search
from assistant.library.entries import embedded_text
from assistant.library.index import Index
from assistant.library.index_writer import IndexWriter
from assistant.library.vectors.vector_scan import Scanner
from assistant.questions.read_once import readable
from assistant.records import (
    Document,
    Filters,
    Findings,
    Kind,
    Passage,
    Record,
    Relation,
    RelationKind,
    Status,
)

TODAY = date(2026, 11, 22)
LAW = "A network operator that does not protect personal data pays a fine of up to 50,000 yuan."
TEXTS: dict[str, tuple[dict[str, object], list[str]]] = {
    "vouchers.md": (
        {
            "title": "Several measures on compute",
            "kind": Kind.MEASURE,
            "jurisdiction": "CN-Shenzhen",
            "issued": "2024-12-18",
            "issuer": "Shenzhen Bureau of Industry",
        },
        [
            "The training voucher covers at most 50 % of a compute contract, 60 % for start-ups.",
            "The corpus voucher covers at most 30 % of the price of data, and at most 2 million yuan.",
            "Applications are made on the portal of the bureau every spring.",
        ],
    ),
    "longgang.md": (
        {"title": "Compute support in Longgang", "kind": Kind.MEASURE, "jurisdiction": "CN-Shenzhen-Longgang"},
        ["Firms in the district are paid 30 % of their compute cost, at most 6 million yuan."],
    ),
    "nanshan.md": (
        {"title": "Compute support in Nanshan", "kind": Kind.MEASURE, "jurisdiction": "CN-Shenzhen-Nanshan"},
        ["Firms in the district are paid 40 % of their compute cost, at most 5 million yuan."],
    ),
    "camp.md": (
        {"title": "News of the Model Camp", "kind": Kind.NEWS, "issued": "2024-06"},
        ["The Model Camp began with an initial investment of 20 million yuan for one hundred AI firms."],
    ),
    "camp-copy.html": (
        {"title": "The same news elsewhere", "kind": Kind.NEWS, "issued": "2024-06"},
        ["The  Model Camp began with an initial investment of 20 million yuan — for one hundred AI firms!"],
    ),
    "old-law.md": (
        {"title": "Network law of 2016", "kind": Kind.LAW, "issued": "2016"},
        [LAW + " This is the first text."],
    ),
    "new-law.md": (
        {"title": "Network law as amended", "kind": Kind.LAW, "issued": "2025-10-28", "effective": "2026-01-01"},
        [LAW + " Grave cases cost more, as amended."],
    ),
    "tiaoli.md": (
        {"title": "人工智能条例", "kind": Kind.REGULATION, "language": "zh", "jurisdiction": "CN-Shenzhen"},
        [
            "第三十八条 国家机关应当率先使用人工智能产品和服务。",
            "第六十五条 市人民政府设立人工智能伦理委员会，履行下列职责。",
            "第七十三条 本条例自2022年11月1日起施行。",
        ],
    ),
    "taiwan.md": (
        {"title": "生成式人工智慧指引", "kind": Kind.GUIDANCE, "language": "zh", "jurisdiction": "TW"},
        ["業務承辦人不得向生成式人工智慧提供機密資訊。"],
    ),
}
SUPERSEDES = Relation(RelationKind.SUPERSEDES, "Network law of 2016", "", target_document="old-law.md")


def record(name: str, values: dict[str, object]) -> Record:
    defaults = {"document": name, "title": name, "kind": Kind.OTHER, "language": "en", "sha256": "0"}
    return Record(**{**defaults, **values})  # type: ignore[arg-type]


def passages_of(name: str, language: str, texts: list[str]) -> list[Passage]:
    starts = np.cumsum([0, *(len(text) + 2 for text in texts)]).tolist()
    return [
        Passage(
            id=hashlib.sha256(f"{name}{i}".encode()).hexdigest()[:32],
            document=name,
            text=text,
            path=(f"Part {i + 1}",),
            label=f"Part {i + 1}",
            unit="section",
            start=start,
            end=start + len(text),
            language=language,
            position=i,
        )
        for i, (text, start) in enumerate(zip(texts, starts[:-1], strict=True))
    ]


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    folder = tmp_path_factory.mktemp("generation")
    writer = IndexWriter.open(folder)
    for name, (values, texts) in TEXTS.items():
        made = record(name, values)
        relations = (SUPERSEDES,) if name == "new-law.md" else ()
        document = Document(made, "\n\n".join(texts), (), (), relations)
        passages = passages_of(name, made.language, texts)
        vectors = WordEmbedder().embed_passages([embedded_text(made, passage) for passage in passages])
        writer.put(document, passages, vectors, files=(name,), fingerprint=name)
    writer.finish()
    writer.close()
    opened = Index.open(folder)
    yield opened
    opened.close()


def found(index: Index, question: str, **more: object) -> Findings:
    return search(index, WordEmbedder(), read_query(index, question), as_of=TODAY, **more)  # type: ignore[arg-type]


def documents(findings: Findings) -> list[str]:
    return [hit.passage.document for hit in findings.hits]


@pytest.mark.parametrize(
    ("question", "document", "words"),
    [
        ("What does the training voucher cover for start-ups?", "vouchers.md", "60 % for start-ups"),
        ("initial investment of the Model Camp", "camp.md", "20 million"),
        ("第三十八条对国家机关有什么要求？", "tiaoli.md", "率先使用"),
        ("人工智慧倫理委員會的職責", "tiaoli.md", "伦理委员会"),
    ],
)
def test_the_passage_about_a_question_comes_first(index: Index, question: str, document: str, words: str) -> None:
    first = found(index, question).hits[0]
    assert first.passage.document == document
    assert words in first.passage.text


@pytest.mark.parametrize(
    ("question", "document"),
    [
        ("模力营的初始投资是多少？", "camp.md"),
        ("训力券对初创企业的资助比例", "vouchers.md"),
        ("what must the ethics committee do", "tiaoli.md"),
        ("confidential information given to generative AI", "taiwan.md"),
    ],
)
def test_a_question_finds_the_passage_in_the_other_language(index: Index, question: str, document: str) -> None:
    names = [name.replace("-copy.html", ".md") for name in documents(found(index, question))]
    assert document in names[:3]


def test_hits_carry_record_status_score_and_legs(index: Index) -> None:
    findings = found(index, "corpus voucher price of data")
    scores = [hit.score for hit in findings.hits]
    assert scores == sorted(scores, reverse=True)
    first = findings.hits[0]
    assert first.record is index.records["vouchers.md"]
    assert set(first.legs) >= {"nearness", "passage", "around"}
    assert 0 < findings.relevance <= 1


@pytest.mark.parametrize(
    ("filters", "admitted"),
    [
        (Filters(kind=(Kind.NEWS,)), {"camp.md", "camp-copy.html"}),
        (Filters(jurisdiction=("CN-Shenzhen",)), {"vouchers.md", "longgang.md", "nanshan.md", "tiaoli.md"}),
        (Filters(jurisdiction=("CN-Shenzhen-Longgang",)), {"longgang.md"}),
        (Filters(issuer=("bureau of industry",)), {"vouchers.md"}),
        (Filters(language=("zh",)), {"tiaoli.md", "taiwan.md"}),
        (Filters(document=("nanshan.md",)), {"nanshan.md"}),
        (Filters(status=(Status.SUPERSEDED,)), {"old-law.md"}),
        (Filters(since="2025"), {"new-law.md"}),
        (Filters(until="2024-06-15"), {"camp.md", "camp-copy.html", "old-law.md"}),
        (Filters(kind=(Kind.LAW,), since="2020"), {"new-law.md"}),
        (Filters(document=("no such",)), set()),
    ],
)
def test_filters_narrow_before_ranking(index: Index, filters: Filters, admitted: set[str]) -> None:
    for question in ("million yuan for firms", "人工智能"):
        names = set(documents(found(index, question, filters=filters, limit=50)))
        assert names <= admitted
        assert names or not admitted


def test_a_superseded_text_stands_behind_its_successor_unless_asked_for(index: Index) -> None:
    names = documents(found(index, "fine for a network operator that does not protect personal data, first text"))
    assert names.index("new-law.md") < names.index("old-law.md")
    names = documents(found(index, "fine in the network law of 2016, first text"))
    assert names.index("old-law.md") < names.index("new-law.md")
    names = documents(found(index, "superseded fine for a network operator, first text"))
    assert names.index("old-law.md") < names.index("new-law.md")


def test_status_holds_as_of_the_day_asked(index: Index) -> None:
    question = "fine for a network operator"
    then = search(index, WordEmbedder(), read_query(index, question), as_of=date(2020, 1, 1))
    assert {hit.passage.document: hit.status for hit in then.hits}["new-law.md"] is not Status.IN_FORCE
    now = found(index, question)
    assert {hit.passage.document: hit.status for hit in now.hits}["old-law.md"] is Status.SUPERSEDED


def test_copies_fall_away(index: Index) -> None:
    names = documents(found(index, "initial investment of the Model Camp", limit=20))
    assert sum(name.startswith("camp") for name in names) == 1


def test_a_place_in_the_question_is_preferred_told_and_undone(index: Index) -> None:
    question = "what share of compute cost is paid to firms in Longgang"
    findings = found(index, question)
    names = documents(findings)
    assert names[0] == "longgang.md"
    assert findings.inferred.jurisdiction == ("CN-Shenzhen-Longgang",)
    assert findings.because == ("documents of Longgang preferred",)
    assert "nanshan.md" in names, "an inference hides nothing"
    plain = found(index, question, infer=False)
    assert plain.because == ()
    assert plain.inferred == Filters()


@pytest.mark.parametrize("question", ["", "   ", "?!…", "🙂🙃", "\x00", "\ud800"])
def test_a_question_without_words_finds_nothing(index: Index, question: str) -> None:
    assert found(index, question) == Findings((), 0.0)


@pytest.mark.parametrize(
    "question",
    [
        "x" * 100_000,
        "人工智能" * 25_000,
        "compute " * 12_500,
        "'; DROP TABLE passages; --",
        'text:"a" AND (b OR -c)^2 ~3 [x TO y] *?',
        "\ud83dcompute\udc00\x00voucher",
        "ﷺ" * 500,
        "compute 🙂 voucher",
    ],
)
def test_any_question_is_safe(index: Index, question: str) -> None:
    found(index, question)


@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(question=st.text(max_size=200))
def test_any_text_gives_distinct_hits_in_order(index: Index, question: str) -> None:
    findings = found(index, question)
    ids = [hit.passage.id for hit in findings.hits]
    assert len(ids) == len(set(ids)) <= 10
    assert 0 <= findings.relevance <= 1


def test_searches_run_beside_one_another(index: Index) -> None:
    questions = ["training voucher", "模力营的投资", "network operator fine", "伦理委员会"] * 10
    alone = [documents(found(index, question)) for question in questions]
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(lambda question: documents(found(index, question)), questions)) == alone


def test_readable_cuts_and_cleans() -> None:
    assert readable(" a\x00b\ud800 ｃ\n d ") == "a b c d"
    assert len(readable("ﷺ" * 10_000)) <= 2_000


def test_a_scan_in_fewer_bits_finds_what_the_whole_scan_finds(monkeypatch: pytest.MonkeyPatch) -> None:
    chance = np.random.default_rng(3)
    centres = chance.normal(size=(60, 384))
    vectors = centres[chance.integers(60, size=6000)] + 0.5 * chance.normal(size=(6000, 384)) + 2
    vectors = (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float32)
    monkeypatch.setattr("assistant.library.vectors.vector_scan.EXACT_ROWS", 10_000)
    exact = Scanner.of(vectors)
    monkeypatch.setattr("assistant.library.vectors.vector_scan.EXACT_ROWS", 1000)
    monkeypatch.setattr("assistant.library.vectors.vector_scan.BLOCK", 2500)  # more than one, and the last one not full
    coarse = Scanner.of(vectors)
    assert exact.coarse is None
    assert coarse.coarse is not None
    rows, recalls = np.arange(len(vectors))[::2], []
    for query in vectors[:50]:
        whole, about = exact.approximate(query)[rows], coarse.approximate(query)[rows]
        assert np.abs(whole - about).max() < 0.05  # of scores between -1 and 1
        wanted, _ = exact.nearest(query, whole, rows, 10)
        got, scores = coarse.nearest(query, about, rows, 10)
        assert scores.tolist() == sorted(scores.tolist(), reverse=True)
        recalls.append(len(set(wanted) & set(got)) / 10)
    assert np.mean(recalls) >= 0.99
