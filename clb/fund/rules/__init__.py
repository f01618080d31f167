"""How a club's money is judged. Pure."""

from .deals import Deal, Facts, Fault, faults
from .loans import interest_suggested_vnd
from .start_fund import start_fund_finding

__all__ = ["Deal", "Facts", "Fault", "faults", "interest_suggested_vnd", "start_fund_finding"]
