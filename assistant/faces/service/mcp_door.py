"""The MCP door: every operation as a tool, over HTTP at `/mcp` and over standard input and output.

A tool is listed for whoever may call it; whether they may is asked again when they call.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from assistant.errors import AssistantError
from assistant.faces.service.office import HERE, Office
from assistant.faces.service.operations import OPERATIONS
from assistant.faces.service.rest import caller_of
from assistant.faces.service.rights import Caller, Right

if TYPE_CHECKING:
    from mcp.server.lowlevel import Server

NAME = "policy-assistant"
INSTRUCTIONS = (
    "Answers questions on AI policy from a library, with verbatim quotes checked by code. Pass quotes on unchanged, "
    "with their document; where the status is no_evidence, say that the library does not answer."
)


def mcp_server(office: Office, fixed: Caller | None = None) -> Server[Any]:
    """The server of the tools. `fixed` is the caller where no gate says who it is: over standard input."""
    import mcp_types as types
    from mcp.server.lowlevel import Server

    def caller_in(context: Any) -> Caller | None:
        return fixed or (caller_of(context.request) if context.request is not None else None)

    async def list_tools(context: Any, params: Any) -> types.ListToolsResult:
        caller = caller_in(context)
        tools = [
            types.Tool(
                name=operation.name,
                description=operation.summary,
                input_schema=operation.form.model_json_schema(),
                annotations=types.ToolAnnotations(read_only_hint=operation.right is Right.READ, open_world_hint=False),
            )
            for operation in OPERATIONS
            if caller and caller.may(operation.right)
        ]
        return types.ListToolsResult(tools=tools)

    async def call_tool(context: Any, params: types.CallToolRequestParams) -> types.CallToolResult:
        operation = next((one for one in OPERATIONS if one.name == params.name), None)
        if operation is None:
            return failed(f"There is no tool {params.name}.")
        try:
            found = await office.perform(caller_in(context), operation, dict(params.arguments or {}))
        except AssistantError as error:
            return failed(" ".join(str(error).split()))
        text = types.TextContent(text=json.dumps(found, ensure_ascii=False))
        return types.CallToolResult(
            content=[text], structured_content=found if isinstance(found, dict) else {"result": found}
        )

    def failed(message: str) -> types.CallToolResult:
        return types.CallToolResult(content=[types.TextContent(text=message)], is_error=True)

    return Server(NAME, instructions=INSTRUCTIONS, on_list_tools=list_tools, on_call_tool=call_tool)


def serve_stdio(office: Office) -> None:
    """Serve whoever started this process, over its standard input and output, until they close it."""
    import asyncio

    from mcp.server.stdio import stdio_server

    async def run() -> None:
        server = mcp_server(office, HERE)
        async with stdio_server() as (incoming, outgoing):
            await server.run(incoming, outgoing, server.create_initialization_options())

    asyncio.run(run())
