"""Pages go out compressed, files as they are, and no two lengths are alike by rule."""

import gzip

import pytest
from django.http import HttpResponse
from django.test import RequestFactory
from django.urls import reverse

from core.ui.middleware import SmallerPages

TEXT = "召回干部教育培训和实践锻炼" * 200


def sent(kind, *, accepts="gzip"):
    asked = RequestFactory().get("/", headers={"Accept-Encoding": accepts})
    return SmallerPages(lambda _request: HttpResponse(TEXT, content_type=kind))(asked)


@pytest.mark.parametrize(
    "kind", ["text/html; charset=utf-8", "application/json", "text/calendar; charset=utf-8"]
)
def test_page_is_compressed_for_who_takes_it(kind):
    answer = sent(kind)

    assert answer["Content-Encoding"] == "gzip"
    assert gzip.decompress(answer.content).decode() == TEXT
    assert len(answer.content) < len(TEXT.encode()) / 4
    assert "Content-Encoding" not in sent(kind, accepts="identity")


def test_file_stays_as_it_is():
    assert "Content-Encoding" not in sent("application/pdf")


def test_lengths_of_the_same_page_differ():
    assert len({len(sent("text/html").content) for _n in range(30)}) > 1


@pytest.mark.django_db
def test_door_of_the_product_is_compressed(client):
    answer = client.get(reverse("account_login"), headers={"Accept-Encoding": "gzip"})

    assert answer["Content-Encoding"] == "gzip"
