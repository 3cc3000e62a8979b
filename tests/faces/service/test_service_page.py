"""The page in a real browser where there are accounts and a proxy shows it under a path."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from service import PASSWORD, QUESTION, proxied, served, small_library, with_accounts

from assistant import Assistant, Settings
from assistant.faces.service.accounts import Accounts
from assistant.faces.service.running import open_office

pytest.importorskip("playwright", reason="playwright is not installed (pip install -e '.[dev]')")
from playwright.sync_api import Error, Page, expect, sync_playwright

pytestmark = pytest.mark.browser
PATIENCE = 30_000  # milliseconds


@pytest.fixture
def page() -> Iterator[Page]:
    names = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
    path = next((found for name in names if (found := shutil.which(name))), None)
    with sync_playwright() as playwright:
        try:
            browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
        except Error as error:
            pytest.skip(f"no Chromium here (apt install chromium): {error.message.splitlines()[0]}")
        opened = browser.new_context(locale="en-GB").new_page()
        opened.set_default_timeout(PATIENCE)
        yield opened
        browser.close()


def test_a_reader_logs_in_asks_and_leaves(page: Page, tmp_path: Path) -> None:
    library = small_library(tmp_path)
    with_accounts(library)
    office = open_office(Assistant(Settings(library=library, model="none")), "127.0.0.1", root="/policy")
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("response", lambda got: wrong.append(f"{got.status} {got.url}") if got.status >= 500 else None)
    with served(office) as inner, proxied(inner, "/policy", strips=True) as outer:
        page.goto(f"{outer}/policy/")
        expect(page).to_have_url(f"{outer}/policy/login?next=/policy/")
        page.fill("#name", "reader")
        page.fill("#password", "wrong horse battery")
        page.click("button")
        expect(page.locator("[role=alert]")).to_contain_text("do not belong together")
        page.fill("#name", "reader")
        page.fill("#password", PASSWORD)
        page.click("button")
        expect(page).to_have_url(f"{outer}/policy/en/")
        page.fill("#question textarea", QUESTION)
        page.press("#question textarea", "Enter")
        expect(page.locator("#chat")).to_contain_text("10 million yuan", timeout=PATIENCE)
        page.goto(f"{outer}/policy/login")
        expect(page.locator("main")).to_contain_text("logged in as reader")
        page.click("button")
        page.goto(f"{outer}/policy/en/")
        expect(page).to_have_url(f"{outer}/policy/login?next=/policy/en/")
    assert wrong == []
    assert {account.locked_until for account in Accounts(library).all()} == {0}
