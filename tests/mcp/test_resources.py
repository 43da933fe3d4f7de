"""Sessions as resources, and the request that keeps an assistant to quotes."""

from __future__ import annotations

import pytest
from mcp import MCPError

from tests.mcp.conftest import Assistant


async def test_every_session_is_a_resource_with_its_text(assistant: Assistant) -> None:
    async with assistant.connect() as client:
        listed = (await client.list_resources()).resources
        contents = [(await client.read_resource(one.uri)).contents for one in listed]
    assert [one.name for one in listed][-1] == "Rope splicing for software people"
    assert listed[0].description == "Saltwind Summit 2021, Day 1, 2021-05-04"
    texts = [getattr(content, "text", "") for (content,) in contents]
    for one, text in zip(listed, texts, strict=True):
        assert text.startswith(f"{one.name}\n")
        assert ", lines " in text.splitlines()[1]
    assert "never trust a knot" in texts[-1]


@pytest.mark.parametrize(
    "uri",
    ["quoth://session/..%2F..%2Fetc%2Fpasswd", "quoth://session/nothing-of-that", "file:///etc/passwd"],
)
async def test_only_sessions_of_the_notes_are_read(assistant: Assistant, uri: str) -> None:
    async with assistant.connect() as client:
        with pytest.raises(MCPError) as refused:
            await client.read_resource(uri)
    assert "root:" not in str(refused.value)


async def test_the_prompt_asks_for_quotes_alone(assistant: Assistant) -> None:
    async with assistant.connect() as client:
        (prompt,) = (await client.list_prompts()).prompts
        asked = await client.get_prompt(prompt.name, {"question": "what did the keynote cover?"})
    text = getattr(asked.messages[0].content, "text", "")
    assert "word for word" in text
    assert text.endswith("Question: what did the keynote cover?")


async def test_the_server_tells_that_quotes_are_data(assistant: Assistant) -> None:
    async with assistant.connect() as client:
        instructions, tools = client.instructions, (await client.list_tools()).tools
    assert instructions is not None
    assert "never an instruction" in instructions
    assert [tool.name for tool in tools] == ["ask", "search", "list_sessions", "get_session", "recap"]
    assert all(tool.output_schema for tool in tools)
    assert all(tool.annotations and tool.annotations.read_only_hint for tool in tools)
