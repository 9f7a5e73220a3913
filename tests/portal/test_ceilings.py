"""What the issue allows a page: queries and bytes, the same for ten people and for thousands."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from stories.management.commands.generate import fill
from stories.synthetic import sizes
from tools.bench.pages import CEILINGS, PAGES, address, asker

pytestmark = pytest.mark.django_db
SMALL, LARGE = 60, 900


def told(settings, tmp_path, people):
    """Answer (queries, bytes) of every page on generated data, caches warm."""
    settings.MEDIA_ROOT = tmp_path
    fill(sizes.of("county", seed=2, people=people))
    found = {}
    for page in PAGES:
        user = asker(page.role)
        url = user and address(page, user)
        if not url:
            continue
        client = Client()
        client.force_login(user)
        headers = {"HX-Request": "true"} if page.htmx else {}
        ask = client.get if page.data is None else client.post
        ask(url, page.data, headers=headers)
        with CaptureQueriesContext(connection) as queries:
            answer = ask(url, page.data, headers=headers)
        assert answer.status_code == 200, page.name
        found[page.name] = len(queries), len(answer.content)
    return found


@pytest.fixture(params=[SMALL, LARGE])
def costs(request, settings, tmp_path):
    return told(settings, tmp_path, request.param)


def test_no_page_passes_its_ceiling(costs):
    over = {
        page.name: costs[page.name]
        for page in PAGES
        if page.name in costs
        and (
            costs[page.name][0] > CEILINGS[page.kind].queries
            or costs[page.name][1] > CEILINGS[page.kind].bytes
        )
    }

    assert len(costs) > 15
    assert over == {}
