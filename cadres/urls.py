"""Addresses of the archive of people and units."""

from django.urls import path

from cadres.views import duplicates, gaps, people, units

app_name = "cadres"
urlpatterns = [
    path("units/", units.unit_list, name="unit-list"),
    path("units/new/", units.unit_found, name="unit-found"),
    path("units/<int:pk>/", units.unit, name="unit"),
    path("units/<int:pk>/<slug:name>/", units.unit_act, name="unit-act"),
    path("gaps/", gaps.gap_list, name="gap-list"),
    path("duplicates/", duplicates.pair_list, name="pair-list"),
    path("duplicates/<int:pk>/", duplicates.pair, name="pair"),
    path("duplicates/<int:pk>/<slug:name>/", duplicates.pair_act, name="pair-act"),
    path("people/", people.person_list, name="person-list"),
    path("people/<int:pk>/", people.person, {"case_page": "portal:dossier"}, name="person"),
    path("people/<int:pk>/number/<slug:kind>/", people.reveal, name="number-reveal"),
    path("people/<int:pk>/<slug:name>/", people.person_act, name="person-act"),
]
