"""How much documents resemble each other, from small sketches of their texts.

A sketch keeps the `SIZE` smallest hashes of all runs of `RUN` letters (Broder's bottom-k sketch, "On the resemblance
and containment of documents", 1997): two documents' sketches estimate the share of runs that they have in common.
"""

from __future__ import annotations

from base64 import b85decode, b85encode
from collections import Counter
from collections.abc import Collection, Iterable, Mapping

from assistant.language.folding import fold

RUN = 8
SIZE = 256
NEAR = 0.8  # share of common runs from which two documents count as near-duplicates
# Of two near-duplicates' common smallest hashes at most SIZE * (1 - NEAR) are not shared, so one of so many is:
FIRST = int(SIZE * (1 - NEAR)) + 1
LISTED = 20  # documents kept for one hash: words that hundreds of forms repeat do not make hundreds of comparisons


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


def pack_sketch(values: tuple[int, ...]) -> str:
    """A sketch as text, to be stored."""
    return b85encode(b"".join(value.to_bytes(8, "little") for value in values)).decode("ascii")


def unpack_sketch(packed: str) -> tuple[int, ...]:
    """The inverse of `pack_sketch`."""
    data = b85decode(packed)
    return tuple(int.from_bytes(data[at : at + 8], "little") for at in range(0, len(data), 8))


def resemblance(one: tuple[int, ...], other: tuple[int, ...]) -> float:
    """Estimated share of runs in common, 0 to 1."""
    if not one or not other:
        return 0.0
    union = sorted({*one, *other})[:SIZE]
    common = set(one) & set(other)
    return sum(value in common for value in union) / len(union)


def near_duplicates(sketches: Mapping[str, tuple[int, ...]], new: Collection[str]) -> list[tuple[str, str, float]]:
    """For each new document the one most like it, where their resemblance is NEAR or more; each pair once.

    Time grows with the number of documents, not of pairs: only those that share one of their first hashes are compared.
    """
    holders: dict[int, list[str]] = {}
    for name in sorted(sketches, key=lambda name: (name in new, name)):  # those known before are listed first
        for value in sketches[name][:FIRST]:
            listed = holders.setdefault(value, [])
            if len(listed) < LISTED:
                listed.append(name)
    found: dict[tuple[str, str], float] = {}
    for name in sorted(new):
        mine = sketches[name]
        shared = Counter(other for value in mine[:FIRST] for other in holders[value] if other != name)
        best = max(_compared(mine, sketches, (other for other, _ in shared.most_common(LISTED))), default=None)
        if best is not None and best[0] >= NEAR:
            pair = (min(name, best[1]), max(name, best[1])) if best[1] in new else (name, best[1])
            found[pair] = round(best[0], 2)
    return [(one, other, share) for (one, other), share in found.items()]


def _compared(
    mine: tuple[int, ...], sketches: Mapping[str, tuple[int, ...]], others: Iterable[str]
) -> Iterable[tuple[float, str]]:
    return ((resemblance(mine, sketches[other]), other) for other in others)
