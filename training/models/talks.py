"""谈心谈话: what class manager or mentor and a trainee talked about, and that both stand by it."""

from typing import TYPE_CHECKING, Self

import pgtrigger
from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from training.enums import RUNNING, TalkKind
from training.models.postings import PracticePosting
from training.models.ranges import paired

if TYPE_CHECKING:
    from accounts.models import User

_USER = settings.AUTH_USER_MODEL


class HeartTalkQuerySet(models.QuerySet["HeartTalk"]):
    def visible_to(self, user: "User") -> Self:
        """Those who run the class, the person, and a mentor those that they held themself.

        Neither the person's unit nor who verifies, decides or reads figures: a talk is no evidence.
        """
        guided = PracticePosting.objects.guided_by(user)
        runs = models.Q(case__county__in=user.counties(*RUNNING)) & ~models.Q(case__subject=user)
        return self.filter(
            runs
            | models.Q(case__subject=user)
            | models.Q(held_by=user, posting__in=guided.values("pk"))
        )

    def waiting(self, user: "User") -> Self:
        """One's own that one has not signed yet."""
        return self.filter(case__subject=user, acknowledged_at=None)


class HeartTalk(models.Model):
    """谈心谈话: entered and stood by by who held it, signed by the person with words of their own.

    What was said never changes; a talk in practice belongs to the posting of that time. When the
    person wrote something beside their signature, who held the talk notes that they read it.
    """

    case = models.ForeignKey("recall.Case", models.PROTECT, related_name="heart_talks")
    posting = models.ForeignKey(PracticePosting, models.PROTECT, null=True, related_name="talks")
    kind = models.CharField(_("谈话类别"), max_length=10, choices=TalkKind)
    on = models.DateField(_("谈话日期"))
    summary = models.TextField(_("谈话要点"))
    follow_up = models.CharField(_("后续跟进"), max_length=200, blank=True)
    follow_up_on = models.DateField(_("跟进日期"), null=True)
    held_by = models.ForeignKey(_USER, models.PROTECT, related_name="+")
    held_at = models.DateTimeField(_("登记时间"))
    own_words = models.CharField(_("本人意见"), max_length=300, blank=True)
    acknowledged_by = models.ForeignKey(_USER, models.PROTECT, null=True, related_name="+")
    acknowledged_at = models.DateTimeField(_("本人确认时间"), null=True)
    noted_by = models.ForeignKey(_USER, models.PROTECT, null=True, related_name="+")
    noted_at = models.DateTimeField(_("谈话人阅知时间"), null=True)

    objects = HeartTalkQuerySet.as_manager()
    about = ("case", "cadre_id")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(follow_up="", follow_up_on=None)
                | ~models.Q(follow_up="") & models.Q(follow_up_on__gt=models.F("on")),
                name="heart_talk_follow_up_has_its_day",
            ),
            models.CheckConstraint(
                condition=~models.Q(summary=""), name="heart_talk_says_something"
            ),
            models.CheckConstraint(
                condition=models.Q(acknowledged_at__isnull=False)
                | models.Q(own_words="", noted_at=None),
                name="heart_talk_signed_before_noted",
            ),
            *(
                models.CheckConstraint(condition=condition, name=name)
                for condition, name in map(paired, ["heart_talk"] * 2, ["acknowledged", "noted"])
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="kept", operation=pgtrigger.Delete),
            pgtrigger.Protect(
                name="as_talked",
                operation=pgtrigger.UpdateOf(
                    "case_id",
                    "posting_id",
                    "kind",
                    "on",
                    "summary",
                    "follow_up",
                    "follow_up_on",
                    "held_by_id",
                    "held_at",
                ),
            ),
            pgtrigger.Protect(
                name="signed_once",
                operation=pgtrigger.UpdateOf("own_words", "acknowledged_by_id", "acknowledged_at"),
                condition=pgtrigger.Q(old__acknowledged_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.on}"
