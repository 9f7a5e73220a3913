"""Addresses of the gallery; only tests mount them."""

from django.urls import include, path

from tests.ui_gallery import views

NAMES = [
    "home",
    "rows",
    "case",
    "case_error",
    "tasks",
    "confirm",
    "picker",
    "fields",
    "states",
    "phone",
    "conflict",
    "refused",
    "missing",
    "csrf",
    "broken",
]
urlpatterns = [
    path("i18n/", include("core.ui.urls")),
    path("account/", include("accounts.urls")),
    path("V/", include("core.documents.urls")),
    path("", views.home),
    *[path(f"{name}/", getattr(views, name), name=f"gallery-{name}") for name in NAMES],
]
