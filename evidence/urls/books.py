"""Addresses of the points practices: points, score cards, negative lists."""

from django.urls import path

from evidence.enums import Practice
from evidence.views import book_acts, books

urlpatterns = [
    path("points/", books.book_list, {"kind": Practice.POINTS}, name="points-list"),
    path("score-cards/", books.book_list, {"kind": Practice.SCORE_CARD}, name="score-card-list"),
    path(
        "negative-lists/",
        books.book_list,
        {"kind": Practice.NEGATIVE_LIST},
        name="negative-list-list",
    ),
    path("books/new/<str:kind>/", books.book_new, name="book-new"),
    path("books/<int:pk>/", books.book, name="book"),
    path("books/<int:pk>/<slug:name>/", book_acts.book_act, name="book-act"),
    path("periods/<int:pk>/", books.period, name="period"),
    path("periods/<int:pk>/<slug:name>/", book_acts.period_act, name="period-act"),
    path("statements/<int:pk>/", books.statement, name="statement"),
    path("statements/<int:pk>/<slug:name>/", book_acts.member_act, name="member-act"),
    path("entries/<int:pk>/<slug:name>/", book_acts.entry_act, name="entry-act"),
    path("objections/<int:pk>/", book_acts.objection_answer, name="objection-answer"),
    path("own/", books.own_books, name="own-books"),
]
