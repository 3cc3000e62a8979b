"""The REST door: every operation as `/api/v1/NAME`, with an OpenAPI description at `/api/v1/openapi.json`."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Body, Query, Request

from assistant.faces.service.incoming import FileForm
from assistant.faces.service.office import Office
from assistant.faces.service.operations import OPERATIONS, Operation

ERROR = {"description": "Refused, with the reason in `error.message`.", "content": {"application/json": {}}}
REFUSALS: dict[int | str, dict[str, Any]] = dict.fromkeys((400, 401, 403, 404, 409, 413, 422, 429, 503), ERROR)


def rest_router(office: Office) -> APIRouter:
    """The routes of all operations, and one for files as they are."""
    router = APIRouter(prefix="/api/v1", tags=["operations"])
    for operation in OPERATIONS:
        router.add_api_route(
            f"/{operation.name}",
            handler(office, operation),
            methods=["GET" if operation.by_get else "POST"],
            summary=operation.summary,
            operation_id=operation.name,
            responses=REFUSALS,
            response_model=None,
        )
    added = next(operation for operation in OPERATIONS if operation.name == "add")

    @router.put(
        "/files/{name}",
        summary=added.summary,
        operation_id="put_file",
        responses=REFUSALS,
        openapi_extra={"requestBody": {"required": True, "content": {"application/octet-stream": {}}}},
    )
    async def put_file(request: Request, name: str) -> Any:
        form = FileForm.model_construct(name=name, raw=await request.body())  # `add` looks at the name
        return await office.perform(caller_of(request), added, form)

    return router


def handler(office: Office, operation: Operation) -> Any:
    """The function that FastAPI calls for an operation, with the form that its description shows."""
    source = Query() if operation.by_get else Body()

    async def handle(request: Request, form: Any) -> Any:
        return await office.perform(caller_of(request), operation, form)

    handle.__annotations__ = {"request": Request, "form": Annotated[operation.form, source], "return": Any}
    return handle


def caller_of(request: Any) -> Any:
    """Who asks, as the gate found out."""
    return request.scope.get("state", {}).get("caller")
