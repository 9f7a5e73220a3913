from reports.models.prefectures import PrefectureSummary, SummaryDate
from reports.models.replays import Replay
from reports.models.summaries import Summary

__all__ = ["PrefectureSummary", "Replay", "Summary", "SummaryDate"]
