"""From an uploaded file to rows of cells, and from rows to where the head is. Knows nothing of clubs or members."""

from .heads import Head, find_head
from .workbook import MAX_BYTES, MAX_ROWS, Cell, Sheet, UnreadableFile, read_file

__all__ = ["MAX_BYTES", "MAX_ROWS", "Cell", "Head", "Sheet", "UnreadableFile", "find_head", "read_file"]
