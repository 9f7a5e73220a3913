"""Guard 6, second half: templates name only their own floor or lower ones; nothing is unescaped."""

import re

from tests.architecture.house import ABOVE, FLOORS, ROOT, each, modules

TEMPLATES = sorted(
    path
    for folder in (ROOT / "templates", *(ROOT / floor for floor in FLOORS))
    for path in folder.rglob("*.html")
)
URL = re.compile(r"{%\s*url\s+['\"](\w+):")
FILE = re.compile(r"{%\s*(?:include|extends)\s+['\"](\w+)/")
UNSAFE = re.compile(r"\|\s*safe\b|{%\s*autoescape\s+off|\|\s*safeseq\b")


def floor_of(path):
    parts = path.relative_to(ROOT).parts
    floor = parts[parts.index("templates") + 1]
    return {"account": "accounts", "documents": "core", "ui": "core"}.get(floor, floor)


def above(floor, names):
    floors = {{"account": "accounts", "documents": "core", "ui": "core"}.get(n, n) for n in names}
    return sorted(floors & ABOVE.get(floor, set()))


@each(TEMPLATES)
def test_template_names_no_upper_floor(path):
    text, floor = path.read_text("utf-8"), floor_of(path)

    assert above(floor, [*URL.findall(text), *FILE.findall(text)]) == []


@each(TEMPLATES)
def test_template_escapes_everything(path):
    assert UNSAFE.findall(path.read_text("utf-8")) == []


@each(TEMPLATES)
def test_template_is_short(path):
    if "documents" in path.parts:
        return
    assert len(path.read_text("utf-8").splitlines()) <= 80


@each(modules())
def test_module_reverses_no_upper_floor(path):
    floor = path.relative_to(ROOT).parts[0]
    text = path.read_text("utf-8")
    names = re.findall(r"(?:reverse|reverse_lazy|redirect)\(\s*f?['\"](\w+):", text)

    assert above(floor, names) == []


@each(TEMPLATES)
def test_page_numbers_lead_where_there_is_no_list_to_swap(path):
    text = path.read_text("utf-8")
    is_page = re.search(r'{%\s*extends\s+"ui/(?:base|phone_base)\.html"', text)
    pagers = re.findall(r'{%\s*include\s+"ui/c/pager\.html"([^%]*)%}', text)

    if is_page and 'id="list"' not in text:
        assert all("plain=True" in told for told in pagers)
