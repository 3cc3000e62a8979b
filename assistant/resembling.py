"""How much two documents resemble each other, from small sketches of their texts.

A sketch keeps the `SIZE` smallest hashes of all runs of `RUN` letters (Broder's bottom-k sketch, "On the resemblance
and containment of documents", 1997): two documents' sketches estimate the share of runs that they have in common.
"""

from __future__ import annotations

from assistant.languages import fold

RUN = 8
SIZE = 256
NEAR = 0.8  # share of common runs from which two documents count as near-duplicates


def sketch(text: str) -> tuple[int, ...]:
    """The sketch of a text, ascending; layout, case, width and script variants do not count."""
    import numpy as np

    letters = "".join(character for character in fold(text).lower() if character.isalnum())
    if len(letters) < RUN:
        return ()
    codes = np.frombuffer(letters.encode("utf-32-le"), dtype=np.uint32).astype(np.uint64)
    runs = np.zeros(len(codes) - RUN + 1, dtype=np.uint64)
    for offset in range(RUN):
        runs = runs * np.uint64(0x100000001B3) + codes[offset : offset + len(runs)]
    # one round of mixing (splitmix64's), so that the smallest hashes are a fair sample and not the smallest letters
    runs ^= runs >> np.uint64(30)
    runs *= np.uint64(0xBF58476D1CE4E5B9)
    runs ^= runs >> np.uint64(27)
    runs *= np.uint64(0x94D049BB133111EB)
    runs ^= runs >> np.uint64(31)
    return tuple(int(value) for value in np.unique(runs)[:SIZE])


def resemblance(one: tuple[int, ...], other: tuple[int, ...]) -> float:
    """Estimated share of runs in common, 0 to 1."""
    if not one or not other:
        return 0.0
    union = sorted({*one, *other})[:SIZE]
    common = set(one) & set(other)
    return sum(value in common for value in union) / len(union)
