"""Hostile values in every field of every form: a sentence or plain text, never a 500 (T9, T21).

The world of the matrix answers as in life. What is refused has written nothing, and what is taken
comes back as the text that was sent: it is neither run, nor filled in, nor cut out (T12).
With RECALL_EVERY_VALUE=1 each field of each form meets each value. Otherwise a form meets a third
of the values in all its fields at once, the next form the next third, and each field a few alone.
"""

import os
import re

import pytest
from django.db import connection, transaction
from django.forms import BaseForm
from django.http import QueryDict
from django.urls import reverse

from core.audit.models import Entry
from tests.permissions.routes import ROUTES
from tests.permissions.test_matrix import (  # noqa: F401
    EXPECTED,
    asker,
    signed_in,
    spread,
    user_of,
    world,
)
from tests.permissions.worlds import ROLES

PERSONAL = ["522601198001011235", "13812345678"]
NUMBERS = ["1e309", "NaN", "-Infinity", "١٢", "3.999", "1_000", "-1", "9" * 20, "9" * 400, "0x10"]
DAYS = ["0000-00-00", "9999-12-31", "0001-01-01", "2000-01-01", "2018-02-30", "1e9-01-01"]
SHAPES = ["\x00", "a\r\nBcc: x@example.org", "x" * 30_000, "\u202e\ufffe\ud7ff", "[]", "null"]
SCRIPT = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>"
TEMPLATE = "{{ 12345678|add:87654321 }}{% now 'Y' %}${7*7}{0.__class__}%(x)s%s%n"
FORMULAS = ["=cmd|' /C calc'!A0", "\uff1d1+1", "@SUM(1)"]
LINKS = ["javascript:alert(1)", "../../etc/passwd", "'; DROP TABLE cadres_cadre; --"]
VALUES = [*PERSONAL, *NUMBERS, *DAYS, *SHAPES, SCRIPT, TEMPLATE, *FORMULAS, *LINKS]
EVERY = bool(os.environ.get("RECALL_EVERY_VALUE"))
STEP, SHARE = (1, 1) if EVERY else (16, 3)
RUN = [b"<script>alert", b"<img src=x", b"99999999}", b"Traceback"]
# Written beside every act: the trail, the sessions, the limits.
BESIDE = {"audit_entry", "audit_pending", "accounts_session", "accounts_limit"}
# A wrong code is counted and locks itself; that nothing else of the row moves is tested beside it
# (tests/training/test_guests.py).
COUNTED = {("training:guest-door", "half written: {'training_guest'}")}
_WRITTEN = re.compile(r'\s*(?:INSERT INTO|UPDATE|DELETE FROM) "(\w+)"')
FORMS = [
    route
    for route in ROUTES
    if route.form and set(spread(EXPECTED[route.key]["post"]).values()) & {200, 302, 422}
]


@pytest.fixture
def home(world):  # noqa: F811
    return world[0]


def written(told):
    """Answer a wrapper that notes each table that a statement writes to."""

    def watch(execute, sql, params, many, context):
        if match := _WRITTEN.match(sql):
            told.add(match[1])
        return execute(sql, params, many, context)

    return watch


def state_of(tables):
    """Answer how many rows a table has, and a number that changes with any of them."""
    told = {}
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(f'SELECT count(*), sum(hashtext(t::text)) FROM "{table}" t')
            told[table] = cursor.fetchone()
    return told


def post(url, cookies, told):
    """Answer what came back, the tables that are not as they were, and the refusals noted."""
    data, tables = QueryDict(mutable=True), set()
    for name, value in told.items():
        data.setlist(name, value if isinstance(value, list) else [value])
    with transaction.atomic():
        client, last = asker(), Entry.objects.order_by("-pk").values_list("pk", flat=True).first()
        client.cookies = cookies.copy()
        with connection.execute_wrapper(written(tables)):
            answer = client.post(
                url, data.urlencode(), content_type="application/x-www-form-urlencoded"
            )
        if answer.streaming:
            list(answer)  # a file stays open until it is read
        after = state_of(tables - BESIDE)
        noted = list(Entry.objects.filter(pk__gt=last or 0, act="denied"))
        transaction.set_rollback(True)
    before = state_of(tables - BESIDE)
    return answer, {name for name in after if after[name] != before[name]}, noted


def fields_of(answer):
    """Answer the names of every field of the forms that a page shows."""
    found = set()
    for context in answer.context or []:
        for layer in context.dicts:
            for value in layer.values():
                if isinstance(value, BaseForm):
                    found |= {value.add_prefix(name) for name in value.fields}
    return found


def actor(route):
    """Answer the role whose honest form is taken, or at least judged."""
    codes = spread(EXPECTED[route.key]["post"])
    return next(role for code in (302, 200, 422) for role in ROLES if codes[role] == code)


def faults(asked, told):
    """Answer what is wrong with one answer."""
    answer, changed, noted = post(*asked, told)
    body = b"" if answer.streaming else answer.content
    if answer.status_code >= 500:
        yield answer.status_code
    if answer.status_code >= 400 and changed:
        yield f"half written: {changed}"
    if answer.status_code in (403, 404):
        held = [{key: value for key, value in entry.detail.items()} for entry in noted]
        if [set(detail) - {"method", "status"} for detail in held] != [set()]:
            yield f"noted: {held}"
    yield from (run for run in RUN if run in body)


@pytest.mark.django_db  # makes pytest-django create the database that `world` fills by itself
def test_forms_are_found():
    assert len(FORMS) > 100


@pytest.mark.parametrize("route", FORMS, ids=lambda route: route.key)
def test_hostile_values_in_every_field(route, home, caplog):
    cookies = signed_in(user_of(actor(route), route, home))
    query = route.query(home) if route.query else {}
    asked = (reverse(route.name, kwargs=route.arguments(home), query=query), cookies)
    honest = route.form(home)
    names = sorted(set(honest) | fields_of(post(*asked, {"nothing": ""})[0]))
    together = VALUES[FORMS.index(route) % SHARE :: SHARE]
    forms = [(value, dict.fromkeys(names, value)) for value in together]
    forms += [
        (f"{name}={value}", honest | {name: value})
        for place, name in enumerate(names)
        for value in VALUES[place % STEP :: STEP]
    ]
    forms.append(("twice", {name: [str(honest.get(name, "1")), "x"] for name in names}))

    found = [(what[:60], fault) for what, told in forms for fault in faults(asked, told)]
    wrong = [(what, fault) for what, fault in found if (route.name, fault) not in COUNTED]

    assert wrong == []
    assert [number for number in PERSONAL if number in caplog.text] == []
