"""What a pile of scans must be before it is read, and a page before it is filed by hand."""

from django.utils.translation import gettext_lazy as _

from core.regulations import regulation

FILES, PAGES = 60, 600
_OWN = "产品规则：纸质材料扫描归位"


@regulation("PX-01", _("一次最多传 60 个文件，请分几批上传。"), source=_OWN)
def few_files(count: int) -> bool:
    return 0 < count <= FILES


@regulation("PX-02", _("一批最多 600 页，请分几批扫描上传。"), source=_OWN)
def few_pages(count: int) -> bool:
    return count <= PAGES


@regulation(
    "PX-03", _("没有这个编号，或者不是您可办理的纸页；请对照纸上左下角的编号核对。"), source=_OWN
)
def page_is_known(page: object) -> bool:
    return page is not None


@regulation("PX-04", _("选票只计张数，不能作为扫描件归位。"), source=_OWN)
def is_no_ballot(is_secret: bool) -> bool:
    return not is_secret


@regulation("PX-05", _("这一页没有图像，不能归位；请重新扫描这一页。"), source=_OWN)
def page_has_a_picture(file: object) -> bool:
    return file is not None
