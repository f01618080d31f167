"""How a club's money is judged. Pure."""

from .deals import Deal, Facts, Fault, faults
from .start_fund import start_fund_finding

__all__ = ["Deal", "Facts", "Fault", "faults", "start_fund_finding"]
