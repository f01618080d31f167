"""The demo's sign-ins. Nobody here is real."""

from dataclasses import dataclass

from clb.access.roles import Role


@dataclass(frozen=True)
class SignIn:
    """A demo user: the role held, and where (key of a unit, or the place of a demo club by its number)."""

    username: str
    role: Role
    at: str
    what: str


SIGN_INS = (
    SignIn("thuquy", Role.TREASURER, "club:0", "Thủ quỹ của một câu lạc bộ"),
    SignIn("chunhiem", Role.CHAIR, "club:0", "Chủ nhiệm của câu lạc bộ đó"),
    SignIn("xa", Role.COMMUNE, "commune", "Ủy ban nhân dân xã Long Phú Thuận"),
    SignIn("hoi", Role.ASSOCIATION, "district", "Hội Người cao tuổi huyện Hồng Ngự (chủ trì kế hoạch)"),
    SignIn("taichinh", Role.FINANCE, "district", "Tài chính, kế hoạch"),
    SignIn("yte", Role.HEALTH, "district", "Y tế"),
    SignIn("mattran", Role.FRONT, "district", "Mặt trận Tổ quốc"),
    SignIn("tinh", Role.GOVERNMENT, "province", "Tỉnh Đồng Tháp"),
    SignIn("hethong", Role.SYSTEM, "nation", "Quản trị hệ thống"),
)
