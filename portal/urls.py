"""Addresses of the screens that look across floors."""

from django.urls import path

from portal.views import dossiers, finding, home, operations
from recall.views.compliance import case_list

app_name = "portal"
urlpatterns = [
    path("", home.home, name="home"),
    path("me/", home.me, name="me"),
    path("cases/", case_list, {"case_page": "portal:dossier"}, name="case-list"),
    path("dossiers/<int:pk>/", dossiers.dossier, name="dossier"),
    path("search/", finding.search, name="search"),
    path("jobs/", operations.job_list, name="job-list"),
    path("jobs/<int:pk>/revive/", operations.job_revive, name="job-revive"),
    path("health/", home.health, name="health"),
]
