"""What can be done with an answer on the page, and that conversations are kept: in a real browser."""

from __future__ import annotations

import io

import docx
import pytest
from page_browser import PATIENCE, QUESTION, Opener, ask
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

SITUATION = "We are a start-up in Shenzhen with 12 staff. " + QUESTION


def test_what_was_understood_can_be_undone_and_a_question_asked_anew(address: str, visit: Opener) -> None:
    page = visit(address)
    ask(page, SITUATION)
    chip = page.locator("#act-undo-1-situation")
    expect(chip).to_contain_text("12 staff")
    chip.click()
    expect(page.locator(".chips")).to_contain_text("without: your situation", timeout=PATIENCE)
    expect(page.locator("#chat .user-row")).to_have_count(1)
    page.locator(".footing").evaluate("node => node.classList.add('before')")
    page.locator("#act-retry-1").click()
    expect(page.locator(".before")).to_have_count(0)
    expect(page.locator("#act-retry-1")).to_be_visible()
    page.locator("#act-edit-1").click()
    expect(page.locator("#question textarea")).to_have_value(SITUATION)
    expect(page.locator("#chat .user-row")).to_have_count(0)


def test_a_conversation_is_found_after_a_reload_in_the_other_language_and_by_its_link(
    address: str, visit: Opener
) -> None:
    page = visit(address)
    ask(page, QUESTION)
    link = page.locator("a.permalink").get_attribute("href") or ""
    page.reload()
    expect(page.locator(".answer")).to_contain_text("50 %", timeout=PATIENCE)
    page.locator("a.switch").first.click()
    expect(page.locator(".answer")).to_contain_text("50 %", timeout=PATIENCE)
    expect(page.locator("#ask")).to_contain_text("提问")
    elsewhere = visit(address, f"/en/{link}")
    expect(elsewhere.locator(".answer")).to_contain_text("50 %", timeout=PATIENCE)
    stranger = visit(address, "/en/?chat=guessed")
    expect(stranger.locator(".answer")).to_have_count(0)
    page.locator("#new-chat").click()
    expect(page.locator(".answer")).to_have_count(0)
    page.locator("#tab-earlier-button").click()
    expect(page.locator("#earlier a")).to_contain_text(QUESTION)
    page.reload()
    page.locator("#ask").wait_for()
    expect(page.locator("#welcome")).to_be_visible(timeout=PATIENCE)


def test_an_answer_is_taken_away_as_markdown_and_word_and_judged(address: str, visit: Opener) -> None:
    page = visit(address)
    ask(page, QUESTION)
    hrefs = [link.get_attribute("href") or "" for link in page.locator(".deeds a[download]").all()]
    sent = [page.request.get(f"{address}/en/{href}") for href in hrefs]
    assert [one.status for one in sent] == [200, 200]
    assert "50 %" in sent[0].text()
    assert "50 %" in "\n".join(each.text for each in docx.Document(io.BytesIO(sent[1].body())).paragraphs)
    page.locator("#act-bad-1").click()
    expect(page.locator("#remark textarea")).to_be_visible(timeout=PATIENCE)
    page.fill("#remark textarea", "The deadline is missing.")
    page.locator("#send-remark").click()
    expect(page.locator("#thanks")).to_contain_text("it is kept")


def test_a_new_chat_asks_the_whole_library_as_of_today(address: str, visit: Opener) -> None:
    page = visit(address)
    page.get_by_text("Narrow the search").click()
    page.fill("#narrow-day textarea, #narrow-day input", "June 2025")
    ask(page, QUESTION)
    expect(page.locator(".footing")).to_contain_text("as of 30 Jun 2025")
    page.locator("#new-chat").click()
    expect(page.locator("#narrow-day textarea, #narrow-day input")).to_have_value("")


def test_on_a_phone_the_box_stays_in_reach_and_sources_open_as_a_sheet(address: str, visit: Opener) -> None:
    page = visit(address, viewport={"width": 390, "height": 800})
    expect(page.locator("#question textarea")).to_be_in_viewport()
    ask(page, QUESTION)
    expect(page.locator("#question textarea")).to_be_in_viewport()
    expect(page.locator("#side")).to_be_hidden()
    page.locator(".answer a.cite").first.click()
    expect(page.locator("#src-1-1")).to_be_in_viewport()
    page.locator(".close-sheet").click()
    expect(page.locator("#side")).to_be_hidden()
