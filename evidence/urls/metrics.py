"""Addresses of clauses with a numeric trigger."""

from django.urls import path

from evidence.views import metrics

urlpatterns = [
    path("triggers/", metrics.trigger_list, name="trigger-list"),
    path("triggers/<int:pk>/", metrics.trigger, name="trigger"),
    path(
        "triggers/<int:pk>/<int:cadre_pk>/<int:place>/<int:source>/",
        metrics.trigger_person,
        name="trigger-person",
    ),
]
