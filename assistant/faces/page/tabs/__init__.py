"""The tabs of the page: a file each, and a line here."""

from __future__ import annotations

from assistant.faces.page.frame import Tab
from assistant.faces.page.tabs.ask import ASK
from assistant.faces.page.tabs.brief_tab import BRIEF
from assistant.faces.page.tabs.check_tab import CHECK
from assistant.faces.page.tabs.compare_tab import COMPARE
from assistant.faces.page.tabs.earlier import EARLIER
from assistant.faces.page.tabs.library import LIBRARY
from assistant.faces.page.tabs.subsidies_tab import SUBSIDIES

TABS: tuple[Tab, ...] = (
    ASK,
    EARLIER,
    SUBSIDIES,
    COMPARE,
    CHECK,
    BRIEF,
    LIBRARY,
)
