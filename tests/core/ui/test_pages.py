"""Pages that Django, allauth and the language switch show without anybody logged in."""

from pathlib import Path

import pytest
from django.conf import settings
from django.template.loader import render_to_string
from django.test import Client, override_settings

TEMPLATES = Path(__file__).parents[2] / "ui_gallery" / "templates"


@pytest.fixture
def client() -> Client:
    return Client(raise_request_exception=False)


@pytest.fixture(autouse=True)
def gallery():
    engine = {**settings.TEMPLATES[0]}
    engine["DIRS"] = [*engine["DIRS"], TEMPLATES]
    with override_settings(ROOT_URLCONF="tests.ui_gallery.urls", TEMPLATES=[engine]):
        yield


def test_forbidden_page_gives_the_reason(client: Client) -> None:
    answer = client.get("/refused/")

    assert answer.status_code == 403
    assert "提名人不得核实自己的提名" in answer.content.decode()


def test_missing_page_does_not_repeat_the_address(client: Client) -> None:
    answer = client.get("/missing/")

    assert answer.status_code == 404
    assert "没有找到这一页" in answer.content.decode()


def test_failed_csrf_check_is_told_in_plain_words() -> None:
    answer = Client(enforce_csrf_checks=True).post("/i18n/setlang/", {"language": "en"})

    assert answer.status_code == 403
    assert "页面已过期" in answer.content.decode()


@pytest.mark.parametrize("name", ["400.html", "500.html"])
def test_page_without_context_renders(name: str) -> None:
    assert "没有" in render_to_string(name)


def test_language_switch_goes_back_and_sets_the_language(client: Client) -> None:
    answer = client.post("/i18n/setlang/", {"language": "en", "next": "/account/login/"})

    assert answer.headers["Location"] == "/account/login/"
    assert '<html lang="en">' in client.get("/account/login/").content.decode()


def test_language_switch_never_leaves_the_site(client: Client) -> None:
    answer = client.post("/i18n/setlang/", {"language": "en", "next": "https://elsewhere.example/"})

    assert answer.headers["Location"] == "/"


def test_login_page_offers_no_sign_up_and_remembers_nobody(client: Client) -> None:
    page = client.get("/account/login/").content.decode()

    assert 'name="remember"' not in page
    assert "signup" not in page
    assert "no-store" in client.get("/account/login/").headers["Cache-Control"]


def test_list_answers_htmx_with_the_list_alone(client: Client) -> None:
    whole = client.get("/rows/").content.decode()
    part = client.get("/rows/", headers={"HX-Request": "true"})

    assert "<html" in whole
    assert "<html" not in part.content.decode()
    assert "<table" in part.content.decode()
    assert "HX-Request" in part.headers["Vary"]


def test_list_page_of_twenty_rows_stays_under_sixty_kilobytes(client: Client) -> None:
    assert len(client.get("/rows/").content) < 60_000
