from reports.models.prefectures import PrefectureSummary, SummaryDate
from reports.models.press import PressText, PressVersion
from reports.models.replays import Replay
from reports.models.summaries import Summary

__all__ = [
    "PrefectureSummary",
    "PressText",
    "PressVersion",
    "Replay",
    "Summary",
    "SummaryDate",
]
