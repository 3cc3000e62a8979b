"""Settings: each from .env, environment and overrides, in that order; unknown names refused; all in the README."""

from __future__ import annotations

from pathlib import Path

import pytest
from places import PROJECT

from assistant.errors import SettingsError
from assistant.settings import PREFIX, SHARED_NAMES, Settings, read_settings

EXAMPLES: dict[str, tuple[str, object]] = {
    "library": ("/tmp/l", Path("/tmp/l")),
    "model": ("qwen", "qwen"),
    "embeddings": ("openai:bge", "openai:bge"),
    "embeddings_base_url": ("http://127.0.0.1:1/v1", "http://127.0.0.1:1/v1"),
    "openai_api_key": ("key", "key"),
    "openai_base_url": ("https://host/v1", "https://host/v1"),
    "chroma_url": ("http://host:8000", "http://host:8000"),
    "cache": ("/tmp/c", Path("/tmp/c")),
    "model_timeout": ("5", 5.0),
    "answer_tokens": ("100", 100),
    "prompt_tokens": ("2000", 2000),
    "second_opinion": ("true", "true"),
    "shared": ("true", True),
    "log_questions": ("no", False),
}
NOWHERE = Path("/nonexistent/.env")


def name_of(field: str) -> str:
    return next((name for name, key in SHARED_NAMES.items() if key == field), PREFIX + field.upper())


def test_the_examples_name_every_setting() -> None:
    assert set(EXAMPLES) == set(Settings.model_fields)


@pytest.mark.parametrize("field", sorted(Settings.model_fields))
def test_each_is_read_from_the_environment(field: str) -> None:
    given, meant = EXAMPLES[field]
    settings = read_settings(environ={name_of(field): given}, env_file=NOWHERE)
    assert getattr(settings, field) == meant
    others = Settings().model_copy(update={field: meant})
    assert settings == others  # and nothing else changed


def test_env_file_then_environment_then_overrides(tmp_path: Path) -> None:
    env_file = tmp_path / ".env"
    env_file.write_text("POLICY_ASSISTANT_MODEL=file\nPOLICY_ASSISTANT_ANSWER_TOKENS=1\nOTHER=x\n", "utf-8")
    environ = {"POLICY_ASSISTANT_MODEL": "environment", "HOME": "/home/x"}
    assert read_settings(environ={}, env_file=env_file).model == "file"
    assert read_settings(environ=environ, env_file=env_file).model == "environment"
    found = read_settings({"model": "override", "library": None}, environ, env_file)
    assert (found.model, found.answer_tokens, found.library) == ("override", 1, Settings().library)


@pytest.mark.parametrize(
    ("environ", "says"),
    [
        ({"POLICY_ASSISTANT_MODLE": "x"}, "Unknown setting POLICY_ASSISTANT_MODLE"),
        ({"POLICY_ASSISTANT_OPENAI_KEY": "x"}, "Unknown setting"),
        ({"POLICY_ASSISTANT_EMBEDDINGS": "openai:"}, "POLICY_ASSISTANT_EMBEDDINGS='openai:' cannot be used"),
        ({"CHROMA_URL": "localhost:8000"}, "CHROMA_URL='localhost:8000' cannot be used: must start with http"),
        ({"OPENAI_BASE_URL": "ftp://x"}, "OPENAI_BASE_URL"),
        ({"OPENAI_API_KEY": "sk-…"}, "OPENAI_API_KEY cannot be used: has signs that no key has"),
        ({"POLICY_ASSISTANT_MODEL_TIMEOUT": "0"}, "POLICY_ASSISTANT_MODEL_TIMEOUT"),
        ({"POLICY_ASSISTANT_ANSWER_TOKENS": "many"}, "POLICY_ASSISTANT_ANSWER_TOKENS='many'"),
    ],
)
def test_what_is_wrong_is_one_line(environ: dict[str, str], says: str) -> None:
    with pytest.raises(SettingsError) as caught:
        read_settings(environ=environ, env_file=NOWHERE)
    assert says in str(caught.value)
    assert "\n" not in str(caught.value)


def test_settings_are_frozen_and_know_their_names() -> None:
    with pytest.raises(ValueError, match="frozen"):
        Settings().model = "x"
    with pytest.raises(ValueError, match="Extra inputs"):
        Settings(colour="red")  # type: ignore[call-arg]


@pytest.mark.parametrize(
    ("fields", "name"),
    [
        ({}, None),
        ({"openai_api_key": "k"}, "gpt-5-mini"),
        ({"openai_base_url": "http://127.0.0.1/v1"}, "gpt-5-mini"),
        ({"openai_api_key": "k", "model": "none"}, None),
        ({"model": "qwen"}, "qwen"),
    ],
)
def test_which_model_is_used(fields: dict[str, str], name: str | None) -> None:
    assert Settings.model_validate(fields).model_name == name


@pytest.mark.parametrize(
    ("shared", "log", "kept"),
    [(False, None, True), (True, None, False), (False, False, False), (True, True, True)],
)
def test_whether_words_are_logged(shared: bool, log: bool | None, kept: bool) -> None:
    assert Settings(shared=shared, log_questions=log).logs_text is kept


def test_the_readme_lists_every_setting_and_no_other() -> None:
    readme = (PROJECT / "README.md").read_text("utf-8")
    rows = [line for line in readme.splitlines() if line.startswith("| `")]
    listed = {word for line in rows for word in line.split("|")[1].replace("`", " ").replace(",", " ").split()}
    named = {word for word in listed if word.startswith(PREFIX) or word in SHARED_NAMES}
    assert named == {name_of(field) for field in Settings.model_fields}


def test_empty_values_override_nothing(tmp_path: Path) -> None:
    env_file = tmp_path / ".env"
    env_file.write_text("POLICY_ASSISTANT_MODEL=from-file\n", "utf-8")
    assert read_settings(environ={"POLICY_ASSISTANT_MODEL": ""}, env_file=env_file).model == "from-file"
    assert read_settings({"model": ""}, environ={}, env_file=env_file).model == "from-file"
    assert read_settings({"model": "none"}, environ={}, env_file=env_file).model_name is None
