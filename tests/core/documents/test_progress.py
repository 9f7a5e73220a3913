from datetime import timedelta

import pytest
from django.template.loader import render_to_string

from core.documents import presenters, rendering
from tests.core.conftest import NOW
from tests.core.documents.test_rendering import issue


def fragment(document, waited=0):
    at = NOW + timedelta(seconds=waited)
    context = presenters.progress(document, at=at, poll_url="/poll/", file_url="/file/")
    return render_to_string("documents/_progress.html", context)


@pytest.mark.parametrize(("waited", "late"), [(20, False), (21, True)])
def test_pending_polls_and_says_when_it_is_late(clerk, waited, late):
    document = issue(clerk)

    shown = fragment(document, waited)

    assert 'hx-get="/poll/" hx-trigger="every 2s" hx-headers=' in shown
    assert "正在生成，稍候自动更新" in shown
    assert ("note--warn" in shown, "/file/" in shown) == (late, False)
    assert presenters.poll_status(document) == 200


def test_ready_offers_file_and_stops_polling(clerk):
    document = rendering.render(issue(clerk), at=NOW)

    shown = fragment(document, 60)

    assert ('href="/file/"' in shown, "hx-get" in shown, "石组召〔2018〕1号" in shown) == (
        True,
        False,
        True,
    )
    assert presenters.poll_status(document) == 286


def test_failed_says_so_and_stops_polling(clerk):
    document = rendering.give_up(issue(clerk))

    shown = fragment(document)

    assert ("note--bad" in shown, "hx-get" in shown) == (True, False)
    assert presenters.poll_status(document) == 286
