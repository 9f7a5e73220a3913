"""What style sheet, script and templates may not hold: strict CSP, Chromium 87, intranet."""

import re
from pathlib import Path

import pytest
from django.conf import settings

from tests.architecture.house import each

ROOT = Path(settings.BASE_DIR)
STATIC = ROOT / "core" / "ui" / "static" / "ui"
CSS_BANNED = {
    "oklch": r"oklch\(|oklab\(|color-mix\(|light-dark\(",
    "layer": r"@layer",
    "data url": r"url\(\s*['\"]?data:",
    "outside": r"https?://|@import",
    "nesting": r"(?m)^\s*&",
}
JS_BANNED = {
    "eval": r"\beval\(|new Function",
    "inline style": r"\.style\b|setAttribute\(.style",
    "outside": r"https?://",
    "html": r"innerHTML|outerHTML\s*=|insertAdjacentHTML|document\.write",
    "newer": r"\?\?=|\|\|=|&&=|\.at\(|replaceAll|structuredClone|\bstatic\s*\{|#\w+\s*[=;(]",
    "chinese": r"[\u3400-\u9fff]",
}
HTML_BANNED = {
    "inline style": r"\sstyle\s*=|<style",
    "inline script": r"<script(?![^>]*(?:\ssrc=|type=\"application/json\"))",
    "handler": r"\son[a-z]+\s*=|hx-on|javascript:|\bjs:",
    "trigger filter": r"hx-trigger=\"[^\"]*\[",
    "boost": r"hx-boost",
    "outside": r"(?:href|src|action|hx-get|hx-post)=[\"']?(?:https?:)?//",
}


def without_comments(text: str) -> str:
    return re.sub(r"/\*.*?\*/", "", text, flags=re.S)


def pages() -> list[Path]:
    """Answer every screen template of the product. Papers for WeasyPrint have their own rules."""
    found = [path for path in ROOT.rglob("templates/**/*.html") if ".venv" not in path.parts]
    return sorted(
        path for path in found if "documents" not in path.parts and "var" not in path.parts
    )


def faults(text: str, banned: dict[str, str]) -> list[str]:
    return [
        f"{name}: {match[0]}"
        for name, pattern in banned.items()
        for match in re.finditer(pattern, text)
    ]


def test_style_sheet_keeps_to_the_floor() -> None:
    assert faults(without_comments((STATIC / "app.css").read_text("utf-8")), CSS_BANNED) == []


def test_style_sheet_has_no_nested_rules() -> None:
    depth, deepest = 0, 0
    text = re.sub(
        r"@media[^{]*\{|@page[^{]*\{",
        "{",
        without_comments((STATIC / "app.css").read_text("utf-8")),
    )
    for sign in re.findall(r"[{}]", text):
        depth += 1 if sign == "{" else -1
        deepest = max(deepest, depth)

    assert (depth, deepest) == (0, 2)


def test_has_selector_stands_alone() -> None:
    rules = re.findall(r"([^{}]+)\{", without_comments((STATIC / "app.css").read_text("utf-8")))

    assert [rule for rule in rules if ":has(" in rule and "," in rule] == []


@pytest.mark.parametrize("name", ["app.js", "journal.js", "meeting.js"])
def test_script_is_small_plain_and_wordless(name: str) -> None:
    text = (STATIC / name).read_text("utf-8")

    assert faults(without_comments(text), JS_BANNED) == []
    assert len(text.splitlines()) <= 200


@each(pages())
def test_template_holds_nothing_the_policy_forbids(path: Path) -> None:
    text = re.sub(r"\{#.*?#\}|\{% include.*?%\}", "", path.read_text("utf-8"))

    assert faults(re.sub(r"(?s)\{% comment.*?endcomment %\}", "", text), HTML_BANNED) == []


def test_classes_of_the_kit_are_used_from_the_sheet() -> None:
    known = set(
        re.findall(r"\.([a-zA-Z][\w-]*)", without_comments((STATIC / "app.css").read_text("utf-8")))
    )
    used: dict[str, str] = {}
    for path in pages():
        text = path.read_text("utf-8")
        for value in re.findall(r'\sclass="([^"{]*)"', text):
            used.update((name, path.name) for name in value.split())

    assert {name: where for name, where in used.items() if name not in known} == {}
