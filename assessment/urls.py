"""Addresses of the assessment floor."""

from django.urls import path

from assessment.views import (
    appeals,
    assessments,
    catalogue,
    consequences,
    outcomes,
    referrals,
    volumes,
)

app_name = "assessment"
urlpatterns = [
    path("", assessments.assessment_list, name="assessment-list"),
    path("catalogue/", catalogue.catalogue, name="catalogue"),
    path("cases/<int:pk>/", assessments.case, name="case"),
    path("cases/<int:case_pk>/open/", assessments.assessment_open, name="assessment-open"),
    path("cases/<int:case_pk>/outcome/", outcomes.outcome_decide, name="outcome-decide"),
    path("cases/<int:case_pk>/refer/", referrals.case_refer, name="case-refer"),
    path("cases/<int:case_pk>/volumes/", volumes.case_volumes, name="case-volumes"),
    path("volumes/<int:pk>/", volumes.volume, name="volume"),
    path("volumes/<int:pk>/file/", volumes.volume_file, name="volume-file"),
    path(
        "cases/<int:case_pk>/consequences/",
        consequences.outcome_consequences,
        name="outcome-consequences",
    ),
    path(
        "nominations/<int:pk>/consequences/",
        consequences.recall_consequences,
        name="recall-consequences",
    ),
    path("appeals/", appeals.appeal_list, name="appeal-list"),
    path("appeals/cases/<int:case_pk>/", appeals.appeal_file, name="appeal-file"),
    path("appeals/<int:pk>/", appeals.appeal, name="appeal"),
    path("appeals/<int:pk>/reversals/<int:line_pk>/", appeals.reversal_done, name="reversal-done"),
    path("appeals/<int:pk>/sheet/", appeals.appeal_sheet, name="appeal-sheet"),
    path("appeals/<int:pk>/sheet/file/", appeals.appeal_sheet_file, name="appeal-sheet-file"),
    path("appeals/<int:pk>/<slug:name>/", appeals.appeal_act, name="appeal-act"),
    path("referrals/", referrals.referral_list, name="referral-list"),
    path("referrals/<int:pk>/", referrals.referral, name="referral"),
    path("<int:pk>/score/", assessments.assessment_score, name="assessment-score"),
    path("<int:pk>/measure/", assessments.assessment_measure, name="assessment-measure"),
    path("<int:pk>/parts/<slug:part>/", assessments.assessment_part, name="assessment-part"),
    path("<int:pk>/form/", assessments.assessment_form, name="assessment-form"),
    path("<int:pk>/form/file/", assessments.assessment_form_file, name="assessment-form-file"),
    path("<int:pk>/conclude/", assessments.assessment_conclude, name="assessment-conclude"),
    path("outcomes/<int:pk>/serve/", outcomes.outcome_serve, name="outcome-serve"),
    path("outcomes/<int:pk>/carry-out/", outcomes.outcome_carry_out, name="outcome-carry-out"),
    path("outcomes/<int:pk>/document/", outcomes.outcome_document, name="outcome-document"),
    path(
        "outcomes/<int:pk>/document/file/",
        outcomes.outcome_document_file,
        name="outcome-document-file",
    ),
    path("mine/cases/<int:case_pk>/", outcomes.own_result, name="own-result"),
    path("mine/outcomes/<int:pk>/document/", outcomes.own_document, name="own-document"),
    path(
        "mine/outcomes/<int:pk>/document/file/",
        outcomes.own_document_file,
        name="own-document-file",
    ),
]
