"""Import time of the package and of the page's libraries, and the time of a cold search and a cold answer.

    python benchmarks/starting.py [--library DIR]

Each row is the best and the median of several fresh processes; the library must have been ingested before.
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import time

RUNS = 5


def timed(command: list[str]) -> list[float]:
    seconds = []
    for _ in range(RUNS):
        began = time.perf_counter()
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        seconds.append(time.perf_counter() - began)
    return seconds


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--library", default="data/library")
    library = ["--library", parser.parse_args().library]
    python, assistant = [sys.executable, "-c"], [sys.executable, "-m", "assistant"]
    bare = statistics.median(timed([*python, "pass"]))
    question = "Which compute subsidies can a Shenzhen start-up get?"
    rows = {
        "python itself": timed([*python, "pass"]),
        "import assistant": timed([*python, "import assistant"]),
        "from assistant import Assistant, Settings": timed([*python, "from assistant import Assistant, Settings"]),
        "policy-assistant --help": timed([*assistant, "--help"]),
        "policy-assistant library list (cold)": timed([*assistant, "library", "list", *library]),
        "policy-assistant search (cold)": timed([*assistant, "search", question, *library]),
        "policy-assistant ask (cold)": timed([*assistant, "ask", question, *library]),
    }
    print(f"{'':<46}{'best s':>8}{'median s':>10}{'over python':>13}")
    for name, seconds in rows.items():
        median = statistics.median(seconds)
        print(f"{name:<46}{min(seconds):>8.2f}{median:>10.2f}{median - bare:>13.2f}")


if __name__ == "__main__":
    main()
