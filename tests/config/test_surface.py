"""What strangers and operators see: nothing of the inside, no line of theirs in the log."""

import pytest
from django.conf import settings
from django.db import connection
from django.urls import reverse

from config.settings import base as product
from core.audit import origin
from core.uploads import scanner

INSIDE = [".git/config", ".env", "admin/", "static/", "media/", "docs/", "api/", "manage.py"]
INSIDE += ["server-status", "metrics", "__debug__/", "robots.txt.bak", "var/", "schema/"]


@pytest.mark.parametrize("path", INSIDE)
def test_prod_surface(path, client):
    assert client.get(f"/{path}").status_code == 404


def test_prod_surface_names_no_version(client, db):
    answer = client.get(reverse("account_login"))

    assert {"Server", "X-Powered-By"} & set(answer.headers) == set()
    assert client.trace(reverse("account_login")).status_code == 405
    assert (product.DEBUG, settings.DEBUG) == (False, False)
    assert {"django.contrib.admin", "debug_toolbar"} & set(settings.INSTALLED_APPS) == set()


def test_500_page_generic(client, monkeypatch, db):
    def fail(_meta):
        raise RuntimeError("隐秘的内容 522601198001011235")

    client.raise_request_exception = False
    monkeypatch.setattr(origin, "client_of", fail)

    answer = client.get(reverse("account_login"))

    assert answer.status_code == 500
    assert "系统出错" in answer.text
    inside = ("隐秘", "522601", "Traceback", "RuntimeError")
    assert [word for word in inside if word in answer.text] == []


def test_log_crlf(client, caplog, db):
    """A line break in an address makes no second line in the log."""
    client.get("/nowhere%0d%0a2026-11-27 ERROR forged/")
    client.get(reverse("account_login"), headers={"Host": "x forged"})

    assert caplog.records
    assert [one for one in caplog.records if set("\r\n") & set(one.getMessage())] == []


def test_every_client_has_timeout(db):
    """PostgreSQL, Redis, the scanner, and a job of the worker: none waits for ever."""
    told = product.DATABASES["default"]["OPTIONS"]
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('statement_timeout')")
        statement = cursor.fetchone()[0]

    assert told["connect_timeout"] <= 5
    assert [name in told["options"] for name in ("lock_timeout", "idle_in_transaction")] == [
        True
    ] * 2
    assert statement == "15s"
    assert product.CELERY_BROKER_TRANSPORT_OPTIONS["socket_timeout"] < 1
    assert product.CELERY_BROKER_TRANSPORT_OPTIONS["socket_connect_timeout"] < 1
    assert product.CELERY_TASK_SOFT_TIME_LIMIT < product.CELERY_TASK_TIME_LIMIT <= 120
    assert scanner._SECONDS <= 60
