from django.db import models
from django.utils.translation import gettext_lazy as _

ALL = 0  # a mark of every campaign


class CampaignTally(models.Model):
    """What the board counts of one campaign, kept so that it need not be counted at each look.

    It is right as long as no mark of its campaign is visible beside it and `version` is that of the
    statement that counts: docs/adr/0048. `days` are sorted microseconds from act to act, 8 bytes
    each, of the steps one after another as `told["lengths"]` says.
    """

    campaign = models.OneToOneField("recall.Campaign", models.CASCADE, related_name="+")
    version = models.CharField(_("口径"), max_length=64)
    told = models.JSONField(_("计数"), default=dict)
    days = models.BinaryField(_("用时"), default=bytes)
    counted_at = models.DateTimeField(_("计数时间"))

    def __str__(self) -> str:
        return f"{self.campaign_id} {self.counted_at}"


class TallyMark(models.Model):
    """A transaction that touched what a campaign's tally counts; triggers leave it.

    `campaign_number` is no foreign key: its check would lock the campaign's row in the middle of an
    act, out of the order of locks. `ALL` marks every campaign.
    """

    campaign_number = models.BigIntegerField()
    transaction = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["campaign_number", "transaction"], name="tally_mark_once_a_transaction"
            )
        ]

    def __str__(self) -> str:
        return f"{self.campaign_number} {self.transaction}"
