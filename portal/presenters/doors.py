"""Pages of this floor on the consoles of the administrators."""

from django.utils.translation import gettext_lazy as _

from accounts.enums import DUTIES, Role
from accounts.presenters import consoles

consoles.offer("portal:trail", _("审计查询"), _("谁看过谁的材料，谁导出过。"), {Role.AUDITOR})
consoles.offer("reports:export-list", _("数据导出"), _("审计记录的导出和复核。"), {Role.AUDITOR})
consoles.offer(
    "portal:job-list", _("后台任务"), _("没有按时完成的任务，可重新排队。"), {Role.SYSTEM_ADMIN}
)
consoles.offer("portal:guide", _("接口说明"), _("各地址、范围和字段。"), set(DUTIES))
