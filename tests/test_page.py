"""The real page in a real browser, over the real facade and a small library made here."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import model_server
import pytest
from conftest import GUARD, PROJECT

from assistant import Assistant, Settings
from assistant.errors import NoEmbeddings

pytest.importorskip("playwright", reason="playwright is not installed (pip install -e '.[dev]')")
from playwright.sync_api import Browser, BrowserContext, Error, Page, expect, sync_playwright

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


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        try:
            opened = playwright.chromium.launch(executable_path=browser_path(), args=list(FLAGS))
        except Error as error:
            pytest.skip(f"no Chromium here (apt install chromium): {error.message.splitlines()[0]}")
        yield opened
        opened.close()


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library of three documents, made by the real ingest with the real embeddings."""
    folder = tmp_path_factory.mktemp("page")
    for name, text in DOCUMENTS.items():
        (folder / name).write_text(text, "utf-8")
    made = folder / "library"
    try:
        Assistant(Settings(library=made, model="none")).ingest([folder / name for name in DOCUMENTS])
    except NoEmbeddings as error:
        pytest.skip(str(error))
    return made


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
    from assistant.page.serving import listen

    with listen("127.0.0.1", 0) as listener:
        return int(listener.getsockname()[1])


@pytest.fixture(scope="module")
def address(library: Path, browser: Browser) -> Iterator[str]:
    with served(library, library.parent / "network.log", "--model", "none") as running:
        yield running


Opener = Callable[..., Page]


