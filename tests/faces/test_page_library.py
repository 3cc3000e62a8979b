"""The tab Library and the pages of documents, in a real browser."""

from __future__ import annotations

import urllib.error
import urllib.request
from pathlib import Path

import pytest
from page_browser import PATIENCE, Opener, ask, served
from pdf_files import Sheet, pdf
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser

NOTICE = "Notice on Night Buses\n\nArticle 1\n\nNight buses of the city run every 15 minutes.\n"


def open_library(page: Page) -> None:
    page.locator("#tab-library-button").click()
    page.locator("table.documents").wait_for()


def test_files_dropped_on_the_page_are_added_edited_and_removed(address: str, visit: Opener, tmp_path: Path) -> None:
    (tmp_path / "night-buses.txt").write_text(NOTICE, "utf-8")
    (tmp_path / "picture.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(40))
    page = visit(address)
    open_library(page)
    page.set_input_files("#drop input[type=file]", [tmp_path / "night-buses.txt", tmp_path / "picture.png"])
    outcome = page.locator(".outcome-list")
    expect(outcome).to_contain_text("night-buses.txt", timeout=PATIENCE)
    expect(outcome.locator("li.good")).to_contain_text("added")
    expect(outcome.locator("li.bad")).to_contain_text("picture.png refused: is a picture")
    row = page.locator("table.documents tr", has_text="night-buses.txt")
    row.locator("input.tick").check()
    expect(page.locator("#picked-count")).to_contain_text("1 chosen")
    page.locator("#edit").click()
    expect(page.locator("#field-title textarea, #field-title input")).to_have_value("Notice on Night Buses")
    page.fill("#field-title textarea, #field-title input", "Notice on Buses by Night")
    page.fill("#field-issued textarea, #field-issued input", "June 2025")
    page.locator("#save-record").click()
    expect(row).to_contain_text("Notice on Buses by Night", timeout=PATIENCE)
    expect(row).to_contain_text("Jun 2025")
    row.locator("input.tick").check()
    expect(page.locator("#picked-count")).to_contain_text("1 chosen")
    page.locator("#remove").click()
    page.locator("#yes-remove").click()
    expect(row).to_have_count(0, timeout=PATIENCE)


def test_documents_are_searched_sorted_and_asked_alone(address: str, visit: Opener) -> None:
    page = visit(address)
    open_library(page)
    rows = page.locator("table.documents tbody tr:visible")
    expect(rows).to_have_count(3)
    page.locator("th.sorts", has_text="Document").click()
    expect(rows.first).to_contain_text("Measures of Shenzhen on Compute Vouchers")
    page.fill("#find-documents", "robot testing")
    expect(rows).to_have_count(1)
    rows.locator("input.tick").check()
    expect(page.locator("#picked-count")).to_contain_text("1 chosen")
    page.locator("#ask-only").click()
    expect(page.locator("#question textarea")).to_be_visible()
    expect(page.locator("#only")).to_contain_text("Notice on robot testing")
    ask(page, "How much does the compute voucher of Shenzhen pay?")
    expect(page.locator(".answer")).not_to_contain_text("50 %")
    page.locator("#all-again").click()
    expect(page.locator("#only")).to_be_hidden()


def test_addresses_inside_the_network_are_refused(address: str, visit: Opener) -> None:
    page = visit(address)
    open_library(page)
    page.fill("#address textarea, #address input", f"{address}/en/")
    page.locator("#fetch").click()
    expect(page.locator("#added .problem")).to_contain_text("lies inside this network", timeout=PATIENCE)


def test_a_page_of_a_pdf_is_shown_with_the_passage_outlined(tmp_path: Path, visit: Opener) -> None:
    words = "Night trams of the city run every 20 minutes until the morning."
    (tmp_path / "trams.pdf").write_bytes(
        pdf([Sheet().write(72, 760, "Notice on Night Trams", 16), Sheet().lines(72, 760, ["Article 2", words])])
    )
    from assistant import Assistant, Settings

    made = tmp_path / "library"
    Assistant(Settings(library=made, model="none")).ingest([tmp_path / "trams.pdf"])
    with served(made, tmp_path / "network.log", "--model", "none") as running:
        page = visit(running)
        ask(page, "How often do night trams of the city run?")
        page.locator("#src-1-1 a.open").click()
        opened = page.context.wait_for_event("page") if len(page.context.pages) < 2 else page.context.pages[-1]
        image = opened.locator("#page img")
        image.wait_for()
        assert image.evaluate("image => image.decode().then(() => image.naturalWidth)") > 500
        expect(opened.locator("#page")).to_contain_text("Page 2 of 2. The passage is outlined.")
        expect(opened.locator("mark")).to_contain_text("every 20 minutes")
        assert opened.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_shared_page_changes_nothing(tmp_path: Path, library: Path, visit: Opener) -> None:
    with served(library, tmp_path / "network.log", POLICY_ASSISTANT_SHARED="true") as running:
        page = visit(running)
        open_library(page)
        expect(page.locator("#read-only")).to_contain_text("shared with others")
        expect(page.locator("#drop, #remove, #edit")).to_have_count(0)
        with pytest.raises(urllib.error.HTTPError) as refused:
            urllib.request.urlopen(urllib.request.Request(f"{running}/en/gradio_api/upload", b"x"), timeout=10)
        assert refused.value.code == 404
        refused.value.close()
