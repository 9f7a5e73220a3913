"""消息: who was told of what; how a person wants to hear of it outside; what was sent."""

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.sealing.fields import SealedTextField

_USER = settings.AUTH_USER_MODEL


class MessageQuerySet(models.QuerySet["Message"]):
    def visible_to(self, user: Any) -> Self:
        """One's own."""
        return self.filter(recipient=user)

    def unread(self) -> Self:
        return self.filter(read_at=None)


class Message(models.Model):
    """One line to one person about one row: only ids. The words are found when it is read."""

    recipient = models.ForeignKey(_USER, models.PROTECT, related_name="+")
    kind = models.CharField(_("种类"), max_length=40)
    row_kind = models.CharField(_("对象"), max_length=60)
    row_id = models.BigIntegerField(_("对象编号"))
    occasion = models.CharField(_("第几次"), max_length=40, blank=True)
    created_at = models.DateTimeField(_("时间"))
    read_at = models.DateTimeField(_("阅读时间"), null=True)
    carried_at = models.DateTimeField(_("对外提醒时间"), null=True)  # counted in a mail

    objects = MessageQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["recipient", "kind", "row_kind", "row_id", "occasion"],
                name="notify_message_told_once",
            )
        ]
        indexes = [
            models.Index(fields=["recipient", "-created_at"], name="notify_message_own"),
            models.Index(
                fields=["recipient"], condition=Q(read_at=None), name="notify_message_unread"
            ),
            models.Index(
                fields=["read_at"], condition=Q(read_at__isnull=False), name="notify_message_read"
            ),
            models.Index(fields=["kind", "row_id"], name="notify_message_row"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.row_id}"


class Choice(models.Model):
    """提醒方式: how a person wants to hear of new messages outside the system, and where."""

    user = models.OneToOneField(_USER, models.PROTECT, related_name="+")
    channel = models.CharField(_("方式"), max_length=8)
    address = SealedTextField(_("地址"), null=True)
    is_on = models.BooleanField(_("开启"), default=False)
    set_at = models.DateTimeField(_("设置时间"))

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(is_on=False) | Q(address__isnull=False),
                name="notify_choice_on_has_address",
            )
        ]

    def __str__(self) -> str:
        return self.channel


class DeliveryState(models.TextChoices):
    WAITING = "WAITING", _("等待发送")
    SENT = "SENT", _("已发送")
    DROPPED = "DROPPED", _("已阅，未发送")
    FAILED = "FAILED", _("未能发送")


class Delivery(models.Model):
    """发送记录: one digest to one person, with its tries; it holds a number and no content."""

    user = models.ForeignKey(_USER, models.PROTECT, related_name="+")
    channel = models.CharField(_("方式"), max_length=8)
    state = models.CharField(
        _("状态"), max_length=8, choices=DeliveryState, default=DeliveryState.WAITING
    )
    message_count = models.PositiveIntegerField(_("消息数"), default=0)
    tries = models.PositiveSmallIntegerField(_("尝试次数"), default=0)
    last_error = models.CharField(_("最近错误"), max_length=60, blank=True)  # its kind, no words
    made_at = models.DateTimeField(_("建立时间"))
    due_at = models.DateTimeField(_("计划时间"))
    done_at = models.DateTimeField(_("结束时间"), null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user"], condition=Q(state="WAITING"), name="notify_delivery_one_waiting"
            ),
            models.CheckConstraint(
                condition=Q(state="WAITING", done_at=None)
                | (~Q(state="WAITING") & Q(done_at__isnull=False)),
                name="notify_delivery_done_has_instant",
            ),
        ]
        indexes = [
            models.Index(fields=["user", "-made_at"], name="notify_delivery_own"),
            models.Index(fields=["made_at"], name="notify_delivery_made"),
        ]

    def __str__(self) -> str:
        return f"{self.channel} {self.state}"
