"""Addresses of the screens that look across floors."""

from django.urls import include, path

from portal.views import (
    budgets,
    dossiers,
    finding,
    home,
    imports,
    interface,
    messages,
    operations,
    own_copies,
    public,
    trails,
)
from recall.views.compliance import case_list

app_name = "portal"
_INTERFACE = [
    path("openapi.json", interface.document, name="interface-document"),
    path("pay/runs/", interface.pay_runs, name="interface-pay-runs"),
    path("pay/runs/<slug:month>/lines/", interface.pay_lines, name="interface-pay-lines"),
    path("pay/runs/<slug:month>/effects/", interface.pay_effects, name="interface-pay-effects"),
    path("cases/", interface.case_list, name="interface-cases"),
    path("cases/<slug:id>/", interface.case, name="interface-case"),
    path("documents/", interface.document_list, name="interface-documents"),
    path("archive/documents/", interface.archive_documents, name="interface-archive-documents"),
    path(
        "archive/documents/<uuid:uid>/file/",
        interface.archive_document_file,
        name="interface-archive-document-file",
    ),
    path("archive/volumes/", interface.archive_volumes, name="interface-archive-volumes"),
    path(
        "archive/volumes/<uuid:uid>/file/",
        interface.archive_volume_file,
        name="interface-archive-volume-file",
    ),
    path("eligibility/", interface.eligibility, name="interface-eligibility"),
    path("figures/", interface.figures, name="interface-figures"),
]
urlpatterns = [
    path("", home.home, name="home"),
    path("me/", home.me, name="me"),
    path("cases/", case_list, {"case_page": "portal:dossier"}, name="case-list"),
    path("dossiers/<int:pk>/", dossiers.dossier, name="dossier"),
    path("dossiers/<int:pk>/readers/", dossiers.case_readers, name="case-readers"),
    path("me/copy/", own_copies.own_copy, name="own-copy"),
    path("me/copy/ask/", own_copies.own_copy_ask, name="own-copy-ask"),
    path("me/copy/progress/", own_copies.own_copy_progress, name="own-copy-progress"),
    path("me/copy/<int:pk>/", own_copies.own_copy_take, name="own-copy-take"),
    path("search/", finding.search, name="search"),
    path("jobs/", operations.job_list, name="job-list"),
    path("jobs/<int:pk>/revive/", operations.job_revive, name="job-revive"),
    path("messages/", messages.message_list, name="message-list"),
    path("messages/read/", messages.messages_read, name="messages-read"),
    path("messages/mail/", messages.message_settings, name="message-settings"),
    path("messages/<int:pk>/open/", messages.message_open, name="message-open"),
    path("reason/", budgets.reason, name="reason"),
    path("audit/", trails.trail, name="trail"),
    path("imports/", imports.import_list, name="import-list"),
    path("imports/new/<slug:kind>/", imports.import_upload, name="import-upload"),
    path("imports/template/<slug:kind>/", imports.import_template, name="import-template"),
    path("imports/<int:pk>/", imports.import_detail, name="import-detail"),
    path("imports/<int:pk>/progress/", imports.import_progress, name="import-progress"),
    path("imports/<int:pk>/errors/", imports.import_errors, name="import-errors"),
    path("imports/<int:pk>/<slug:name>/", imports.import_act, name="import-act"),
    path("public/", public.public_list, name="public-list"),
    path("public/<slug:code>/", public.public, name="public"),
    path("interface/", interface.guide, name="guide"),
    path("api/v1/", include(_INTERFACE)),
    path("health/", home.health, name="health"),
]
