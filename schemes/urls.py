"""Addresses of the schemes floor."""

from django.urls import path

from schemes.views import clauses, schemes, versions, wording_samples, wordings

app_name = "schemes"
urlpatterns = [
    path("", schemes.scheme_list, name="scheme-list"),
    path("new/", schemes.scheme_make, name="scheme-make"),
    path("wordings/", wordings.wording_list, name="wording-list"),
    path("wordings/of/<int:pk>/<slug:kind>/", wordings.paper, name="wording-paper"),
    path("wordings/of/<int:pk>/<slug:kind>/begin/", wordings.begin, name="wording-begin"),
    path("wordings/<int:pk>/", wordings.wording, name="wording"),
    path("wordings/<int:pk>/edit/", wordings.edit, name="wording-edit"),
    path("wordings/<int:pk>/act/<slug:name>/", wordings.act, name="wording-act"),
    path("wordings/<int:pk>/diff/<slug:against>/", wordings.diff, name="wording-diff"),
    path("wordings/<int:pk>/samples/", wording_samples.ask, name="wording-sample-ask"),
    path(
        "wordings/<int:pk>/samples/<int:paper_pk>/", wording_samples.sample, name="wording-sample"
    ),
    path(
        "wordings/<int:pk>/samples/<int:paper_pk>/file/",
        wording_samples.sample_file,
        name="wording-sample-file",
    ),
    path("<int:pk>/", schemes.scheme, name="scheme"),
    path("<int:pk>/begin/", schemes.version_begin, name="version-begin"),
    path("versions/<int:pk>/", versions.text, name="text"),
    path("versions/<int:pk>/basis/", versions.basis, name="basis"),
    path("versions/<int:pk>/parameters/", versions.put_parameters, name="parameters"),
    path("versions/<int:pk>/act/<slug:name>/", versions.version_act, name="version-act"),
    path("versions/<int:pk>/diff/<slug:against>/", versions.diff, name="diff"),
    path("versions/<int:pk>/clauses/new/", clauses.clause_add, name="clause-add"),
    path("versions/<int:pk>/clauses/<int:clause_pk>/", clauses.clause_edit, name="clause"),
    path(
        "versions/<int:pk>/clauses/<int:clause_pk>/drop/", clauses.clause_drop, name="clause-drop"
    ),
    path(
        "versions/<int:pk>/clauses/<int:clause_pk>/restore/",
        clauses.clause_restore,
        name="clause-restore",
    ),
    path(
        "versions/<int:pk>/clauses/<int:clause_pk>/others/",
        clauses.correspond,
        name="correspond",
    ),
]
