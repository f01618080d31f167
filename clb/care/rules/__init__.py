"""How care is judged and planned. Pure."""
