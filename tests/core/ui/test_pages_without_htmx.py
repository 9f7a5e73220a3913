"""Pages that leave htmx out, to be small on a weak line, swap nothing."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.template.loader import get_template

ROOT = Path(settings.BASE_DIR)
LEFT_OUT = "{% block htmx %}{% endblock %}"
INCLUDED = re.compile(r'{%\s*include "([^"]+)"')
LEADS_ON = {"ui/c/pager.html"}  # its links lead on by themselves
PAGES = sorted(
    str(path.relative_to(ROOT / "templates"))
    for path in (ROOT / "templates").rglob("*.html")
    if LEFT_OUT in path.read_text("utf-8")
)


def parts(name):
    """Answer a template and all that it includes by name."""
    source = Path(get_template(name).origin.name).read_text("utf-8")
    yield name, source
    for inner in INCLUDED.findall(source):
        yield from parts(inner)


def test_phone_pages_of_practice_leave_it_out():
    assert {"training/phone/today.html", "training/phone/my_trainees.html"} <= set(PAGES)


@pytest.mark.parametrize("page", PAGES)
def test_page_without_htmx_swaps_nothing(page):
    swapping = [name for name, source in parts(page) if "hx-" in source]

    assert set(swapping) <= LEADS_ON
