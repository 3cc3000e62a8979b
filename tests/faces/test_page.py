"""The real page in a real browser, over the real facade and a small library made here."""

from __future__ import annotations

import re
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import model_server
import pytest
from page_browser import DOCUMENTS, DUCK, PATIENCE, QUESTION, ZH_QUESTION, Opener, ask, served
from playwright.sync_api import Browser, Page, expect

from assistant import Assistant, Settings

pytestmark = pytest.mark.browser


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
    page.locator("#tab-earlier-button").click()
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
    page.get_by_role("button", name="Copy with citations").click()
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
    page.fill("#narrow-day input, #narrow-day textarea", "some day")
    ask(page, QUESTION)
    expect(page.locator(".problem")).to_have_text(re.compile("“some day” is not a date"))


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


def open_library(page: Page) -> None:
    """On a phone the last tabs are behind a button with dots."""
    tab = page.locator("#tab-library-button")
    if not tab.is_visible():
        page.get_by_role("button", name="More tabs").click()
        tab = page.locator(".overflow-dropdown button", has_text="Library")
    tab.click()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_it_fits_the_screen_and_can_be_read(address: str, visit: Opener, scheme: str, width: int) -> None:
    page = visit(address, color_scheme=scheme, viewport={"width": width, "height": 800})
    assert overflow(page) <= 0
    assert too_faint(page, ["h1", ".mode", ".welcome p", "#examples button", "#ask", "#new-chat"]) == []
    ask(page, QUESTION)
    assert overflow(page) <= 0
    assert too_faint(page, [".question", ".chip", ".footing", "button.copy", "a.deed", "button.act"]) == []
    page.locator(".answer a.cite").first.click()
    expect(page.locator("#src-1-1")).to_be_in_viewport()
    faint = too_faint(
        page,
        [
            *(".question", ".answer blockquote", ".answer .footing", "a.cite", "button.copy", ".card-title", ".badge"),
            *(".card .facts", ".card .where", ".passage", ".passage mark", ".card-foot", ".card-foot a", ".about"),
        ],
    )
    assert faint == []
    if width == 390:
        page.locator("#src-1-1 a.back").click()
        expect(page.locator("#turn-1")).to_be_in_viewport()
    open_library(page)
    page.locator("table.documents").wait_for()
    assert overflow(page) <= 0
    assert too_faint(page, ["a.document", ".fine", "table.documents .badge", "th.sorts", ".bars li"]) == []
    page.locator("#tab-ask-button").click()
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
        for (const element of shown) {
          const [a, b] = [light(channels(getComputedStyle(element).color).rgb), light(ground(element))];
          const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
          if (ratio < 4.5) wrong.push(`${selector}: ${ratio.toFixed(2)}`);
        }
      }
      return [...new Set(wrong)];
    }
    """
    for selector in selectors:
        expect(page.locator(selector).first).to_be_visible(timeout=PATIENCE)
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
    page.locator("#tab-ask-button").click()
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
        expect(page.locator("#greeting")).to_contain_text("policy-assistant ingest")
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


@pytest.mark.parametrize("path", ["gradio_api/monitoring", "monitoring", "gradio_api/file=/etc/passwd"])
def test_what_the_page_does_not_need_is_not_served(address: str, path: str) -> None:
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(f"{address}/en/{path}", timeout=10)
    assert refused.value.code == 404
    refused.value.close()
