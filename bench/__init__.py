"""Speed, measured as ratios in one run; nothing here is asserted in a timed test."""

import os

os.environ.setdefault("CLB_CALLS_PER_MINUTE", "0")  # a measurement calls as often as it can
