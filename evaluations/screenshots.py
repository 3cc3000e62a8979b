"""Takes the pictures of the page that the documentation shows.

    python evaluations/screenshots.py [--library data/library] [--into docs]

It serves the page over a library and drives a Chromium of the system, or Playwright's own.
"""

from __future__ import annotations

import argparse
import io
import re
import shutil
import subprocess
import sys
from pathlib import Path

QUESTION = "Which compute subsidies can a Shenzhen start-up get?"
PROFILE = {"profile-place": "Shenzhen", "profile-district": "Nanshan", "profile-size_staff": "15"}
SPENDING = {"profile-what-1": "renting computing power to train our own model", "profile-amount-1": "3.2 million yuan"}
COMPARED = {"compare-a": "sz-ai-action-plan-2023-2024.md", "compare-b": "sz-pioneer-city-plan-2025-2026.md"}


def take(address: str, into: Path) -> None:
    """One picture a tab: page.png, subsidies.png, compare.png, library.png."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = next((found for name in ("chromium", "google-chrome") if (found := shutil.which(name))), None)
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1280, "height": 860})
        page.goto(f"{address}/en/")
        page.fill("#question textarea", QUESTION)
        page.press("#question textarea", "Enter")
        page.locator(".answer .footing").wait_for()
        keep(page.screenshot(), into / "page.png")
        page.locator("#tab-subsidies-button").click()
        for name, value in {**PROFILE, **SPENDING}.items():
            page.fill(f"#{name} textarea, #{name} input", value)
        page.locator("#find-measures").click()
        page.locator(".measures").wait_for()
        keep(page.screenshot(), into / "subsidies.png")
        page.locator("#tab-compare-button").click()
        for name, wanted in COMPARED.items():
            page.locator(f"#{name} input").click()
            page.get_by_role("option", name=wanted).last.click()
        page.locator("#compare-go").click()
        page.locator(".comparison").wait_for()
        keep(page.screenshot(), into / "compare.png")
        page.locator("#tab-library-button").click()
        page.locator("table.documents").wait_for()
        keep(page.screenshot(), into / "library.png")
        browser.close()


def keep(png: bytes, path: Path) -> None:
    """In as many colours as a page needs, so that the repository stays small."""
    from PIL import Image

    Image.open(io.BytesIO(png)).convert("RGB").quantize(96).save(path, optimize=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--library", type=Path, default=Path("data/library"))
    parser.add_argument("--into", type=Path, default=Path("docs"))
    given = parser.parse_args()
    command = [sys.executable, "-m", "assistant", "serve", "--library", str(given.library), "--model", "none"]
    with subprocess.Popen([*command, "--port", "7869"], stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        try:
            address = next(found[0] for line in server.stdout if (found := re.search(r"http://[\d.:]+", line)))
            take(address, given.into)
        finally:
            server.terminate()


if __name__ == "__main__":
    main()
