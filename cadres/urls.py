"""Addresses of the archive of people and units."""

from django.urls import path

from cadres.views import duplicates, exports, gaps, people, sheets, units

app_name = "cadres"
urlpatterns = [
    path("units/", units.unit_list, name="unit-list"),
    path("units/new/", units.unit_found, name="unit-found"),
    path("units/<int:pk>/", units.unit, name="unit"),
    path("gaps/", gaps.gap_list, name="gap-list"),
    path("duplicates/", duplicates.pair_list, name="pair-list"),
    path("duplicates/<int:pk>/", duplicates.pair, name="pair"),
    path("duplicates/<int:pk>/<slug:name>/", duplicates.pair_act, name="pair-act"),
    path(
        "units/<int:pk>/<slug:name>/",
        units.unit_act,
        {"nomination_page": "recall:nomination"},
        name="unit-act",
    ),
    path("people/", people.person_list, name="person-list"),
    path("people/new/", people.enrol, name="person-enrol"),
    path("people/lrmx/", exports.people_lrmx, name="people-lrmx"),
    path("people/lrmx/choose/", exports.choose, name="people-choose"),
    path("people/lrmx/upload/", sheets.upload, name="lrmx-upload"),
    path("people/sheets/", sheets.sheet_list, name="sheet-list"),
    path("people/sheets/<int:pk>/", sheets.sheet, name="sheet"),
    path("people/sheets/<int:pk>/<slug:name>/", sheets.sheet_act, name="sheet-act"),
    path("people/<int:pk>/", people.person, {"case_page": "portal:dossier"}, name="person"),
    path("people/<int:pk>/number/<slug:kind>/", people.reveal, name="number-reveal"),
    path("people/<int:pk>/lrmx/", exports.person_lrmx, name="person-lrmx"),
    path("people/<int:pk>/form/", exports.person_form, name="person-form"),
    path("people/<int:pk>/form/<uuid:uid>/", exports.form_progress, name="form-progress"),
    path("people/<int:pk>/form/<uuid:uid>/file/", exports.form_file, name="form-file"),
    path("people/<int:pk>/<slug:name>/<int:row_pk>/", people.person_row, name="person-row"),
    path("people/<int:pk>/<slug:name>/", people.person_act, name="person-act"),
]
