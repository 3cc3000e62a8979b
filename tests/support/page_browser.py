"""What tests of the page in a real browser share: a small library made here, the page served over it, a browser."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from places import GUARD, PROJECT

pytest.importorskip("playwright", reason="playwright is not installed (pip install -e '.[dev]')")
from playwright.sync_api import Page, expect

FLAGS = (
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"),
    *("--disable-component-update", "--disable-sync"),
    # whatever the page asked for elsewhere would not get there; that it does not even ask is tested below
    "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1",
)
QUESTION = "How much does the compute voucher of Shenzhen pay?"
ZH_QUESTION = "条例要求公共机构率先使用什么产品和服务？"
DUCK = "What is the recipe for Peking duck?"
PATIENCE = 30_000  # milliseconds
expect.set_options(timeout=PATIENCE)  # a busy machine takes its time

DOCUMENTS = {
    "voucher.md": """---
title: Measures of Shenzhen on Compute Vouchers
title_zh: 深圳市算力券办法
kind: measure
issuer: Shenzhen Bureau of Industry
jurisdiction: CN-Shenzhen
language: en
number: No. 14
issued: "2024-12-18"
url: https://www.example.org/voucher.html
---
# Measures of Shenzhen on Compute Vouchers

## What the voucher pays

The compute voucher of Shenzhen pays at most 50 % of a company's compute contract, and 60 % for start-ups.
The cap is 10 million yuan a year for each company.

## How to apply

Applications for the compute voucher are open from 1 to 30 September of each year.
""",
    "regulation.zh.md": """---
title: 人工智能产业促进条例
title_zh: 人工智能产业促进条例
kind: regulation
issuer: 市人民代表大会常务委员会
jurisdiction: CN-Shenzhen
language: zh
issued: "2022-08-30"
effective: "2022-11-01"
---
# 人工智能产业促进条例

## 第三十八条

条例要求公共机构率先使用人工智能产品和服务，并按照规定公开采购结果。

## 第六十五条

市人民政府设立人工智能伦理委员会。
""",
    "hostile.md": """---
title: Notice on robot testing <img src=http://evil.example/title.png>
kind: news
issuer: Somebody
jurisdiction: CN-Beijing
language: en
issued: "2025-01-02"
url: javascript:alert(1)
---
# Notice on robot testing

Robot testing on public roads is open to 12 companies. ![seen](http://evil.example/seen.png)
<img src="http://evil.example/seen.png" onerror="window.harmed = 1"> [more](http://evil.example/more)
See http://evil.example/now ${window.harmed = 1} {{window.harmed}} and %%%LATEX_BLOCK_0%%% about robot testing.
""",
}


def browser_path() -> str | None:
    """A Chromium of the system; None leaves it to Playwright's own."""
    names = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
    return next((path for name in names if (path := shutil.which(name))), None)


@contextmanager
def served(library: Path, log: Path, *options: str, **environment: str) -> Iterator[str]:
    """The page's address, served by the real command in a process that may not connect to anywhere else."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("POLICY_ASSISTANT_", "OPENAI_"))}
    guarded = {
        **kept,
        "PYTHONPATH": os.pathsep.join([str(GUARD), str(PROJECT)]),
        "NETWORK_GUARD_LOG": str(log),
        "PYTHONUNBUFFERED": "1",
        **environment,
    }
    command = [
        sys.executable,
        "-m",
        "assistant",
        "serve",
        "--library",
        str(library),
        "--port",
        str(free_port()),
        "--per-minute",  # all tests of a run ask from one address
        "10000",
        *options,
    ]
    process = subprocess.Popen(
        command, cwd=library.parent, env=guarded, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    assert process.stdout is not None
    try:
        said = []
        for line in process.stdout:
            said.append(line)
            if found := re.search(r"http://127\.0\.0\.1:\d+", line):
                yield found[0]
                break
        else:
            pytest.fail(f"the page did not start: {''.join(said)}")
    finally:
        process.terminate()
        process.wait(timeout=20)
        process.stdout.close()
    assert not log.exists(), f"connections to elsewhere: {log.read_text()}"


def free_port() -> int:
    from assistant.faces.page.serving import listen

    with listen("127.0.0.1", 0) as listener:
        return int(listener.getsockname()[1])


Opener = Callable[..., Page]


def is_elsewhere(url: str, address: str) -> bool:
    return not url.startswith((f"{address}/", "data:", f"blob:{address}/"))


def ask(page: Page, question: str, *, wait: bool = True) -> None:
    turns = page.locator("#chat .user-row").count()
    page.fill("#question textarea", question)
    page.press("#question textarea", "Enter")
    expect(page.locator("#chat .user-row")).to_have_count(turns + 1, timeout=PATIENCE)
    if wait:
        expect(page.locator("#ask")).to_be_visible(timeout=PATIENCE)
        expect(page.locator("#chat .progress")).to_have_count(0, timeout=PATIENCE)
