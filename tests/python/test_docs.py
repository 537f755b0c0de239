"""Code in docs/ that is said to come from a file stands there, line for line, so that it can't grow old."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
QUOTED = re.compile(r"<!-- (\S+) -->\n```\w+\n(.*?)```", re.DOTALL)
BLOCKS = [
    pytest.param(source, code, id=f"{page.name}:{page.read_text()[: match.start()].count(chr(10)) + 1}")
    for page in sorted((ROOT / "docs").glob("*.md"))
    for match in QUOTED.finditer(page.read_text())
    for source, code in [match.groups()]
]


def test_pages_for_integrators_quote_code():
    pages = {block.id.split(":")[0] for block in BLOCKS}
    assert pages >= {"embedding.md", "getting_started.md"}


@pytest.mark.parametrize(("source", "code"), BLOCKS)
def test_quoted_code_is_in_its_file(source, code):
    assert code in (ROOT / source).read_text()
