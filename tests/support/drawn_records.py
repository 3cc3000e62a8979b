"""Records and relations as hypothesis draws them."""

from __future__ import annotations

from hypothesis import strategies as st

from assistant.records import Instrument, Kind, Record, Relation, RelationKind, Status

WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
DATES = st.none() | st.sampled_from(["2024", "2024-05", "2024-05-31"])
INSTRUMENTS = st.builds(Instrument, name=WORDS, cap=WORDS, conditions=st.lists(WORDS, max_size=2).map(tuple))
RECORDS = st.builds(
    Record,
    document=WORDS,
    title=WORDS,
    kind=st.sampled_from(Kind),
    language=st.sampled_from(["en", "zh"]),
    sha256=WORDS,
    title_zh=WORDS,
    issuer=WORDS,
    issued=DATES,
    effective=DATES,
    expires=DATES,
    fixed_status=st.none() | st.sampled_from(Status),
    pages=st.none() | st.integers(1, 900),
    also_at=st.lists(WORDS, max_size=2).map(tuple),
    instruments=st.lists(INSTRUMENTS, max_size=2).map(tuple),
    notes=st.lists(WORDS, max_size=2).map(tuple),
    origin=st.dictionaries(WORDS, WORDS, max_size=3),
)
RELATIONS = st.builds(
    Relation, st.sampled_from(RelationKind), WORDS, WORDS, DATES, st.none() | WORDS
)  # fmt: skip
