"""Is a file an MP3, and only that? It is judged by its frames; what stands before and after them is not kept."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

# Layer III, kbit/s by index: MPEG 1, then MPEG 2 and 2.5.
_KBITS = (
    (32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320),
    (8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),
)
_HERTZ = {3: (44100, 48000, 32000), 2: (22050, 24000, 16000), 0: (11025, 12000, 8000)}
_FEWEST_FRAMES = 10  # a quarter of a second


def is_sound(content: bytes) -> bool:
    """Does it begin like an MP3?"""
    return content.startswith(b"ID3") or _frame_bytes(content, 0) > 0


def as_sound(content: bytes) -> bytes:
    """The frames alone: labels (title, place, picture) and whatever else hangs on are left out.

    Raises ValidationError where there are hardly any frames.
    """
    at = start = _after_label(content)
    frames = 0
    while (length := _frame_bytes(content, at)) > 0 and at + length <= len(content):
        at, frames = at + length, frames + 1
    if frames < _FEWEST_FRAMES:
        raise ValidationError(_("Không đọc được tệp âm thanh này. Hãy lưu lại dạng MP3 rồi gửi lại."))
    return content[start:at]


def _after_label(content: bytes) -> int:
    if not content.startswith(b"ID3") or len(content) < 10:
        return 0
    size = 0
    for part in content[6:10]:  # seven bits of each byte
        size = size << 7 | part & 0x7F
    return 10 + size


def _frame_bytes(content: bytes, at: int) -> int:
    """The length of the frame of layer III that begins `at`, 0 where none does."""
    if at + 4 > len(content) or content[at] != 0xFF or content[at + 1] & 0xE6 != 0xE2:
        return 0
    version, rate, hertz = content[at + 1] >> 3 & 3, content[at + 2] >> 4, content[at + 2] >> 2 & 3
    if version not in _HERTZ or not 1 <= rate <= 14 or hertz == 3:
        return 0
    samples, kbits = (144, _KBITS[0]) if version == 3 else (72, _KBITS[1])
    return samples * kbits[rate - 1] * 1000 // _HERTZ[version][hertz] + (content[at + 2] >> 1 & 1)
