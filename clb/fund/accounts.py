"""The accounts of a club's two books, by code. Names are kept in the books, so they are Vietnamese and name nobody."""

from __future__ import annotations

from django.utils import translation

from clb.ledger.models import Account

from .models import FundSource

CASH = "cash"
START_ACCOUNT = "start:"  # with the source behind it
GIFT_ACCOUNT = "gift:"  # with the source behind it
LOAN_ACCOUNT = "loan:"  # with the loan's number within the club behind it
FEE_ACCOUNT = "fee"
INTEREST_ACCOUNT = "interest"
LOSS_ACCOUNT = "loan_loss"  # principal that the club gave up
RECOVERY_ACCOUNT = "loan_recovery"  # what came back of it all the same

K = Account.Kind
_PLAIN = {
    CASH: ("Tiền mặt", K.ASSET),
    FEE_ACCOUNT: ("Hội phí", K.INCOME),
    INTEREST_ACCOUNT: ("Lãi cho vay", K.INCOME),
    LOSS_ACCOUNT: ("Nợ vay đã xóa", K.EXPENSE),
    RECOVERY_ACCOUNT: ("Thu hồi nợ đã xóa", K.INCOME),
}


def described(code: str) -> tuple[str, str, str]:
    """Code, name and kind of the account of that code, as ledger.services opens it."""
    if code in _PLAIN:
        return (code, *_PLAIN[code])
    if code.startswith(LOAN_ACCOUNT):
        return (code, f"Khoản vay số {code.removeprefix(LOAN_ACCOUNT)}", K.ASSET)
    kind = K.EQUITY if code.startswith(START_ACCOUNT) else K.INCOME
    with translation.override("vi"):
        name = str(FundSource(code.split(":")[1]).label)
    return (code, name if kind == K.EQUITY else f"Ủng hộ: {name}", kind)
