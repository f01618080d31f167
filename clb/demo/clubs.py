"""The demo's clubs: made up, placed in the real communes of the former district, some outside the yardsticks."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class DemoClub:
    """A club to found: the commune by its old code and name, how many members of which kind, the start fund."""

    commune_code: str
    name: str
    founded_on: date
    members: int
    women: int
    older: int
    poor: int
    start_fund_vnd: int
    start_fund_source: str
    later_status: tuple[tuple[date, str, str], ...] = ()


CLUBS = (
    DemoClub("29992", "CLB Long Thuận (mẫu)", date(2017, 10, 1), 60, 38, 40, 9, 25_000_000, "SOCIAL"),
    DemoClub("29956", "CLB Thường Phước 1 (mẫu)", date(2018, 5, 19), 56, 35, 36, 11, 20_000_000, "STATE_BUDGET"),
    DemoClub("29980", "CLB Long Khánh A (mẫu)", date(2018, 10, 1), 48, 33, 35, 6, 22_000_000, "ELDER_CARE_FUND"),
    DemoClub("29995", "CLB Phú Thuận B (mẫu)", date(2019, 6, 15), 62, 40, 41, 12, 30_000_000, "SOCIAL"),
    DemoClub("29971", "CLB Thường Thới Tiền (mẫu)", date(2019, 10, 1), 71, 55, 47, 8, 40_000_000, "SOCIAL"),
    DemoClub(
        "29998",
        "CLB Phú Thuận A (mẫu)",
        date(2020, 3, 26),
        52,
        33,
        34,
        10,
        20_000_000,
        "SOCIAL_SECURITY_FUND",
        (
            (date(2022, 1, 1), "WEAK", "Hai quý liền không sinh hoạt"),
            (date(2022, 7, 1), "CONSOLIDATING", "Bầu lại ban chủ nhiệm"),
            (date(2023, 1, 1), "ACTIVE", ""),
        ),
    ),
    DemoClub("29983", "CLB Long Khánh B (mẫu)", date(2022, 5, 15), 55, 34, 35, 9, 21_000_000, "SOCIAL"),
    DemoClub("29977", "CLB Thường Lạc (mẫu)", date(2023, 3, 8), 58, 39, 37, 7, 26_500_000, "STATE_BUDGET"),
    DemoClub("29962", "CLB Thường Thới Hậu A (mẫu)", date(2024, 8, 20), 46, 30, 29, 13, 18_000_000, "MEMBERS"),
)

FAMILY_NAMES = (
    "Nguyễn",
    "Trần",
    "Lê",
    "Phạm",
    "Huỳnh",
    "Võ",
    "Phan",
    "Trương",
    "Bùi",
    "Đặng",
    "Đỗ",
    "Ngô",
    "Hồ",
    "Dương",
)
WOMEN = (
    "Thị Lan", "Thị Đẹp", "Thị Sáu", "Thị Hường", "Thị Bé", "Kim Liên", "Ngọc Mai", "Thị Út", "Thị Thắm", "Hồng Vân",
    "Thị Cúc", "Thị Điệp", "Thu Hà", "Mỹ Dung", "Thị Nương", "Thị Ánh", "Bích Thủy", "Thị Hạnh",
)  # fmt: skip
MEN = (
    "Văn Tư", "Văn Đực", "Hữu Phước", "Văn Hùng", "Minh Tâm", "Văn Bảy", "Thanh Sơn", "Văn Lợi", "Công Danh", "Văn Đức",
    "Quốc Việt", "Văn Thành", "Hoàng Nam", "Văn Chín", "Tấn Lộc", "Văn Út",
)  # fmt: skip
