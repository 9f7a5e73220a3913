"""Addresses of the show-and-compare rounds."""

from django.urls import path

from evidence.views import presentation_papers as papers
from evidence.views import presentations as views

urlpatterns = [
    path("presentations/", views.presentation_list, name="presentation-list"),
    path("presentations/new/", views.presentation_new, name="presentation-new"),
    path("presentations/own/", papers.own_presentations, name="own-presentations"),
    path("presentations/own/<int:pk>/", papers.own_presentation, name="own-presentation"),
    path("presentations/shown/<int:pk>/", papers.presentation_shown, name="presentation-shown"),
    path("presentations/reports/<int:pk>/", papers.presentation_report, name="presentation-report"),
    path(
        "presentations/reports/<int:pk>/recuse/",
        papers.presentation_recuse,
        name="presentation-recuse",
    ),
    path("presentations/members/<int:pk>/", views.presentation_member, name="presentation-member"),
    path(
        "presentations/members/<int:pk>/<slug:name>/",
        views.presentation_member_act,
        name="presentation-member-act",
    ),
    path("presentations/<int:pk>/", views.presentation, name="presentation"),
    path(
        "presentations/<int:pk>/drop/<slug:kind>/<int:row_pk>/",
        views.presentation_drop,
        name="presentation-drop",
    ),
    path("presentations/<int:pk>/<slug:name>/", views.presentation_act, name="presentation-act"),
]
