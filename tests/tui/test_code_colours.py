"""What is what in code, and that it is found out after the code was shown."""

from __future__ import annotations

from pathlib import Path

import pytest
from driving import reading, write

from tread.core.document import Paragraph
from tread.core.overlay import Layer
from tread.tui.code_colours import LONGEST, CodeColours, code_layers
from tread.tui.looks import LOOKS

CODE = 'def answer():  # all of it\n    return "é" * 42\n'


def parts(language: str, text: str = CODE) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for layer in code_layers(text, language):
        found.setdefault(layer.role, []).append(text[layer.start : layer.end])
    return found


def test_keywords_strings_comments_numbers_and_names_have_roles_of_their_own() -> None:
    found = parts("python")
    assert found["code-keyword"] == ["def", "return"]
    assert "".join(found["code-string"]) == '"é"'
    assert found["code-comment"] == ["# all of it"]
    assert found["code-number"] == ["42"] and found["code-name"] == ["answer"]
    assert set(found) <= set(LOOKS)


@pytest.mark.parametrize("language", ["py", "PYTHON", "sh", "rust", "json", "text"])
@pytest.mark.parametrize("text", [CODE, "", "\n\n  x\n\n", "\x00[/foo] 👩\u200d👩", "'" * 50])
def test_layers_stay_within_the_code(language: str, text: str) -> None:
    assert all(0 <= layer.start <= layer.end <= len(text) for layer in code_layers(text, language))


def test_a_language_that_nobody_knows_has_no_colours() -> None:
    assert code_layers(CODE, "[/foo]") == ()


def test_code_is_worked_out_once_and_plain_until_then() -> None:
    asked: list[Paragraph] = []
    colours = CodeColours(asked.append)
    code = Paragraph("x = 1", "code", language="python")
    assert colours.layers(code, 0, 9) == colours.layers(code, 0, 9) == () and asked == [code]
    colours.work_out(code)
    assert Layer(4, 5, "code-number") in colours.layers(code, 3, 5) and asked == [code]
    assert colours.layers(Paragraph("x = 1", "code"), 0, 9) == ()
    assert colours.layers(code._replace(text="x" * (LONGEST + 1)), 0, 9) == () and asked == [code]


async def test_code_on_the_page_takes_its_colours_and_keeps_marks_above_them(tmp_path: Path) -> None:
    async with reading(write(tmp_path / "a.md", f"```python\n{CODE}```\n")) as driver:
        view = driver.screen.view
        keyword = view.style_of("code code-keyword")

        def styles() -> dict[str, object]:
            return {segment.text: segment.style for y in range(12) for segment in view.render_line(y)}

        await driver.until(lambda: styles().get("def") == keyword, "the colour of a keyword")
        await driver.press("w", "1", "w")
        assert styles()["def"] == view.style_of("code code-keyword highlight-1")
