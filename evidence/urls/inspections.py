"""Addresses of inspection findings."""

from django.urls import path

from evidence.views import inspection_acts, inspections

urlpatterns = [
    path("findings/", inspections.finding_list, name="finding-list"),
    path("findings/figures/", inspections.finding_figures, name="finding-figures"),
    path("findings/inspections/new/", inspections.inspection_new, name="inspection-new"),
    path("findings/new/", inspections.finding_new, name="finding-new"),
    path("findings/own/", inspections.own_findings, name="own-findings"),
    path("findings/files/<int:pk>/", inspections.finding_file, name="finding-file"),
    path("findings/<int:pk>/", inspections.finding, name="finding"),
    path("findings/<int:pk>/<slug:name>/", inspection_acts.finding_act, name="finding-act"),
    path(
        "findings/<int:pk>/drop/<slug:kind>/<int:row_pk>/",
        inspections.finding_drop,
        name="finding-drop",
    ),
]
