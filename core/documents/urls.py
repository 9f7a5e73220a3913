"""The addresses printed on paper, short and in capitals: see core.documents.marks."""

from django.urls import path

from core.documents import views

urlpatterns = [
    path("", views.verify, name="verify"),
    path("<str:code>", views.verify_code, name="verify-code"),
]