@pytest.fixture
def visit(browser: Browser) -> Iterator[Opener]:
    """Opens pages; afterwards none of them may have asked for anything elsewhere, failed, or broken the policy."""
    contexts: list[BrowserContext] = []
    wrong: list[str] = []

    def open_page(address: str, path: str = "/", **options: Any) -> Page:
        options = {"viewport": {"width": 1280, "height": 800}, "locale": "en-GB", **options}
        context = browser.new_context(**options)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(PATIENCE)
        page.on("request", lambda request: wrong.append(request.url) if is_elsewhere(request.url, address) else None)
        page.on("console", lambda message: wrong.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on("response", lambda got: wrong.append(f"{got.status} {got.url}") if got.status >= 400 else None)
        page.goto(address + path)
        page.locator("#question textarea").wait_for()
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert wrong == []


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


def test_a_question_is_answered_and_its_marker_shows_the_passage(address: str, visit: Opener) -> None:
    page = visit(address)
    expect(page.get_by_text("Quotes only: no model is set up")).to_be_visible()
    ask(page, QUESTION)
    answer = page.locator(".answer")
    expect(answer).to_contain_text("50 %")
    answer.get_by_role("link", name="[1]").first.click()
    card = page.locator("#src-1-1")
    expect(card).to_be_in_viewport()
    expect(card).to_have_class(re.compile(r"\blit\b"))
    expect(card).to_be_focused()
    for part in (
        "Measures of Shenzhen on Compute Vouchers",
        "深圳市算力券办法",
        "Support measure",
        "Shenzhen Bureau of Industry",
    ):
        expect(card).to_contain_text(part)
    expect(card).to_contain_text(re.compile(r"18\sDec\s2024"))
    quote = card.locator("mark").inner_text()
    assert " ".join(quote.split()) in " ".join(DOCUMENTS["voucher.md"].split())
    assert len(quote) > 20
    expect(card.get_by_role("link", name="Original at www.example.org")).to_have_attribute(
        "rel", re.compile("noreferrer")
    )


def test_markers_of_an_earlier_turn_show_their_own_passages(address: str, visit: Opener) -> None:
    page = visit(address)
    ask(page, QUESTION)
    ask(page, ZH_QUESTION)
    expect(page.locator("#src-2-1")).to_be_visible()
    expect(page.locator("#src-1-1")).to_be_hidden()
    page.locator("#tab-library-button").click()
    page.locator("#turn-1 a.cite").first.click()
    expect(page.locator("#src-1-1")).to_be_visible()
    expect(page.locator("#src-2-1")).to_be_hidden()
    expect(page.locator("#src-1-1")).to_contain_text("Measures of Shenzhen")
    page.locator("#turn-2 a.cite").first.click()
    expect(page.locator("#src-2-1")).to_be_in_viewport()


def test_an_example_question_answers_and_a_new_chat_forgets(address: str, visit: Opener) -> None:
    page = visit(address)
    page.get_by_role("button", name="Which compute subsidies can a Shenzhen start-up get?").click()
    expect(page.locator(".answer")).to_be_visible(timeout=PATIENCE)
    expect(page.locator("#welcome")).to_be_hidden()
    page.get_by_role("button", name="New chat").click()
    expect(page.locator("#welcome")).to_be_visible()
    expect(page.locator(".answer")).to_have_count(0)
    expect(page.locator(".card")).to_have_count(0)


def test_what_the_library_does_not_hold_is_refused(address: str, visit: Opener) -> None:
    page = visit(address)
    ask(page, DUCK)
    expect(page.locator(".answer")).to_contain_text("The library holds nothing that answers this")
    expect(page.locator(".answer a.cite")).to_have_count(0)
    if page.locator(".card").count():
        expect(page.locator(".card .badge.near").first).to_have_text("closest, not an answer")


def test_nothing_in_a_document_becomes_live(address: str, visit: Opener) -> None:
    page = visit(address)
    ask(page, "How many companies is robot testing on public roads open to?")
    expect(page.locator("#sources")).to_contain_text("evil.example")  # as text
    page.locator("#tab-library-button").click()
    expect(page.locator("#library")).to_contain_text("<img src=http://evil.example/title.png>")
    assert page.locator("img[src^='http']").count() == 0
    hrefs = [link.get_attribute("href") or "" for link in page.locator("a").all()]
    assert [href for href in hrefs if "evil" in href or href.startswith("javascript")] == []
    assert page.evaluate("window.harmed") is None
    # the fixture's own check: no request went to evil.example


def test_scripts_that_are_not_the_pages_own_do_not_run(address: str, browser: Browser) -> None:
    context = browser.new_context()
    page = context.new_page()
    response = page.goto(f"{address}/en/")
    assert response is not None
    policy = response.headers["content-security-policy"]
    scripts = next(part for part in policy.split("; ") if part.startswith("script-src"))
    assert "unsafe" not in scripts
    page.add_init_script("0")
    page.evaluate("document.body.append(Object.assign(document.createElement('script'), {text: 'window.harmed = 1'}))")
    assert page.evaluate("window.harmed") is None
    refused = page.evaluate("fetch('http://127.0.0.2:9/').then(() => 'sent', () => 'refused')")
    assert refused == "refused"
    context.close()


def test_the_page_speaks_chinese_to_a_chinese_browser(address: str, visit: Opener) -> None:
    page = visit(address, locale="zh-CN")
    assert page.url == f"{address}/zh/"
    expect(page.locator("html")).to_have_attribute("lang", "zh-Hans")
    expect(page.get_by_role("button", name="提问")).to_be_visible()
    ask(page, ZH_QUESTION)
    page.locator(".answer a.cite").first.click()
    card = page.locator("#src-1-1")
    expect(card).to_contain_text("人工智能产业促进条例")
    expect(card).to_contain_text("2022年8月30日")
    assert "公共机构" in card.locator("mark").inner_text()
    page.get_by_role("link", name="English").click()
    expect(page.get_by_role("button", name="Ask", exact=True)).to_be_visible()
    assert page.url == f"{address}/en/"


def test_an_answer_is_copied_with_its_sources(address: str, visit: Opener) -> None:
    page = visit(address, permissions=["clipboard-read", "clipboard-write"])
    ask(page, QUESTION)
    page.get_by_role("button", name="Copy with sources").click()
    expect(page.locator("button.copy.done")).to_be_visible()
    text = page.evaluate("navigator.clipboard.readText()")
    assert text.startswith(QUESTION)
    assert "\n[1] Measures of Shenzhen on Compute Vouchers, Shenzhen Bureau of Industry, No. 14, 18 Dec 2024" in text
    assert "https://www.example.org/voucher.html" in text


def test_the_search_can_be_narrowed(address: str, visit: Opener) -> None:
    page = visit(address)
    page.get_by_text("Narrow the search").click()
    page.locator("#narrow-kind input").click()
    page.get_by_role("option", name="News").click()
    page.keyboard.press("Escape")
    page.fill("#narrow-day input, #narrow-day textarea", "2025-06-30")
    ask(page, "How many companies is robot testing on public roads open to?")
    expect(page.locator(".answer .footing")).to_contain_text("as of 30 Jun 2025")
    assert page.locator(".card .badge.kind").count() > 0
    assert set(page.locator(".card .badge.kind").all_inner_texts()) == {"News"}
    page.fill("#narrow-day input, #narrow-day textarea", "30/06/25")
    ask(page, QUESTION)
    expect(page.locator(".problem")).to_have_text(re.compile("“30/06/25” is not a date"))


def test_an_overlong_question_gets_a_plain_message_and_is_kept(address: str, visit: Opener) -> None:
    page = visit(address)
    ask(page, "why " * 1100)
    expect(page.locator(".problem")).to_contain_text("at most 4,000 can be read")
    assert len(page.locator("#question textarea").input_value()) > 4000


def test_everything_can_be_reached_by_keyboard(address: str, visit: Opener) -> None:
    page = visit(address)
    expect(page.locator("#question textarea")).to_be_focused()
    page.keyboard.type(QUESTION)
    page.keyboard.press("Enter")
    expect(page.locator(".answer")).to_be_visible(timeout=PATIENCE)
    page.locator("#question textarea").focus()
    for _ in range(12):
        page.keyboard.press("Shift+Tab")
        if page.evaluate("document.activeElement.matches('a.cite')"):
            break
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.matches('.card.lit')")
    assert page.locator("#chat [data-testid][aria-label]").count() == 0  # Gradio puts markup into these


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_it_fits_the_screen_and_can_be_read(address: str, visit: Opener, scheme: str, width: int) -> None:
    page = visit(address, color_scheme=scheme, viewport={"width": width, "height": 800})
    assert overflow(page) <= 0
    assert too_faint(page, ["h1", ".mode", ".welcome p", "#examples button", "#ask", "#new-chat"]) == []
    ask(page, QUESTION)
    assert overflow(page) <= 0
    faint = too_faint(
        page,
        [
            *(".question", ".answer blockquote", ".answer .footing", "a.cite", "button.copy", ".card-title", ".badge"),
            *(".card .facts", ".card .where", ".passage", ".passage mark", ".card-foot", ".card-foot a", ".about"),
        ],
    )
    assert faint == []
    page.locator(".answer a.cite").first.click()
    expect(page.locator("#src-1-1")).to_be_in_viewport()
    if width == 390:
        page.locator("#src-1-1 a.back").click()
        expect(page.locator("#turn-1")).to_be_in_viewport()
    page.locator("#tab-library-button").click()
    assert too_faint(page, [".holdings .title", ".holdings .facts", ".holdings .badge", ".kind-head"]) == []
    ask(page, DUCK)
    assert too_faint(page, [".outcome"]) == []
    assert overflow(page) <= 0


def overflow(page: Page) -> int:
    """Pixels by which the page is wider than the screen."""
    return int(page.evaluate("document.documentElement.scrollWidth - window.innerWidth"))


def too_faint(page: Page, selectors: Sequence[str]) -> list[str]:
    """Those of the visible elements whose text has a contrast below 4.5 : 1 (WCAG 2.2, level AA) with its ground."""
    script = """
    (selectors) => {
      const channels = (color) => {
        const found = color.match(/[\\d.]+/g).map(Number);
        return { rgb: found.slice(0, 3), alpha: found.length > 3 ? found[3] : 1 };
      };
      const light = (rgb) => {
        const [r, g, b] = rgb.map((v) => v / 255).map((v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4));
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
      };
      const ground = (element) => {
        for (let at = element; at; at = at.parentElement) {
          const found = channels(getComputedStyle(at).backgroundColor);
          if (found.alpha > 0.99) return found.rgb;
        }
        return [255, 255, 255];
      };
      const wrong = [];
      for (const selector of selectors) {
        const shown = [...document.querySelectorAll(selector)].filter((e) => e.getClientRects().length);
        if (!shown.length) wrong.push(`${selector}: not there`);
        for (const element of shown) {
          const [a, b] = [light(channels(getComputedStyle(element).color).rgb), light(ground(element))];
          const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
          if (ratio < 4.5) wrong.push(`${selector}: ${ratio.toFixed(2)}`);
        }
      }
      return [...new Set(wrong)];
    }
    """
    found: list[str] = page.evaluate(script, list(selectors))
    return found


def test_documents_that_are_ingested_later_are_noticed(library: Path, address: str, visit: Opener) -> None:
    page = visit(address)
    page.locator("#tab-library-button").click()
    expect(page.locator("#library")).to_contain_text("3 documents")
    later = library.parent / "later.md"
    later.write_text(
        "---\ntitle: Plan for Drone Corridors\nkind: plan\nlanguage: en\n---\n# Plan for Drone Corridors\n\n"
        "The city opens 27 drone corridors over the harbour by the end of the year.\n",
        "utf-8",
    )
    writer = Assistant(Settings(library=library, model="none"))
    writer.ingest([later])
    ask(page, "How many drone corridors does the city open over the harbour?")
    expect(page.locator(".answer")).to_contain_text("27 drone corridors")
    expect(page.locator("#library")).to_contain_text("4 documents")
    writer.library.remove("later.md")
    writer.close()
    ask(page, DUCK)
    expect(page.locator("#library")).to_contain_text("3 documents")


def test_an_empty_library_says_how_to_fill_it(tmp_path: Path, visit: Opener) -> None:
    with served(tmp_path / "none", tmp_path / "network.log", "--model", "none") as running:
        page = visit(running)
        expect(page.locator("#greeting")).to_contain_text("The library is empty")
        expect(page.locator("#greeting")).to_contain_text("python ingest.py")
        expect(page.locator("#examples")).to_be_hidden()
        ask(page, QUESTION)
        expect(page.locator(".problem")).to_contain_text("Nothing has been ingested")


def slow(text: str, seconds: float) -> model_server.Reply:
    """Streams the text, waiting before the last piece."""

    def reply(handler: model_server.Handler, body: dict[str, Any]) -> None:
        model_server.start_stream(handler)
        handler.wfile.write(model_server.chunk({"role": "assistant", "content": text}))
        handler.wfile.flush()
        time.sleep(seconds)
        handler.wfile.write(model_server.chunk({}, "stop") + b"data: [DONE]\n\n")

    return reply


def test_a_draft_is_marked_until_it_is_checked_and_a_busy_model_holds_up_no_other_tab(
    library: Path, tmp_path: Path, visit: Opener
) -> None:
    draft = "The compute voucher of Shenzhen pays at most 50 % of a company's compute contract [1]."
    wait = 6.0
    with (
        model_server.serving(slow(draft, wait)) as model,
        served(library, tmp_path / "network.log", "--model", "small", OPENAI_BASE_URL=model.url) as running,
    ):
        page, other = visit(running), visit(running)
        expect(page.get_by_text("Written by small from the library")).to_be_visible()
        ask(page, QUESTION, wait=False)
        expect(page.locator(".draft")).to_contain_text("pays at most 50 %")
        expect(page.locator(".draft .tag")).to_have_text("Draft, not checked yet")
        assert page.locator("#chat a.cite").count() == 0
        ask(other, DUCK)  # refused without the model, while the first tab still waits for it
        expect(other.locator(".answer")).to_contain_text("nothing that answers")
        expect(page.locator("#stop")).to_be_visible()
        expect(page.locator(".answer")).to_contain_text("pays at most 50 %", timeout=PATIENCE)
        expect(page.locator(".draft")).to_have_count(0)
        page.locator(".answer a.cite").first.click()
        expect(page.locator("#src-1-1 mark")).to_contain_text("at most 50 %")


def test_a_question_can_be_stopped_and_a_dead_model_is_said_plainly(
    library: Path, tmp_path: Path, visit: Opener
) -> None:
    with (
        model_server.serving(model_server.silent(20), model_server.fails(400)) as model,
        served(library, tmp_path / "network.log", "--model", "small", OPENAI_BASE_URL=model.url) as running,
    ):
        page = visit(running)
        ask(page, QUESTION, wait=False)
        with page.expect_response("**/gradio_api/reset"):  # from then on the box takes another question
            page.get_by_role("button", name="Stop").click()
        expect(page.locator(".problem")).to_have_text("Stopped. Nothing was answered.")
        expect(page.locator("#ask")).to_be_visible()
        ask(page, QUESTION)
        expect(page.locator(".answer .outcome")).to_contain_text("The model could not be reached")
        expect(page.locator(".answer a.cite").first).to_be_visible()


def test_a_port_in_use_is_one_plain_line(library: Path, address: str, guarded_environment: dict[str, str]) -> None:
    port = address.rpartition(":")[2]
    command = [sys.executable, "-m", "assistant", "serve", "--library", str(library), "--port", port]
    done = subprocess.run(command, capture_output=True, text=True, env=guarded_environment, timeout=60, check=False)
    assert done.returncode == 2
    assert done.stderr.strip() == f"Port {port} is in use. Try --port {int(port) + 1}."
    assert done.stdout == ""


@pytest.mark.parametrize("path", ["gradio_api/upload", "gradio_api/info", "monitoring", "gradio_api/file=/etc/passwd"])
def test_what_the_page_does_not_need_is_not_served(address: str, path: str) -> None:
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(f"{address}/en/{path}", timeout=10)
    assert refused.value.code == 404
    refused.value.close()
