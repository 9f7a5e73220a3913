"""What is demanded of the practice journal and its photos."""

from django.utils.translation import gettext_lazy as _

from core.regulations import regulation

_OWN = "产品默认规则（可由部门核定）"
PHOTOS = 3
LONGEST = 1600  # pixels
MOST_BYTES = 300 * 1024
TAKEN_BYTES = 12 * 1024 * 1024  # what a phone's camera makes, where no script reduced it


@regulation("JN-01", _("这一天在暂停或中止期间，不用写日志；日期填错的请改正。"), source=_OWN)
def day_is_not_paused(is_paused: bool) -> bool:
    return not is_paused


@regulation("JN-02", _("一篇日志最多附 3 张照片。"), source=_OWN)
def photos_are_few(count: int) -> bool:
    return count <= PHOTOS


@regulation("JN-03", _("照片须为 JPG 或 PNG，单张不超过 12 MB。"), source=_OWN)
def photo_is_a_picture(is_picture: bool, byte_count: int) -> bool:
    return is_picture and 0 < byte_count <= TAKEN_BYTES


@regulation("JN-04", _("照片像素过大，不能接收；请用手机相机拍摄的普通照片。"), source=_OWN)
def photo_is_sane(width: int, height: int) -> bool:
    return max(width, height) <= 12_000 and width * height <= 50_000_000


@regulation("JN-05", _("该提交标识已用于另一项实践锻炼，请重新打开页面再写。"), source=_OWN)
def token_is_own(used_elsewhere: bool) -> bool:
    return not used_elsewhere


@regulation("JN-06", _("照片打不开，请重新拍摄或另选一张。"), source=_OWN)
def photo_opens(is_readable: bool) -> bool:
    return is_readable
