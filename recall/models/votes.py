"""What a meeting said of each case, and what came of it when the decisions were applied."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from recall.enums import OTHER_RESULTS, ApplyOutcome, MeetingMatter, PaperKind, VoteResult
from recall.models.decisions import refusing
from recall.models.meetings import WAITS, MeetingItem, MeetingMember

_USER = settings.AUTH_USER_MODEL
_NOMINATION = "(SELECT i.nomination_id FROM recall_meetingitem i WHERE i.id = NEW.item_id)"
_NOMINATION_OF_VOTE = """(SELECT i.nomination_id FROM recall_meetingvote v
    JOIN recall_meetingitem i ON i.id = v.item_id WHERE v.id = NEW.vote_id)"""
_PERSON_OF_SEAT = "(SELECT s.user_id FROM recall_meetingmember s WHERE s.id = NEW.member_id)"
_OF_WHAT_WAS_READ = """
IF NOT EXISTS (
    SELECT 1 FROM recall_meetingitem i
    JOIN recall_meeting m ON m.id = i.meeting_id
    JOIN recall_nomination n ON n.id = i.nomination_id
    WHERE i.id = NEW.item_id AND m.state = 'OPENED' AND {waits}
    AND i.version = NEW.version AND n.version = NEW.version
    AND i.content_hash = NEW.content_hash) THEN
    RAISE EXCEPTION 'no open meeting has this content on its agenda' USING ERRCODE = '23514';
