"""English: complete for what is on the screens."""
