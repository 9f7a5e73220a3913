"""Addresses of this floor."""

from django.urls import path

from reports.views import (
    boards,
    campaigns,
    checks,
    comparisons,
    exports,
    numbers,
    prefectures,
    press,
    relapses,
    replays,
    schedules,
    submissions,
    summaries,
    word_copies,
)

app_name = "reports"
urlpatterns = [
    path("", summaries.summary_list, name="summary-list"),
    path("campaigns/<int:pk>/", campaigns.campaign, name="campaign"),
    path("rows/<int:pk>/", campaigns.campaign_rows, name="campaign-rows"),
    path("units/<int:pk>/", campaigns.unit_rows, name="unit-rows"),
    path("campaigns/<int:pk>/check/", checks.campaign_check, name="check"),
    path("campaigns/<int:pk>/summaries/", summaries.summary_request, name="summary-request"),
    path("summaries/<int:pk>/progress/", summaries.summary_progress, name="summary-progress"),
    path("summaries/<int:pk>/file/", summaries.summary_file, name="summary-file"),
    path("summaries/<int:pk>/comparison/", comparisons.summary_comparison, name="comparison"),
    path("summaries/<int:pk>/submission/", submissions.submission, name="submission"),
    path(
        "submissions/<int:pk>/progress/",
        submissions.submission_progress,
        name="submission-progress",
    ),
    path("submissions/<int:pk>/file/", submissions.submission_file, name="submission-file"),
    path("campaigns/<int:pk>/dates/", schedules.date_order, name="date-order"),
    path("campaigns/<int:pk>/rhythms/", schedules.rhythm_begin, name="rhythm-begin"),
    path(
        "campaigns/<int:pk>/rhythms/<int:rhythm>/stop/", schedules.rhythm_stop, name="rhythm-stop"
    ),
    path("dates/<int:pk>/drop/", schedules.date_drop, name="date-drop"),
    path("prefectures/<int:pk>/", prefectures.prefecture, name="prefecture"),
    path("prefectures/<int:pk>/summaries/", prefectures.request_summary, name="prefecture-request"),
    path(
        "prefectures/<int:pk>/dates/", schedules.prefecture_date_order, name="prefecture-date-order"
    ),
    path(
        "prefectures/<int:pk>/dates/<int:date>/drop/",
        schedules.prefecture_date_drop,
        name="prefecture-date-drop",
    ),
    path("prefectures/<int:pk>/rhythms/", schedules.prefecture_begin, name="prefecture-begin"),
    path(
        "prefectures/<int:pk>/rhythms/<int:rhythm>/stop/",
        schedules.prefecture_stop,
        name="prefecture-stop",
    ),
    path("prefectures/progress/<int:pk>/", prefectures.progress, name="prefecture-progress"),
    path("prefectures/file/<int:pk>/", prefectures.summary_file, name="prefecture-file"),
    path(
        "prefectures/comparison/<int:pk>/",
        comparisons.prefecture_comparison,
        name="prefecture-comparison",
    ),
    path("board/", boards.board, name="board"),
    path("board/rows/", boards.board_rows, name="board-rows"),
    path("board/steps/", boards.board_steps, name="board-steps"),
    path("board/appeals/", boards.board_appeals, name="board-appeals"),
    path("relapses/", relapses.relapse, name="relapses"),
    path("replays/", replays.replay_list, name="replay-list"),
    path("replays/<int:pk>/", replays.replay, name="replay"),
    path("replays/<int:pk>/progress/", replays.replay_progress, name="replay-progress"),
    path("replays/new/<int:pk>/", replays.replay_ask, name="replay-ask"),
    path("press/", press.press_list, name="press-list"),
    path("press/new/<int:pk>/", press.press_new, name="press-new"),
    path("press/<int:pk>/", press.press_text, name="press"),
    path("press/<int:pk>/<slug:name>/", press.press_act, name="press-act"),
    path("numbers/", numbers.number_list, name="number-list"),
    path("numbers/series/<int:pk>/", numbers.number_series, name="number-series"),
    path("numbers/<int:pk>/word/", numbers.number_word, name="number-word"),
    path("numbers/<int:pk>/copies/", word_copies.word_copies, name="word-copies"),
    path("numbers/copies/<int:pk>/file/", word_copies.word_copy_file, name="word-copy-file"),
    path("numbers/<int:pk>/void/", numbers.number_void, name="number-void"),
    path("exports/", exports.export_list, name="export-list"),
    path("exports/new/", exports.export_request, name="export-request"),
    path("exports/<int:pk>/file/", exports.export_take, name="export-take"),
    path("exports/<int:pk>/<slug:name>/", exports.export_decide, name="export-decide"),
]
