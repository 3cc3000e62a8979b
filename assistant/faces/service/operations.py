"""What programs can ask for: one list, from which the REST door, the MCP door and the page's endpoints are made.

An operation is a name, the right it needs, the form of what is asked, and a function from the facade to JSON. Another
desk is one function and one line in `OPERATIONS`. `perform` is the one way to any of them, so the one place where a
right is asked for.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any

from pydantic import Field, ValidationError

from assistant.errors import UsageError
from assistant.faces import EARLIER, LONGEST
from assistant.faces.filter_words import read_filters
from assistant.faces.json_shapes import (
    show_answer,
    show_briefing,
    show_checked,
    show_document,
    show_findings,
    show_record,
)
from assistant.faces.service.forms import Day, Form, Language, Name, OwnLanguage, Where
from assistant.faces.service.incoming import AddForm, PageForm, RemoveForm, add, add_page, remove
from assistant.faces.service.rights import Caller, Right, require
from assistant.records import Turn

if TYPE_CHECKING:
    from assistant.assistant import Assistant


class Exchange(Form):
    """An earlier question of the conversation and its answer."""

    question: Annotated[str, Field(max_length=LONGEST)]
    answer: Annotated[str, Field(max_length=40_000)] = ""


class AskForm(Form):
    question: Annotated[str, Field(min_length=1, max_length=LONGEST, description="In English or Chinese.")]
    history: Annotated[tuple[Exchange, ...], Field(max_length=50)] = ()
    as_of: Day = None
    where: Where = ()


class SearchForm(Form):
    query: Annotated[str, Field(min_length=1, max_length=LONGEST, description="In English or Chinese.")]
    limit: Annotated[int, Field(ge=1, le=200)] = 10
    as_of: Day = None
    where: Where = ()


class SubsidiesForm(Form):
    profile: Annotated[
        dict[str, Any],
        Field(
            description="place, district, sector, organisation, size_staff, age_years, is_startup, revenue, activities."
        ),
    ]
    as_of: Day = None
    language: Language = "en"


class CompareForm(Form):
    a: Name
    b: Name


class CheckForm(Form):
    draft: Annotated[str, Field(min_length=1, description="A text in English or Chinese.")]
    as_of: Day = None
    language: OwnLanguage = None


class BriefForm(Form):
    questions: Annotated[
        tuple[Annotated[str, Field(max_length=LONGEST)], ...],
        Field(min_length=1, max_length=8, description="Questions, or a subject."),
    ]
    as_of: Day = None
    language: OwnLanguage = None


class DocumentsForm(Form):
    as_of: Day = None


class DocumentForm(Form):
    name: Name
    as_of: Day = None


def ask(assistant: Assistant, form: AskForm) -> Any:
    """Answer a question with quoted, checked passages, or refuse and name the closest ones."""
    history = [Turn(past.question, past.answer) for past in form.history][-EARLIER:]
    return show_answer(assistant.ask(form.question, history, form.as_of, read_filters(form.where)))


def search(assistant: Assistant, form: SearchForm) -> Any:
    """The passages nearest to a query, best first."""
    return show_findings(assistant.search(form.query, form.limit, read_filters(form.where), as_of=form.as_of))


def subsidies(assistant: Assistant, form: SubsidiesForm) -> Any:
    """Which support measures apply to a profile, what they are worth to it, and what would have to be known."""
    from assistant.desks.subsidies import subsidy_files
    from assistant.desks.subsidies.profiles import profile_from

    found = assistant.subsidies(profile_from(form.profile), form.as_of, form.language)
    return subsidy_files.json_shape(found)


def compare(assistant: Assistant, form: CompareForm) -> Any:
    """What changed between two documents, clause by clause."""
    from assistant.desks.compare import comparison_files

    return comparison_files.json_shape(assistant.compare(form.a, form.b))


def check(assistant: Assistant, form: CheckForm) -> Any:
    """What the library says of each claim of a draft, with the quote that decides and the difference."""
    return show_checked(assistant.check(form.draft, form.as_of, form.language))


def brief(assistant: Assistant, form: BriefForm) -> Any:
    """A briefing of proven sentences on one or several questions, with its citations and what stays open."""
    return show_briefing(assistant.brief(form.questions, form.as_of, form.language))


def documents(assistant: Assistant, form: DocumentsForm) -> Any:
    """Every document of the library with its kind, status and dates."""
    when = form.as_of or date.today()
    assistant.library.newest()
    return [show_record(record, status, when) for record, status in assistant.library.documents(when)]


def document(assistant: Assistant, form: DocumentForm) -> Any:
    """One document: its record, relations and sections with their pages."""
    when = form.as_of or date.today()
    index, _ = assistant.library.newest()
    found = assistant.library.document(form.name)
    return show_document(found, index.status(found.record, when), when)


@dataclass(frozen=True, slots=True)
class Operation:
    """One thing that can be asked for; `by_get`, by a GET request at the REST door."""

    name: str
    right: Right
    form: type[Form]
    run: Callable[[Assistant, Any], Any]
    by_get: bool = False

    @property
    def summary(self) -> str:
        return " ".join((self.run.__doc__ or "").split())


ASK = Operation("ask", Right.READ, AskForm, ask)
OPERATIONS: tuple[Operation, ...] = (
    ASK,
    Operation("search", Right.READ, SearchForm, search),
    Operation("subsidies", Right.READ, SubsidiesForm, subsidies),
    Operation("compare", Right.READ, CompareForm, compare),
    Operation("check", Right.READ, CheckForm, check),
    Operation("brief", Right.READ, BriefForm, brief),
    Operation("documents", Right.READ, DocumentsForm, documents, by_get=True),
    Operation("document", Right.READ, DocumentForm, document, by_get=True),
    Operation("add", Right.WRITE, AddForm, add),
    Operation("add_page", Right.WRITE, PageForm, add_page),
    Operation("remove", Right.WRITE, RemoveForm, remove),
)


def perform(assistant: Assistant, caller: Caller | None, operation: Operation, asked: Form | dict[str, Any]) -> Any:
    """Do what is asked, if the caller may: JSON values. NotAllowed, UsageError for a wrong form, and what it raises."""
    require(caller, operation.right)
    if isinstance(asked, dict):
        try:
            asked = operation.form.model_validate(asked)
        except ValidationError as error:
            raise UsageError(said_of(error.errors())) from error
    return json.loads(json.dumps(operation.run(assistant, asked)))  # plain values, whatever a door writes them with


def said_of(errors: Sequence[Any]) -> str:
    """What is wrong with a form, in one line: the field, and why."""
    first = errors[0]
    field = ".".join(str(part) for part in first["loc"] if part not in ("body", "query"))
    return f"{field or 'The request'}: {first['msg']}."[:300]
