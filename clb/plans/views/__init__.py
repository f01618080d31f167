"""Pages of plans, targets, duties and indicators."""
