"""What the lower apps and the packages hold about people; they know of no person, so it is told here."""

from __future__ import annotations

from allauth.account.models import EmailAddress, EmailConfirmation
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.auth.models import Group as UserGroup
from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from django.utils.translation import gettext_lazy as _

from clb.access.models import ApiToken, Assignment, User
from clb.clubs.models import CharterRule, Club, ClubStatus, ConsolidationStep
from clb.files.models import StoredFile
from clb.kernel.models import Act, Checkpoint, Event, Strand
from clb.ledger.models import Account, Book, Closing, Entry, Transfer
from clb.members.held import Erase, Group, Held, holds, holds_nobody
from clb.places.models import Succession, Unit, UnitEvent, UnitLink, UnitVersion
from clb.seconds.models import Proposal, ProposalFile
from clb.signin.models import Card, Device, DeviceUser, Pin, Sealed, Tries

from .models import Breach, BreachNotice, DataRequest, Erasure, Restriction
from .services.accounts import close_accounts
from .services.waiting import drop_proposals_about

SIGN_IN = _("Đăng nhập, biết ai đã ghi gì")
JOURNAL = _("Nhật ký chỉ thêm, không sửa: chỉ có mã, không có tên; tên đăng nhập thay bằng mã")
RIGHTS = _("Bảo đảm quyền về dữ liệu cá nhân (Luật 91/2025/QH15)")
CLUBS = _("Tình trạng, củng cố, quy chế của câu lạc bộ")

holds(
    Held(
        User,
        Group.ACCOUNT,
        SIGN_IN,
        ("is_person__person",),
        Erase.OWN,
        kept_because=JOURNAL,
        shown=("username", "first_name", "last_name", "email", "last_login", "date_joined"),
        erase=close_accounts,
    ),
    Held(
        Assignment,
        Group.ACCOUNT,
        SIGN_IN,
        ("user__is_person__person",),
        kept_because=JOURNAL,
        shown=("role", "unit", "from_on", "until_on"),
    ),
    # These go with the sign-in:
    Held(ApiToken, Group.ACCOUNT, SIGN_IN),
    Held(EmailAddress, Group.ACCOUNT, SIGN_IN),
    Held(EmailConfirmation, Group.ACCOUNT, SIGN_IN),
    Held(Session, Group.ACCOUNT, SIGN_IN),
    *(Held(model, Group.ACCOUNT, SIGN_IN) for model in (Card, DeviceUser, Pin, Authenticator, UserSession)),
    Held(Tries, Group.ACCOUNT, _("Chặn dò mật khẩu")),
    Held(
        DataRequest,
        Group.BASIC,
        RIGHTS,
        ("person",),
        kept_because=_("Chứng minh yêu cầu đã được làm đúng hạn; lời lẽ, tên người nộp thay xóa hết"),
        blank=("words", "asked_by", "reason", "extension_reason", "outcome"),
        files=("proof_file",),
    ),
    Held(
        Restriction,
        Group.BASIC,
        RIGHTS,
        ("person",),
        kept_because=_("Chứng minh đã hạn chế; dữ liệu cất riêng xóa hết"),
        blank=("put_aside",),
        files=("photo",),
        shown=("from_on", "until_on"),
    ),
    Held(
        Proposal,
        Group.ACTIVITY,
        _("Việc chờ người thứ hai đồng ý"),
        on_erasure=Erase.OWN,
        erase=drop_proposals_about,
    ),
    Held(ProposalFile, Group.ACTIVITY, _("Việc chờ người thứ hai đồng ý"), kept_files=("file",)),  # goes with it
    Held(Breach, Group.ACTIVITY, RIGHTS, words=("what", "data_kinds", "measures"), clubs="unit__club"),
    Held(BreachNotice, Group.ACTIVITY, RIGHTS, words=("how",), clubs="breach__unit__club"),
    Held(ClubStatus, Group.ACTIVITY, CLUBS, words=("reason", "document"), clubs="club"),
    Held(ConsolidationStep, Group.ACTIVITY, CLUBS, words=("text", "owner", "evidence"), clubs="status__club"),
    Held(CharterRule, Group.ACTIVITY, CLUBS, words=("words", "adopted_by"), clubs="club"),
)
holds_nobody(_("Máy, không phải người: loại máy và mã băm của cookie"), Device)
holds_nobody(_("Bí mật ngẫu nhiên đã mã hóa, mất cùng bước xác nhận của người giữ"), Sealed)
holds_nobody(JOURNAL, Act, Event, Checkpoint, Strand)
holds_nobody(_("Chỉ có dấu của mã đã xóa"), Erasure)
holds_nobody(_("Sổ kép: chỉ có mã tài khoản, ngày, số tiền"), Account, Book, Closing, Entry, Transfer)
holds_nobody(_("Tệp không có tên; thuộc về ai do dòng khác nói"), StoredFile)
holds_nobody(_("Tên câu lạc bộ, số quyết định thành lập"), Club)
holds_nobody(_("Đơn vị hành chính"), Succession, Unit, UnitEvent, UnitLink, UnitVersion)
holds_nobody(_("Bảng của khung phần mềm"), UserGroup, Permission, ContentType)
holds_nobody(_("Bảng của khung phần mềm"), UserGroup.permissions.through, User.groups.through)
holds_nobody(_("Bảng của khung phần mềm"), User.user_permissions.through)
