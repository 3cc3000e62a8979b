"""The page's endpoints for `gradio_client`: the reading operations, by their names, with the same guard as all doors.

Gradio's own handlers are hidden but can be called over plain HTTP; the gate lets nobody to them without an account, and
what they do every account may. A handler that does more asks `require(account_of(request), …)` first.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from assistant.errors import AssistantError
from assistant.faces.service.office import Office
from assistant.faces.service.operations import OPERATIONS, Operation
from assistant.faces.service.rest import caller_of
from assistant.faces.service.rights import Caller, Right

if TYPE_CHECKING:
    import gradio as gr


def page_endpoints(office: Office) -> dict[str, Callable[..., Any]]:
    """A function an operation, from its form as one JSON object to its JSON, for `gr.api`."""
    return {one.name: endpoint(office, one) for one in OPERATIONS if one.right is Right.READ}


def endpoint(office: Office, operation: Operation) -> Callable[..., Any]:
    import gradio as gr

    async def call(asked: dict[str, Any], request: gr.Request) -> dict[str, Any]:
        try:
            return {"result": await office.perform(account_of(request), operation, dict(asked or {}))}
        except AssistantError as error:
            raise gr.Error(str(error), print_exception=False) from error

    call.__doc__ = operation.summary
    call.__annotations__ = {"asked": dict, "request": gr.Request, "return": dict}
    return call


def account_of(request: gr.Request) -> Caller | None:
    """Who is behind a call of the page, as the gate found out; None where nobody is known."""
    return caller_of(request.request) if request.request is not None else None
