"""Reads the own text of an official plan into a draft that a person then confirms."""
