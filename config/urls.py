"""Composition root: each app brings its own addresses."""

from django.urls import include, path

urlpatterns = [
    path("account/", include("accounts.urls")),
    path("i18n/", include("core.ui.urls")),
    path("V/", include("core.documents.urls")),
    path("papers/", include("core.documents.paper_urls")),
    path("archive/", include("cadres.urls")),
    path("evidence/", include("evidence.urls")),
    path("schemes/", include("schemes.urls")),
    path("recall/", include("recall.urls")),
    path("training/", include("training.urls")),
    path("assessment/", include("assessment.urls")),
    path("reports/", include("reports.urls")),
    path("keeping/", include("keeping.urls")),
    path("", include("portal.urls")),
]
