"""What tests of the page in a real browser share: a small library made here, the page served over it, a browser."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from assistant import Assistant, Settings
from assistant.errors import NoEmbeddings

if TYPE_CHECKING:
    from page_browser import Opener
    from playwright.sync_api import Browser, BrowserContext, Page


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    from page_browser import FLAGS, browser_path
    from playwright.sync_api import Error, sync_playwright

    with sync_playwright() as playwright:
        try:
            opened = playwright.chromium.launch(executable_path=browser_path(), args=list(FLAGS))
        except Error as error:
            pytest.skip(f"no Chromium here (apt install chromium): {error.message.splitlines()[0]}")
        yield opened
        opened.close()


@pytest.fixture(scope="session")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library of three documents, made by the real ingest with the real embeddings."""
    from page_browser import DOCUMENTS

    folder = tmp_path_factory.mktemp("page")
    for name, text in DOCUMENTS.items():
        (folder / name).write_text(text, "utf-8")
    made = folder / "library"
    try:
        Assistant(Settings(library=made, model="none")).ingest([folder / name for name in DOCUMENTS])
    except NoEmbeddings as error:
        pytest.skip(str(error))
    return made


@pytest.fixture(scope="session")
def address(library: Path, browser: Browser) -> Iterator[str]:
    from page_browser import served

    with served(library, library.parent / "network.log", "--model", "none") as running:
        yield running


@pytest.fixture
def visit(browser: Browser) -> Iterator[Opener]:
    """Opens pages; afterwards none of them may have asked for anything elsewhere, failed, or broken the policy."""
    from page_browser import PATIENCE, is_elsewhere

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
        for part in ("#question textarea", "#ask"):  # Gradio draws the page in pieces, on a busy machine seconds apart
            page.locator(part).wait_for()
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert wrong == []
