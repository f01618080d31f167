"""The demo's offices, by sign-in (settings.DEMO_LOGINS). Nobody here is real."""

from clb.access.roles import Role

# Each sign-in's office and where it is held: a place of the demo, or one of its clubs by number.
OFFICES: dict[str, tuple[Role, str]] = {
    "thuquy": (Role.TREASURER, "club:0"),
    "chunhiem": (Role.CHAIR, "club:0"),
    "chamsoc": (Role.VOLUNTEER, "club:0"),
    "xa": (Role.COMMUNE, "commune"),
    "hoi": (Role.ASSOCIATION, "district"),
    "taichinh": (Role.FINANCE, "district"),
    "yte": (Role.HEALTH, "district"),
    "mattran": (Role.FRONT, "district"),
    "vanhoa": (Role.CULTURE, "district"),
    "tinh": (Role.GOVERNMENT, "province"),
    "hethong": (Role.SYSTEM, "nation"),
}
