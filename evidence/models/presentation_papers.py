"""What is shown and said in a 晒比述评 round: reports with their numbers, recusals, comments."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from evidence.models.guards import only_while, tied
from evidence.models.presentations import (
    ROUND,
    PresentationIndicator,
    PresentationMember,
    PresentationSeat,
)

_USER = settings.AUTH_USER_MODEL
_WRITE = pgtrigger.Insert | pgtrigger.Update
_OF_MEMBER = """(SELECT r.round_id FROM evidence_presentationmember r
    WHERE r.id = COALESCE(NEW.member_id, OLD.member_id))"""


def _while(name: str, state: str, *, verbs: pgtrigger.Operations = _WRITE) -> pgtrigger.Trigger:
    return only_while(name, verbs, table=ROUND, key=_OF_MEMBER, state=state)


_REPORTING = "above.settled_at IS NOT NULL AND above.shown_at IS NULL"
_COMMENTING = "above.stated_at IS NOT NULL AND above.closed_at IS NULL"


class PresentationReport(models.Model):
    """晒: what a member did, what is wrong, what comes next. Corrected until it is shown."""

    member = models.OneToOneField(PresentationMember, models.PROTECT, related_name="report")
    done = models.CharField(_("做了什么"), max_length=1000)
    problems = models.CharField(_("存在问题"), max_length=500)
    next_steps = models.CharField(_("下一步打算"), max_length=500)
    written_by = models.ForeignKey(_USER, models.PROTECT, related_name="+")
    written_at = models.DateTimeField(_("填报时间"))

    about = ("member", "cadre_id")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(done="") & ~models.Q(problems="") & ~models.Q(next_steps=""),
                name="presentationreport_is_whole",
            )
        ]
        triggers = [
            _while("only_while_reporting", _REPORTING),
            pgtrigger.Protect(name="never_removed", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return str(self.member)


class PresentationValue(models.Model):
    """比: a member's number of one indicator, with the report."""

    member = models.ForeignKey(PresentationMember, models.PROTECT, related_name="values")
    indicator = models.ForeignKey(PresentationIndicator, models.PROTECT, related_name="values")
    value = models.DecimalField(_("数值"), max_digits=12, decimal_places=2)

    about = ("member", "cadre_id")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["indicator", "member"], name="presentationvalue_once")
        ]
        triggers = [
            _while("only_while_reporting", _REPORTING),
            pgtrigger.Protect(name="never_removed", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{self.value}"


class PresentationRecusal(models.Model):
    """回避: a commentator has nothing to do with a member, declared with a reason. Written once."""

    seat = models.ForeignKey(PresentationSeat, models.PROTECT, related_name="recusals")
    member = models.ForeignKey(PresentationMember, models.PROTECT, related_name="recusals")
    reason = models.CharField(_("回避理由"), max_length=200)
    at = models.DateTimeField(_("时间"))

    about = ("member", "cadre_id")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["seat", "member"], name="presentationrecusal_once"),
            models.CheckConstraint(
                condition=~models.Q(reason=""), name="presentationrecusal_says_why"
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)
        ]

    def __str__(self) -> str:
        return self.reason


class PresentationComment(models.Model):
    """评: one commentator's score of one member, in words why. Given once; nobody reads the name
    beside it. Taken out before the end only where kinship came to light afterwards."""

    seat = models.ForeignKey(PresentationSeat, models.PROTECT, related_name="comments")
    member = models.ForeignKey(PresentationMember, models.PROTECT, related_name="comments")
    score = models.DecimalField(_("评分"), max_digits=5, decimal_places=2)
    reason = models.CharField(_("理由"), max_length=300)
    at = models.DateTimeField(_("评议时间"))

    about = ("member", "cadre_id")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["seat", "member"], name="presentationcomment_once"),
            models.CheckConstraint(
                condition=models.Q(score__gte=0) & ~models.Q(reason=""),
                name="presentationcomment_says_why",
            ),
        ]
        triggers = [
            _while("only_while_commenting", _COMMENTING, verbs=pgtrigger.Insert | pgtrigger.Delete),
            pgtrigger.Protect(name="given_once", operation=pgtrigger.Update),
            pgtrigger.Trigger(
                name="no_interested_hand",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                func=f"""
                IF EXISTS (SELECT 1 FROM evidence_presentationrecusal r
                           WHERE r.seat_id = NEW.seat_id AND r.member_id = NEW.member_id) OR {
                    tied(
                        "evidence_presentationmember",
                        "NEW.member_id",
                        "evidence_presentationseat",
                        "NEW.seat_id",
                    )
                } OR EXISTS (SELECT 1 FROM evidence_presentationmember k
                             JOIN {ROUND} r ON r.id = k.round_id WHERE k.id = NEW.member_id
                             AND (k.statement <> 'STATED' OR NEW.score > r.highest)) THEN
                    RAISE EXCEPTION 'this comment may not be given' USING ERRCODE = '23514';
                END IF;
                RETURN NEW;
                """,  # noqa: S608  (names of ours only)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.score}"
