"""Addresses of this floor."""

from django.urls import path

from reports.views import boards, campaigns, exports, numbers, relapses, replays, summaries

app_name = "reports"
urlpatterns = [
    path("", summaries.summary_list, name="summary-list"),
    path("campaigns/<int:pk>/", campaigns.campaign, name="campaign"),
    path("campaigns/<int:pk>/summaries/", summaries.summary_request, name="summary-request"),
    path("summaries/<int:pk>/progress/", summaries.summary_progress, name="summary-progress"),
    path("summaries/<int:pk>/file/", summaries.summary_file, name="summary-file"),
    path("board/", boards.board, name="board"),
    path("relapses/", relapses.relapse, name="relapses"),
    path("replays/", replays.replay_list, name="replay-list"),
    path("replays/<int:pk>/", replays.replay, name="replay"),
    path("replays/<int:pk>/progress/", replays.replay_progress, name="replay-progress"),
    path("replays/new/<int:pk>/", replays.replay_ask, name="replay-ask"),
    path("numbers/", numbers.number_list, name="number-list"),
    path("numbers/series/<int:pk>/", numbers.number_series, name="number-series"),
    path("numbers/<int:pk>/void/", numbers.number_void, name="number-void"),
    path("exports/", exports.export_list, name="export-list"),
    path("exports/new/", exports.export_request, name="export-request"),
    path("exports/<int:pk>/file/", exports.export_take, name="export-take"),
    path("exports/<int:pk>/<slug:name>/", exports.export_decide, name="export-decide"),
]
