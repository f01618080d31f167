"""The default set of forms: proposals that come with the program. No official text was found that fixes them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from clb.tabular.rules.design import Design, parse_design

DATA = Path(__file__).parents[1] / "data" / "proposals.yaml"


@dataclass(frozen=True)
class Proposal:
    """A form that anyone may look at filled, and copy into a form of their own unit."""

    code: str
    design: Design

    @property
    def name(self) -> str:
        """Its title."""
        return self.design.title


@cache
def proposals() -> tuple[Proposal, ...]:
    """The default set, in its order."""
    rows = yaml.safe_load(DATA.read_text("utf8"))
    return tuple(Proposal(code, parse_design(told)) for code, told in rows.items())


def proposal(code: str) -> Proposal | None:
    """One of the default set."""
    return next((one for one in proposals() if one.code == code), None)
