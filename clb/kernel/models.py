"""The journal: what people did, one row an act, and what befell beside that, one row an event."""

import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Act(models.Model):
    """Something a person did. One row is the audit line, the idempotency key and the sync receipt.

    It is append-only in the database, so it never holds names, health values or other personal data. `changes` says
    what became of records that were there before: by model and id, each field as [before, after], or null where the
    field changed and its content is nobody's business. `strand`, `number` and `seal` hold it in its chain.
    """

    id = models.UUIDField(_("mã"), primary_key=True, default=uuid.uuid4)
    command = models.CharField(_("lệnh"), max_length=80)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("người làm"), related_name="acts")
    channel = models.CharField(_("đường vào"), max_length=10)
    unit_id = models.BigIntegerField(_("nơi làm"), db_index=True)
    address = models.CharField(_("mạng"), max_length=50, default="")
    device = models.CharField(_("thiết bị"), max_length=60, default="")
    done_at = models.DateTimeField(_("lúc"), default=timezone.now, db_index=True)
    data = models.JSONField(_("dữ liệu"))
    result = models.JSONField(_("kết quả"))
    changes = models.JSONField(_("thay đổi"), default=dict)
    strand = models.PositiveSmallIntegerField(_("mạch"))
    number = models.PositiveBigIntegerField(_("số trong mạch"))
    seal = models.BinaryField(_("dấu"), max_length=32)

    class Meta:
        verbose_name = _("việc đã làm")
        constraints = [models.UniqueConstraint(fields=["strand", "number"], name="act_number_once_per_strand")]

    def __str__(self) -> str:
        return f"{self.command} {self.id}"


class Kind(models.TextChoices):
    """Everything that is written down without being a command. The one table: whoever needs another adds a line."""

    SIGNED_IN = "SIGNED_IN", _("Đăng nhập")
    SIGNED_OUT = "SIGNED_OUT", _("Đăng xuất")
    SIGN_IN_FAILED = "SIGN_IN_FAILED", _("Đăng nhập không thành")
    LOCKED_OUT = "LOCKED_OUT", _("Bị khóa tạm vì thử mật khẩu nhiều lần")
    SECOND_FACTOR_FAILED = "SECOND_FACTOR_FAILED", _("Mã xác thực thứ hai không đúng")
    SECOND_FACTOR_SET = "SECOND_FACTOR_SET", _("Bật xác thực thứ hai")
    SECOND_FACTOR_DROPPED = "SECOND_FACTOR_DROPPED", _("Tắt xác thực thứ hai")
    RECOVERY_CODE_USED = "RECOVERY_CODE_USED", _("Dùng mã khôi phục")
    SECRET_CHANGED = "SECRET_CHANGED", _("Đổi mật khẩu hoặc mã PIN")
    INVITATION_USED = "INVITATION_USED", _("Nhận tài khoản bằng thư mời")
    INVITATION_REFUSED = "INVITATION_REFUSED", _("Thư mời không dùng được")
    SESSION_REVOKED = "SESSION_REVOKED", _("Đóng phiên đăng nhập")
    SESSION_REFUSED = "SESSION_REFUSED", _("Phiên đăng nhập không còn dùng được")
    TOKEN_REFUSED = "TOKEN_REFUSED", _("Mã truy cập API không dùng được")
    REFUSED = "REFUSED", _("Bị từ chối vì không có quyền")
    OUT_OF_REACH = "OUT_OF_REACH", _("Tìm đến điều không có hoặc không được xem")
    SAME_PERSON_REFUSED = "SAME_PERSON_REFUSED", _("Bị từ chối vì tự duyệt việc của mình hoặc của người cùng nhà")
    CSRF_REFUSED = "CSRF_REFUSED", _("Biểu mẫu gửi từ nơi khác hoặc đã quá cũ")
    REDIRECT_REFUSED = "REDIRECT_REFUSED", _("Đường dẫn lái ra trang khác")
    RATE_LIMITED = "RATE_LIMITED", _("Gọi quá nhiều lần")
    UPLOAD_REFUSED = "UPLOAD_REFUSED", _("Tệp gửi lên bị từ chối")
    EMERGENCY_ACCESS = "EMERGENCY_ACCESS", _("Mở xem khẩn cấp")
    LOOKED_AT_PERSON = "LOOKED_AT_PERSON", _("Xem hồ sơ cá nhân")
    LOOKED_AT_SENSITIVE = "LOOKED_AT_SENSITIVE", _("Xem dữ liệu nhạy cảm")
    LOOKED_AT_HEALTH = "LOOKED_AT_HEALTH", _("Xem số liệu sức khỏe")
    LOOKED_AT_CARE = "LOOKED_AT_CARE", _("Xem hồ sơ chăm sóc tại nhà")
    TOOK_LIST = "TOOK_LIST", _("Tải danh sách có tên người")
    TOOK_PERSON = "TOOK_PERSON", _("Tải toàn bộ dữ liệu của một người")
    JOURNAL_FILE_BEGUN = "JOURNAL_FILE_BEGUN", _("Lập lại tệp dấu nhật ký ngoài cơ sở dữ liệu")


class Event(models.Model):
    """Something that befell without being an act: a failed sign-in, a refusal, a look at personal data.

    Append-only like acts, with the same care for what may stand in it. By nobody where nobody was signed in.
    """

    id = models.UUIDField(_("mã"), primary_key=True, default=uuid.uuid4)
    kind = models.CharField(_("loại"), max_length=30)  # one of Kind, whose table grows without a migration
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, verbose_name=_("người làm"), related_name="events"
    )
    channel = models.CharField(_("đường vào"), max_length=10)
    unit_id = models.BigIntegerField(_("nơi xảy ra"), null=True, db_index=True)
    address = models.CharField(_("mạng"), max_length=50)
    device = models.CharField(_("thiết bị"), max_length=60)
    done_at = models.DateTimeField(_("lúc"), default=timezone.now, db_index=True)
    data = models.JSONField(_("dữ liệu"))
    strand = models.PositiveSmallIntegerField(_("mạch"))
    number = models.PositiveBigIntegerField(_("số trong mạch"))
    seal = models.BinaryField(_("dấu"), max_length=32)

    class Meta:
        verbose_name = _("điều xảy ra")
        constraints = [models.UniqueConstraint(fields=["strand", "number"], name="event_number_once_per_strand")]

    def __str__(self) -> str:
        return f"{self.kind} {self.id}"


class Strand(models.Model):
    """One of the chains that the rows of a table are sealed in, and where it stands. See journal.chains."""

    table = models.CharField(_("bảng"), max_length=10)
    last_number = models.PositiveBigIntegerField(_("số cuối"), default=0)
    last_seal = models.BinaryField(_("dấu cuối"), max_length=32, default=bytes)
    head = models.BinaryField(_("dấu của đầu mạch"), max_length=32)

    class Meta:
        verbose_name = _("mạch nhật ký")

    def __str__(self) -> str:
        return f"{self.table} {self.pk}: {self.last_number}"


class Checkpoint(models.Model):
    """Where every strand stood at a moment, sealed to the checkpoint before. Also written to a file elsewhere.

    `heads` is a list of [strand, number of its last row, that row's seal in hexadecimal].
    """

    number = models.PositiveIntegerField(_("số"), unique=True)
    made_at = models.DateTimeField(_("lúc"), default=timezone.now)
    heads = models.JSONField(_("các đầu mạch"))
    seal = models.BinaryField(_("dấu"), max_length=32)

    class Meta:
        verbose_name = _("mốc nhật ký")

    def __str__(self) -> str:
        return f"{self.number} {self.made_at:%d/%m/%Y}"
