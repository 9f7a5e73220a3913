"""What the three administrators may do. None = may act, else the sentence the user reads."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts.enums import DUTIES, Role
from core.permissions import Answer, Rule


@Rule
def keep_accounts(user: Any, _row: Any) -> Answer:
    """The system administrator opens, closes and re-enrols accounts."""
    if user.duty != Role.SYSTEM_ADMIN:
        return _("只有系统管理员可以开通、停用账号。")
    return None


@Rule
def close_account(user: Any, account: Any) -> Answer:
    """The system administrator, not their own account, and none of the other two duties."""
    if refusal := keep_accounts.judge(user, account):
        return refusal
    if account.pk == user.pk:
        return _("不得停用本人账号。")
    if account.is_system:
        return _("系统账号不能登录，无须停用。")
    if account.duty:
        return _("三员账号须先由另两员收回授权，再停用。")
    return None


@Rule
def reopen_account(user: Any, account: Any) -> Answer:
    """The system administrator; an invited account opens again only with a new link."""
    if refusal := keep_accounts.judge(user, account):
        return refusal
    if account.is_guest:
        return _("邀请账号由发出邀请的部门重新发邀请条。")
    return None


@Rule
def renew_account(user: Any, account: Any) -> Answer:
    """The system administrator, for no administrator's account: theirs is renewed on the host."""
    if refusal := close_account.judge(user, account):
        return refusal
    if account.is_guest:
        return _("邀请账号没有密码，由发出邀请的部门重新发邀请条。")
    return None if account.is_active else _("账号已停用。")


@Rule
def remove_factors(user: Any, account: Any) -> Answer:
    """The security administrator, so that nobody alone can take over an account."""
    if user.duty != Role.SECURITY_ADMIN:
        return _("只有安全管理员可以解除二次验证。")
    if account.pk == user.pk or account.duty:
        return _("三员账号的二次验证须在服务器上由两人重置。")
    return None


@Rule
def end_sessions(user: Any, account: Any) -> Answer:
    """The security administrator."""
    if user.duty != Role.SECURITY_ADMIN:
        return _("只有安全管理员可以结束他人的登录。")
    return None


@Rule
def ask_for_grant(user: Any, account: Any) -> Answer:
    """System or security administrator, for somebody else."""
    if user.duty not in (Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN):
        return _("只有系统管理员或安全管理员可以提出授权申请。")
    if account.pk == user.pk:
        return _("不得为本人申请授权。")
    return None


@Rule
def confirm_grant(user: Any, request: Any) -> Answer:
    """Another person with another duty; a business role needs the security administrator."""
    if refusal := refuse_grant.judge(user, request):
        return refusal
    if user.duty == request.asked_as:
        return _("申请方不得自行确认，须由另一管理员确认。")
    passes = Role.SECURITY_ADMIN in (user.duty, request.asked_as)
    if request.role not in DUTIES and not passes:
        return _("业务角色须由安全管理员申请或确认。")
    return None


@Rule
def refuse_grant(user: Any, request: Any) -> Answer:
    """Any administrator but the one who asked and the one it is about."""
    if not user.duty:
        return _("只有三员可以答复授权申请。")
    if user.pk == request.asked_by_id:
        return _("申请人不得答复自己的申请。")
    if user.pk == request.user_id:
        return _("不得答复涉及本人的申请。")
    return None


@Rule
def withdraw_grant(user: Any, request: Any) -> Answer:
    """Whoever asked."""
    if user.pk != request.asked_by_id:
        return _("只有申请人可以撤回。")
    return None


@Rule
def make_key(user: Any, _row: Any) -> Answer:
    """The system administrator makes and renews keys of the interface."""
    if user.duty != Role.SYSTEM_ADMIN:
        return _("只有系统管理员可以生成、更换接口密钥。")
    return None


@Rule
def confirm_key(user: Any, key: Any) -> Answer:
    """The security administrator, who is never the one that made it."""
    if user.duty != Role.SECURITY_ADMIN or user.pk == key.made_by_id:
        return _("读取个人信息的密钥须由安全管理员确认。")
    return None


@Rule
def withdraw_key(user: Any, _key: Any) -> Answer:
    """Either of the two, alone and at once."""
    if user.duty not in (Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN):
        return _("只有系统管理员或安全管理员可以收回密钥。")
    return None


@Rule
def keep_hooks(user: Any, _hook: Any) -> Answer:
    """The system administrator registers, pauses, renews and closes addresses."""
    if user.duty != Role.SYSTEM_ADMIN:
        return _("只有系统管理员可以登记、暂停、停用通知地址。")
    return None
