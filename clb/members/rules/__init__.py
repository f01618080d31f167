"""How what is recorded of people is judged."""

from .twins import Facts, Pair, Reason, Weights, compared, pairs, weights

__all__ = ["Facts", "Pair", "Reason", "Weights", "compared", "pairs", "weights"]
