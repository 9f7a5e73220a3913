"""Addresses of polls, and the voter's page."""

from django.urls import path

from evidence.views import own, poll_acts, polls, voting

urlpatterns = [
    path("polls/", polls.poll_list, name="poll-list"),
    path("polls/new/", polls.poll_new, name="poll-new"),
    path("polls/<int:pk>/", polls.poll, name="poll"),
    path("polls/<int:pk>/own/", own.poll_own, name="poll-own"),
    path("polls/<int:pk>/roll/", polls.poll_roll, name="poll-roll"),
    path("polls/<int:pk>/drop/<slug:kind>/<int:row_pk>/", polls.poll_drop, name="poll-drop"),
    path("polls/<int:pk>/sheets/<int:sheet_pk>/", poll_acts.paper_again, name="paper-again"),
    path("polls/<int:pk>/act/<slug:name>/", poll_acts.poll_act, name="poll-act"),
    path("polls/<int:pk>/ballots/<int:paper_pk>/", poll_acts.ballot_paper, name="ballot-paper"),
    path(
        "polls/<int:pk>/ballots/<int:paper_pk>/file/",
        poll_acts.ballot_paper_file,
        name="ballot-paper-file",
    ),
    path("vote/", voting.vote, name="vote"),
    path("vote/draw/<int:pk>/", voting.vote_draw, name="vote-draw"),
    path("vote/check/<slug:code>/", voting.poll_check, name="poll-check"),
]
