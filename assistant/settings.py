"""Settings: read once at the entry points, then passed explicitly. They hold values and do nothing."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from dotenv import dotenv_values
from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from assistant.errors import SettingsError

PREFIX = "POLICY_ASSISTANT_"
SHARED_NAMES = {
    "OPENAI_API_KEY": "openai_api_key",
    "OPENAI_BASE_URL": "openai_base_url",
    "CHROMA_URL": "chroma_url",
}


class Settings(BaseModel):
    """Everything that can be configured, frozen; an unknown name is refused.

    `model` is the name of a chat model, None for "whatever the server is known to serve" when a key or base URL is
    set, or "none" for answers of quotes only. `embeddings` is "local" or "openai:MODEL".
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    library: Path = Path("data/library")
    model: str | None = None
    embeddings: str = "local"
    embeddings_base_url: str | None = Field(default=None, description="defaults to OPENAI_BASE_URL")
    openai_api_key: str | None = None
    openai_base_url: str | None = None
    chroma_url: str | None = None
    cache: Path = Field(default_factory=lambda: default_cache(), description="converted model weights live here")
    model_timeout: float = Field(default=60.0, gt=0, description="seconds to wait for a model server")
    answer_tokens: int = Field(default=900, gt=0, description="upper bound of a model's answer, in tokens")
    prompt_tokens: int = Field(default=3000, ge=800, description="upper bound of a prompt, in estimated tokens")
    second_opinion: str | None = Field(
        default=None, description='"true" for the same model, or the name of another one on the same server'
    )
    shared: bool = Field(default=False, description="whether others than the person at this machine ask questions")
    log_questions: bool | None = Field(
        default=None, description="whether the answer log keeps the text of questions; None: unless shared"
    )

    @field_validator("embeddings")
    @classmethod
    def known_embeddings(cls, value: str) -> str:
        if value != "local" and not (value.startswith("openai:") and len(value) > len("openai:")):
            raise ValueError('must be "local" or "openai:MODEL"')
        return value

    @field_validator("chroma_url", "openai_base_url", "embeddings_base_url")
    @classmethod
    def is_url(cls, value: str | None) -> str | None:
        if value and not value.startswith(("http://", "https://")):
            raise ValueError("must start with http:// or https://")
        return value or None

    @field_validator("openai_api_key")
    @classmethod
    def is_a_key(cls, value: str | None) -> str | None:
        if value and not value.isascii():
            raise ValueError("has signs that no key has; put your own in the place of an example's")
        return value

    @property
    def logs_text(self) -> bool:
        """Whether the answer log keeps the text of questions and answers."""
        return not self.shared if self.log_questions is None else self.log_questions

    @property
    def model_name(self) -> str | None:
        """The chat model to use, or None when answers are quotes."""
        if self.model == "none":
            return None
        if self.model:
            return self.model
        return "gpt-5-mini" if self.openai_api_key or self.openai_base_url else None

    @property
    def second_model(self) -> str | None:
        """The model that is asked for a second opinion, or None."""
        wanted = (self.second_opinion or "").strip()
        if self.model_name is None or wanted.lower() in ("", "none", "false", "no", "off", "0"):
            return None
        return self.model_name if wanted.lower() in ("true", "yes", "on", "1") else wanted


def default_cache() -> Path:
    """The user's cache folder for this program."""
    base = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(base) / "policy-assistant"


def read_settings(
    overrides: Mapping[str, Any] | None = None, environ: Mapping[str, str] | None = None, env_file: Path = Path(".env")
) -> Settings:
    """Settings from `.env`, then the environment, then `overrides`; later wins; None and "" do not override.

    Raises SettingsError, one line, for an unknown POLICY_ASSISTANT_ name or an unusable value.
    """
    stated: dict[str, str | None] = dict(dotenv_values(env_file)) if env_file.is_file() else {}
    surroundings = os.environ if environ is None else environ
    stated.update({name: value for name, value in surroundings.items() if value or name not in stated})
    values: dict[str, Any] = {}
    for name, value in stated.items():
        if name in SHARED_NAMES:
            key = SHARED_NAMES[name]
        elif name.startswith(PREFIX):
            key = name.removeprefix(PREFIX).lower()
            if key not in Settings.model_fields:
                raise SettingsError(f"Unknown setting {name}. The README lists the settings that exist.")
        else:
            continue
        if value:
            values[key] = value
    values.update({key: value for key, value in (overrides or {}).items() if value not in (None, "")})
    try:
        return Settings(**values)
    except ValidationError as error:
        first = error.errors()[0]
        name = str(first["loc"][0]) if first["loc"] else "settings"
        shown = next((shared for shared, key in SHARED_NAMES.items() if key == name), PREFIX + name.upper())
        reason = first["msg"].removeprefix("Value error, ")
        given = "" if name == "openai_api_key" else f"={values.get(name)!r}"  # a key is shown to nobody
        raise SettingsError(f"{shown}{given} cannot be used: {reason}.") from error
