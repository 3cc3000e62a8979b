"""The pieces that forms of requests are made of."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

Name = Annotated[str, Field(min_length=1, max_length=300, description="A document's name, as `documents` lists it.")]
Day = Annotated[date | None, Field(description="Answer as of this day, 2026-11-30; default today.")]
Where = Annotated[
    tuple[Annotated[str, Field(max_length=200)], ...],
    Field(max_length=40, description='Narrow: "kind=measure", "jurisdiction=CN-Shenzhen", "since=2024" …'),
]
Language = Annotated[Literal["en", "zh"], Field(description="Of the words around the quotes.")]
OwnLanguage = Annotated[
    Literal["en", "zh"] | None, Field(description="Of the words around the quotes; by itself that of what is sent.")
]


class Form(BaseModel):
    """What is asked for; a key that is not known is refused."""

    model_config = ConfigDict(extra="forbid")
