"""What is stored about people's rights over their data."""

from .breaches import Breach, BreachNotice
from .requests import DataRequest, Erasure, Restriction

__all__ = ["Breach", "BreachNotice", "DataRequest", "Erasure", "Restriction"]
