from reports.models.summaries import Summary

__all__ = ["Summary"]
