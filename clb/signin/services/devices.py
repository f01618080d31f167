"""Devices that the house knows, and PINs, which open nothing else."""

from __future__ import annotations

import secrets
from datetime import date

from django.contrib.auth.hashers import check_password, make_password
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from clb.access.models import User
from clb.access.services import face_to_face
from clb.signin.models import Device, DeviceUser, Pin
from clb.signin.queries import is_officer
from clb.signin.rules import pin_fault

from .sessions import end_other_ways_in, end_sessions_on


def hash_of_device(secret: str) -> str:
    """What is stored of a device's cookie, 64 hexadecimal characters."""
    return salted_hmac("clb.signin.device", secret, algorithm="sha256").hexdigest()


def device_by_secret(secret: str) -> Device | None:
    """The device of a cookie, unless it was reported lost."""
    if not secret:
        return None
    return Device.objects.filter(secret_hash=hash_of_device(secret), lost_at__isnull=True).first()


def know_device(name: str, *, is_shared: bool) -> Device:
    """A device seen for the first time. `device.secret` is for its cookie, there this once."""
    secret = secrets.token_urlsafe(32)
    device = Device.objects.create(secret_hash=hash_of_device(secret), name=name[:60], is_shared=is_shared)
    device.secret = secret
    return device


def join_device(device: Device, user: User) -> DeviceUser:
    """Let someone come in by PIN on a device. Only after a card or a full sign-in on that very device."""
    return DeviceUser.objects.get_or_create(device=device, user=user)[0]


def came_in(joined: DeviceUser, on: date) -> None:
    """Remember the last day; written at most once a day."""
    if joined.last_on != on:
        joined.last_on = on
        joined.save(update_fields=["last_on"])


def store_pin(user: User, pin: str) -> None:
    """Keep a PIN's hash; raises ValidationError (field `pin`) where it is too easy to guess."""
    said = {
        "DIGITS": _("Mã PIN chỉ gồm chữ số."),
        "SHORT": _("Mã PIN phải có từ 6 đến 12 chữ số."),
        "SAME": _("Mã này quá dễ đoán: các số giống nhau. Hãy chọn số khác."),
        "STEPS": _("Mã này quá dễ đoán: các số liền nhau. Hãy chọn số khác."),
        "REPEATS": _("Mã này quá dễ đoán: lặp lại. Hãy chọn số khác."),
        "DATE": _("Mã này giống ngày sinh nên dễ đoán. Hãy chọn số khác."),
    }
    if fault := pin_fault(pin):
        raise ValidationError({"pin": said[fault]})
    Pin.objects.update_or_create(user=user, defaults={"hash": make_password(pin)})


def is_pin_of(user: User, pin: str) -> bool:
    """Is this the person's PIN? Takes as long where there is none."""
    stored = Pin.objects.filter(user=user).first()
    if stored is None:
        make_password(pin)
        return False
    return check_password(pin, stored.hash)


def set_pin(*, by: User, pin: str, pin_again: str, is_shared: bool) -> DeviceUser:
    """My PIN, for the device at which I sit, known from its cookie (`by.on_device`), else made known now.

    The other devices and sessions of mine end. Raises PermissionDenied to a token and to whoever did not prove who
    they are just now, ValidationError for a PIN that is easy to guess and for officers, who come in by passphrase.
    """
    face_to_face(by)
    if is_officer(by, timezone.localdate()):
        raise ValidationError(_("Vai trò của bạn vào bằng mật khẩu và bước xác nhận thứ hai, không dùng mã PIN."))
    if pin != pin_again:
        raise ValidationError({"pin_again": _("Hai lần nhập chưa giống nhau.")})
    device = by.on_device or know_device(by.sits_at, is_shared=is_shared)
    if device.is_shared != is_shared:
        device.is_shared = is_shared
        device.save(update_fields=["is_shared"])
    store_pin(by, pin)
    end_other_ways_in(by, but=device)
    joined = join_device(device, by)
    joined.device = device  # with the secret of a new one, for the cookie
    return joined


def leave_device(*, by: User, device_user: DeviceUser) -> DeviceUser:
    """Someone of a device no longer comes in there by PIN. Raises PermissionDenied for another person's."""
    if device_user.user_id != by.pk:
        raise PermissionDenied("signin.leave_device")
    end_sessions_on(device_user.device, [by])
    device_user.delete()
    return device_user


def report_lost_device(*, by: User, device_user: DeviceUser) -> Device:
    """The phone or tablet is gone: whoever came in on it is signed out there, and no PIN opens it any more.

    Raises PermissionDenied where `by` is none of its people.
    """
    if device_user.user_id != by.pk:
        raise PermissionDenied("signin.report_lost_device")
    return lose_device(device_user.device)


def lose_device(device: Device) -> Device:
    """Shut a device for everyone."""
    end_sessions_on(device, [joined.user for joined in device.users.select_related("user")])
    device.users.all().delete()
    device.lost_at = timezone.now()
    device.save(update_fields=["lost_at"])
    return device
