"""A county with notices to print in bulk, and a printer that takes no time."""

import pymupdf
import pytest

from core.documents import rendering
from core.documents.models import Document
from tests.factories import prints
from tests.factories import training as make
from tests.fixtures import media

__all__ = ["AT", "media", "quick", "three", "world"]
AT = make.NOW


@pytest.fixture
def world(db):
    found = make.world()
    found.other = make.unit(found.county)
    first, second = sorted((found.unit, found.other), key=lambda unit: unit.name)
    found.order = [first, second]
    return found


def three(world):
    """Two cases of the second unit and one of the first, begun in this order."""
    second = [prints.noticed(world, world.order[1], at=AT) for _ in range(2)]
    return [*second, prints.noticed(world, world.order[0], at=AT)]


@pytest.fixture
def quick(monkeypatch):
    """Print by a stroke of the pen; answer how often each document was printed."""
    seen: dict[int, int] = {}

    def render(document, *, at):
        fresh = Document.objects.get(pk=document.pk)
        if not fresh.is_ready:
            seen[document.pk] = seen.get(document.pk, 0) + 1
            body = _one_page(str(document.pk))
            fresh.file = rendering.storage.write(fresh, body)
            fresh.sha256 = rendering.hashlib.sha256(body).hexdigest()
            fresh.byte_count, fresh.page_count = len(body), 1
            fresh.state, fresh.ready_at = "READY", at
            fresh.save()
        return fresh

    monkeypatch.setattr(rendering, "render", render)
    return seen


def _one_page(words):
    with pymupdf.open() as document:
        document.new_page().insert_text((72, 72), words)
        return document.tobytes()
