"""The language packs: what they name is what the readers know."""

from __future__ import annotations

import pytest

from assistant.language.packs import PACKS, pack_of
from assistant.language.packs.pack import Pack
from assistant.language.quantities import Bound
from assistant.language.sought import Sought


@pytest.mark.parametrize("pack", PACKS.values(), ids=PACKS)
def test_tables_are_kept_by_the_names_that_readers_use(pack: Pack) -> None:
    assert pack_of(pack.code) is pack
    assert pack.figures
    assert pack.facts
    assert {*pack.figures.bounds_before, *pack.figures.bounds_after} <= set(Bound.__members__)
    assert {*pack.facts.asks, *pack.facts.states} <= {str(kind) for kind in Sought}


@pytest.mark.parametrize("field", ["asks", "states", "details", "offices"])
def test_every_language_knows_the_same_kinds_of_facts(field: str) -> None:
    tables = [getattr(pack.facts, field) for pack in PACKS.values()]
    assert all(table.keys() == tables[0].keys() for table in tables)
