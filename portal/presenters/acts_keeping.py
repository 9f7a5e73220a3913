"""What the acts of keeping, of texts for the press and of papers' words are called in the trail."""

from django.utils.translation import gettext_lazy as _

from portal.presenters.acts_after import ACTS_AFTER

ACTS_KEEPING = ACTS_AFTER | {
    "submit_summary": _("签发上报"),
    "void_poll": _("作废测评"),
    "make_press_text": _("起草新闻稿件"),
    "rewrite_press_text": _("修改新闻稿件"),
    "decide_press_text": _("审批新闻稿件"),
    "withdraw_press_text": _("停用新闻稿件"),
    "draft_wording": _("起草公文文本"),
    "put_wording": _("修改公文文本"),
    "submit_wording": _("提交公文文本审定"),
    "return_wording": _("退回公文文本修改"),
    "approve_wording": _("审定公文文本"),
    "sample_wording": _("申请公文文本样张"),
    "drop_wording": _("放弃公文文本草稿"),
    "propose_term": _("提出调整保管期限"),
    "confirm_term": _("同意调整保管期限"),
    "refuse_term": _("不同意调整保管期限"),
    "place_hold": _("登记保全"),
    "lift_hold": _("解除保全"),
    "find_due": _("列出到期材料"),
    "strike_line": _("从到期清单剔除"),
    "propose_disposal": _("审核到期清单"),
    "approve_disposal": _("批准销毁"),
    "refuse_disposal": _("不批准销毁"),
    "remove_record": _("销毁到期材料"),
    "replay_removal": _("恢复备份后重新销毁"),
    "clear_files": _("清除到期材料的文件"),
    "finish_disposal": _("出具销毁证明"),
}
