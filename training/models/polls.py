"""学员测评: which part of whose assessment a poll of the evidence floor is held for."""

from typing import TYPE_CHECKING, Self

import pgtrigger
from django.db import models
from django.utils.translation import gettext_lazy as _

from evidence.enums import VoteChannel
from evidence.models import PollVoter
from training.enums import PollPart

if TYPE_CHECKING:
    from accounts.models import User


class TraineePollQuerySet(models.QuerySet["TraineePoll"]):
    def to_vote(self, user: "User") -> Self:
        """Those that take votes and in which a person with an account has drawn no ballot yet."""
        mine = PollVoter.objects.filter(
            cadre__user=user, channel=VoteChannel.APP, is_drawn=False
        ).values("poll")
        return self.filter(poll__in=mine, poll__opened_at__isnull=False, poll__closed_at=None)


class TraineePoll(models.Model):
    """A poll for one part: of one case, or of all trainees on its ballot (`case` empty)."""

    poll = models.OneToOneField("evidence.Poll", models.PROTECT, related_name="trainee_poll")
    part = models.CharField(_("考核内容"), max_length=10, choices=PollPart)
    training_class = models.ForeignKey(
        "training.TrainingClass", models.PROTECT, related_name="polls"
    )
    case = models.ForeignKey("recall.Case", models.PROTECT, null=True, related_name="polls")

    objects = TraineePollQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(part=PollPart.PEER) | models.Q(case__isnull=False),
                name="traineepoll_unit_judges_one",
            )
        ]
        indexes = [models.Index(fields=["training_class", "part"], name="traineepoll_class")]
        triggers = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)
        ]

    def __str__(self) -> str:
        return self.get_part_display()
