"""The tabs of desks, in a real browser, and that the page is accessible."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path

import pytest
from page_browser import PATIENCE, QUESTION, Opener, ask
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser


def box(page: Page, name: str) -> str:
    return f"#{name} textarea, #{name} input"


def test_a_profile_is_remembered_and_its_measures_are_taken_away(address: str, visit: Opener) -> None:
    page = visit(address)
    page.locator("#tab-subsidies-button").click()
    page.fill(box(page, "profile-place"), "Shenzhen")
    page.fill(box(page, "profile-what-1"), "renting computing power")
    page.fill(box(page, "profile-amount-1"), "2 million yuan")
    page.locator("#find-measures").click()
    expect(page.locator("#measures")).not_to_be_empty(timeout=PATIENCE)
    links = page.locator("#subsidies-files a")
    expect(links).to_have_count(3, timeout=PATIENCE)
    for link in links.all():
        assert page.request.get(f"{address}/en/{link.get_attribute('href')}").ok
    page.fill(box(page, "profile-amount-1"), "plenty")
    page.locator("#find-measures").click()
    expect(page.locator("#measures .problem")).to_contain_text("is no sum", timeout=PATIENCE)
    page.reload()
    page.locator("#tab-subsidies-button").click()
    expect(page.locator(box(page, "profile-place"))).to_have_value("Shenzhen", timeout=PATIENCE)
    expect(page.locator(box(page, "profile-amount-1"))).to_have_value("2 million yuan")


def test_two_documents_are_compared_side_by_side(address: str, visit: Opener) -> None:
    page = visit(address)
    page.locator("#tab-compare-button").click()
    for name, wanted in (("compare-a", "voucher.md"), ("compare-b", "regulation.zh.md")):
        page.locator(f"#{name} input").click()
        page.get_by_role("option", name=wanted).last.click()
        expect(page.locator(f"#{name} input")).to_have_value(re.compile(re.escape(wanted)))
        expect(page.get_by_role("option")).to_have_count(0)
    page.locator("#compare-go").click()
    table = page.locator("#comparison table")
    expect(table).to_contain_text("Measures of Shenzhen on Compute Vouchers", timeout=PATIENCE)
    for link in page.locator("#compare-files a").all():
        assert page.request.get(f"{address}/en/{link.get_attribute('href')}").ok


def test_a_draft_is_checked_in_place_and_taken_away(address: str, visit: Opener) -> None:
    page = visit(address)
    page.locator("#tab-check-button").click()
    paid = "The compute voucher of Shenzhen pays at most 70 % of a company's compute contract."
    opened = "Applications for the compute voucher are open from 1 to 30 September of each year."
    page.fill("#draft textarea", f"{paid} {opened}\n\n<img src=x onerror='window.harmed = 1'> is no claim.")
    page.locator("#check-go").click()
    wrong = page.locator("#checked .claim.contradicted")
    expect(wrong).to_have_count(1, timeout=PATIENCE)
    expect(page.locator("#checked .claim.supported")).to_have_count(1)
    expect(page.locator("#checked .about")).to_contain_text("claims:")
    expect(wrong.locator("q").first).to_be_hidden()
    wrong.locator("summary").click()
    expect(wrong.locator("q").first).to_contain_text("pays at most 50 %")
    expect(wrong.locator(".remark")).to_contain_text("source:")
    assert page.locator("#checked img").count() == 0
    assert page.evaluate("window.harmed") is None
    links = page.locator("#check-files a")
    expect(links).to_have_count(2)
    for link in links.all():
        assert page.request.get(f"{address}/en/{link.get_attribute('href')}").ok
    page.set_input_files("#draft-file input[type=file]", {"name": "d.md", "mimeType": "text/markdown",
                                                         "buffer": b"A draft from a file."})  # fmt: skip
    expect(page.locator("#draft textarea")).to_have_value("A draft from a file.", timeout=PATIENCE)


def test_a_briefing_is_read_and_taken_away(address: str, visit: Opener) -> None:
    page = visit(address)
    page.locator("#tab-brief-button").click()
    page.fill("#brief-asked textarea", f"{QUESTION}\nWhat is known of robot testing?")
    page.get_by_label("中文", exact=True).check()
    page.locator("#brief-go").click()
    shown = page.locator("#briefing .briefing")
    expect(shown).to_contain_text("10 million yuan", timeout=PATIENCE)
    expect(shown.locator("h3").last).to_have_text("来源")
    marker = shown.locator("a.note-mark").first
    expect(shown.locator(str(marker.get_attribute("href")))).to_be_visible()
    assert shown.locator("img").count() == 0
    assert page.evaluate("window.harmed") is None
    links = page.locator("#brief-files a")
    expect(links).to_have_count(2)
    for link in links.all():
        assert page.request.get(f"{address}/en/{link.get_attribute('href')}").ok
    page.fill("#brief-asked textarea", " ")
    page.locator("#brief-go").click()
    expect(page.locator("#briefing .problem")).to_be_visible(timeout=PATIENCE)


# npm install axe-core, and its axe.min.js named here; it is no part of the project
AXE = os.environ.get("AXE_CORE", "")


@pytest.mark.skipif(not Path(AXE).is_file(), reason="AXE_CORE does not name axe-core's axe.min.js")
@pytest.mark.parametrize("path", ["/en/", "/zh/"])
def test_nothing_serious_stands_in_the_way_of_a_screen_reader(address: str, visit: Opener, path: str) -> None:
    page = visit(address, path)
    ask(page, QUESTION)
    serious = seriously_wrong(page)
    for tab in ("subsidies", "compare", "check", "brief", "library"):
        page.locator(f"#tab-{tab}-button").click()
        serious += seriously_wrong(page)
    assert serious == []


def seriously_wrong(page: Page) -> list[str]:
    """The serious and critical findings of axe-core, run past the page's own policy on scripts."""
    session = page.context.new_cdp_session(page)
    session.send("Runtime.evaluate", {"expression": Path(AXE).read_text("utf-8")})
    run = "axe.run(document).then((found) => JSON.stringify(found.violations))"
    told = session.send("Runtime.evaluate", {"expression": run, "awaitPromise": True, "returnByValue": True})
    found = json.loads(told["result"]["value"])
    return [f"{each['id']}: {each['nodes'][0]['html']}" for each in found if each["impact"] in ("serious", "critical")]
