"""Judgements about supervision: risk, the accuracy score, drawing by lot, overdue work. Pure."""
