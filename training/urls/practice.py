"""Addresses of places, of changes to a posting, and of the journal's photos."""

from django.urls import path

from training.views import (
    handovers,
    journal_sheets,
    phone,
    practice,
    problems,
    residents,
    reviews,
    wishes,
)

urlpatterns = [
    path("places/", practice.place_list, name="place-list"),
    path("places/new/", practice.place_new, name="place-new"),
    path("places/<int:pk>/<slug:name>/", practice.place_act, name="place-act"),
    path("postings/<int:pk>/change/<slug:name>/", practice.posting_act, name="posting-act"),
    path("postings/<int:pk>/mentor/", handovers.handover_new, name="handover-new"),
    path("handovers/<int:pk>/", handovers.handover, name="handover"),
    path("handovers/<int:pk>/<slug:name>/", handovers.handover_act, name="handover-act"),
    path("problems/", problems.problem_list, name="problem-list"),
    path("problems/<int:pk>/", problems.problem, name="problem"),
    path("problems/<int:pk>/<slug:name>/", problems.problem_act, name="problem-act"),
    path("postings/<int:pk>/problems/new/", problems.problem_new, name="problem-new"),
    path("postings/<int:pk>/months/<int:number>/", reviews.month_review, name="month-review"),
    path("postings/<int:pk>/scales/", reviews.posting_scales, name="posting-scales"),
    path("postings/<int:pk>/weeks/", reviews.week_list, name="week-list"),
    path("postings/<int:pk>/weeks/<str:monday>/", reviews.week_note, name="week-note"),
    path("postings/<int:pk>/sheets/", journal_sheets.journal_sheets, name="journal-sheets"),
    path(
        "postings/<int:pk>/sheets/<int:paper_pk>/",
        journal_sheets.journal_sheet,
        name="journal-sheet",
    ),
    path(
        "postings/<int:pk>/sheets/<int:paper_pk>/file/",
        journal_sheets.journal_sheet_file,
        name="journal-sheet-file",
    ),
    path("postings/<int:pk>/stay/", wishes.stay, name="stay"),
    path("postings/<int:pk>/stay/<slug:name>/", wishes.stay_act, name="stay-act"),
    path("word/<str:code>/", residents.resident_word, name="resident-word"),
    path("photos/<int:pk>/", phone.journal_photo, name="journal-photo"),
]