END IF;
RETURN NEW;
"""
_APPEND_ONLY = pgtrigger.Update | pgtrigger.Delete


class MeetingVote(models.Model):
    """表决: the counts of one case as they were entered; the newest of the item's version stands.

    `key` comes from the form: what is sent twice, also after the network was gone, stands once.
    """

    item = models.ForeignKey(MeetingItem, models.PROTECT, related_name="votes")
    key = models.UUIDField(_("提交标识"), unique=True)
    version = models.PositiveIntegerField(_("所读版本"))
    content_hash = models.CharField(_("所读材料校验值"), max_length=64)
    due_count = models.PositiveSmallIntegerField(_("应到人数"))
    present_count = models.PositiveSmallIntegerField(_("到会人数"))
    agree_count = models.PositiveSmallIntegerField(_("同意"))
    disagree_count = models.PositiveSmallIntegerField(_("不同意"))
    defer_count = models.PositiveSmallIntegerField(_("缓议"))
    result = models.CharField(_("表决结果"), max_length=8, choices=VoteResult)
    opinion = models.CharField(_("决定意见"), max_length=500)
    by = models.ForeignKey(_USER, models.PROTECT, related_name="+")
    at = models.DateTimeField(_("时间"))

    about = ("item", "nomination", "cadre_id")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    present_count=F("agree_count") + F("disagree_count") + F("defer_count"),
                    present_count__lte=F("due_count"),
                    due_count__gte=3,
                ),
                name="meeting_vote_counts_fit",
            ),
            models.CheckConstraint(
                condition=Q(due_count__lte=F("present_count") * 3 / 2),
                name="meeting_vote_quorate",
            ),
            models.CheckConstraint(
                condition=Q(result="APPROVED", agree_count__gt=F("due_count") / 2)
                | (~Q(result="APPROVED") & Q(agree_count__lte=F("due_count") / 2)),
                name="meeting_vote_result_follows",
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="append_only", operation=_APPEND_ONLY),
            pgtrigger.Trigger(
                name="not_by_an_interested_hand",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                func=refusing(_NOMINATION, "NEW.by_id"),
            ),
            pgtrigger.Trigger(
                name="of_what_was_read",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                func=_OF_WHAT_WAS_READ.format(waits=WAITS.format(matter="i.matter")),
            ),
        ]

    def __str__(self) -> str:
        return self.said

    @property
    def said(self) -> str:
        """What the result is called: a recall or none, or that an outcome was carried."""
        if self.item.matter == MeetingMatter.RECALL:
            return str(self.get_result_display())
        return str(OTHER_RESULTS[VoteResult(self.result)])


class MeetingSeat(models.Model):
    """Who sat in the meeting when a case was voted on; the database refuses an interested one."""

    vote = models.ForeignKey(MeetingVote, models.PROTECT, related_name="seats")
    member = models.ForeignKey(MeetingMember, models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["vote", "member"], name="meeting_seat_once")]
        triggers = [
            pgtrigger.Protect(name="append_only", operation=_APPEND_ONLY),
            pgtrigger.Trigger(
                name="no_interested_hand",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                func=refusing(_NOMINATION_OF_VOTE, _PERSON_OF_SEAT),
            ),
        ]

    def __str__(self) -> str:
        return str(self.member)


class MeetingRecusal(models.Model):
    """会上回避: a member without an account keeps out of one case; others have a Recusal."""

    item = models.ForeignKey(MeetingItem, models.PROTECT, related_name="recusals")
    member = models.ForeignKey(MeetingMember, models.PROTECT, related_name="+")
    reason = models.CharField(_("回避事由"), max_length=200)
    by = models.ForeignKey(_USER, models.PROTECT, related_name="+")
    at = models.DateTimeField(_("时间"))

    about = ("item", "nomination", "cadre_id")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["item", "member"], name="meeting_recusal_once")
        ]
        triggers = [pgtrigger.Protect(name="append_only", operation=_APPEND_ONLY)]

    def __str__(self) -> str:
        return self.reason


class MeetingResult(models.Model):
    """登记结果: what came of one case when the meeting's decisions were applied, never twice.

    `made_id` is the key of what a floor above decided on, of the item's matter: no floor knows
    those above, so that it is no foreign key.
    """

    item = models.ForeignKey(MeetingItem, models.PROTECT, related_name="results")
    outcome = models.CharField(_("结果"), max_length=8, choices=ApplyOutcome)
    sentence = models.CharField(_("说明"), max_length=300, blank=True)
    decision = models.OneToOneField("recall.Decision", models.PROTECT, null=True, related_name="+")
    made_id = models.PositiveBigIntegerField(_("所决定的建议"), null=True)
    by = models.ForeignKey(_USER, models.PROTECT, related_name="+")
    at = models.DateTimeField(_("时间"))

    about = ("item", "nomination", "cadre_id")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["item"],
                condition=~Q(outcome="REFUSED"),
                name="meeting_result_applied_once",
            ),
            models.CheckConstraint(
                condition=Q(outcome="APPLIED", decision__isnull=False, made_id=None)
                | Q(outcome="APPLIED", decision=None, made_id__isnull=False)
                | (~Q(outcome="APPLIED") & Q(decision=None, made_id=None)),
                name="meeting_result_has_decision",
            ),
            models.CheckConstraint(
                condition=~Q(outcome="REFUSED") | ~Q(sentence=""),
                name="meeting_result_says_why_not",
            ),
        ]
        triggers = [pgtrigger.Protect(name="append_only", operation=_APPEND_ONLY)]

    def __str__(self) -> str:
        return str(self.get_outcome_display())


class MeetingPaper(models.Model):
    """会议纪要、表决结果表: the same facts asked for twice are one paper."""

    meeting = models.ForeignKey("recall.Meeting", models.PROTECT, related_name="papers")
    kind = models.CharField(_("文种"), max_length=8, choices=PaperKind)
    facts_hash = models.CharField(_("内容校验值"), max_length=64)
    document = models.OneToOneField("documents.Document", models.PROTECT, related_name="+")
    requested_by = models.ForeignKey(_USER, models.PROTECT, related_name="+")
    requested_at = models.DateTimeField(_("申请时间"))

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "kind", "facts_hash"], name="meeting_paper_once_per_facts"
            )
        ]
        triggers = [pgtrigger.Protect(name="append_only", operation=_APPEND_ONLY)]

    def __str__(self) -> str:
        return str(self.get_kind_display())
