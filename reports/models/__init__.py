from reports.models.replays import Replay
from reports.models.summaries import Summary

__all__ = ["Replay", "Summary"]
