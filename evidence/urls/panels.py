"""Addresses of study panels."""

from django.urls import path

from evidence.views import panels

urlpatterns = [
    path("panels/", panels.panel_list, name="panel-list"),
    path("panels/new/", panels.panel_new, name="panel-new"),
    path("panels/<int:pk>/", panels.panel, name="panel"),
    path("panels/<int:pk>/<slug:name>/", panels.panel_act, name="panel-act"),
    path(
        "panels/<int:pk>/candidates/<int:candidate_pk>/score/",
        panels.panel_score,
        name="panel-score",
    ),
    path(
        "panels/<int:pk>/candidates/<int:candidate_pk>/recuse/",
        panels.panel_recuse,
        name="panel-recuse",
    ),
    path("panels/<int:pk>/drop/<slug:kind>/<int:row_pk>/", panels.panel_drop, name="panel-drop"),
]
