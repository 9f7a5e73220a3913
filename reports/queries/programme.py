"""The shape of a campaign's classes: days and blocks, from their dated blocks."""

from datetime import date

from training.models import Block


def shape(campaign_id: int, as_of: date) -> dict[str, int]:
    """Answer the days and blocks of the longest class that was planned to open by a day."""
    by_class: dict[int, list[int]] = {}
    rows = Block.objects.filter(
        training_class__campaign=campaign_id, training_class__opens_on__lte=as_of
    )
    for block in rows:
        by_class.setdefault(block.training_class_id, []).append(block.day_count)
    days = max(by_class.values(), key=sum, default=[])
    return {"programme_days": sum(days), "blocks": len(days)}
