from reports.models.prefectures import PrefectureSummary, SummaryDate
from reports.models.press import PressText, PressVersion
from reports.models.replays import Replay
from reports.models.rhythms import SummaryRhythm
from reports.models.summaries import Summary
from reports.models.tallies import CampaignTally, TallyMark
from reports.models.word_copies import WordCopy

__all__ = [
    "CampaignTally",
    "PrefectureSummary",
    "PressText",
    "PressVersion",
    "Replay",
    "Summary",
    "SummaryDate",
    "SummaryRhythm",
    "TallyMark",
    "WordCopy",
]
