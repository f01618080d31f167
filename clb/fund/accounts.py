"""The accounts of a club's two books, by code. Names are kept in the books, so they are Vietnamese and name nobody."""

from __future__ import annotations

from django.utils import translation

from clb.ledger.models import Account

from .models import FundSource, Place, Voucher

CASH = "cash"
BANK = "bank"
START_ACCOUNT = "start:"  # with the source behind it
GIFT_ACCOUNT = "gift:"  # with the source behind it
LOAN_ACCOUNT = "loan:"  # with the loan's number within the club behind it
DEBT_ACCOUNT = "debt:"  # with the debt's number within the club behind it
SPENT_ACCOUNT = "spent:"  # with the category behind it
FEE_ACCOUNT = "fee"
INTEREST_ACCOUNT = "interest"
LOSS_ACCOUNT = "loan_loss"  # principal that the club gave up
RECOVERY_ACCOUNT = "loan_recovery"  # what came back of it all the same
DEBT_INTEREST_ACCOUNT = "debt_interest"
MOVED_ACCOUNT = "moved"  # what went to the other fund or came from it, so that each book balances alone
OPENING_ACCOUNT = "opening"  # what the paper books left, as far as no source is known
SURPLUS_ACCOUNT = "surplus"
SHORTAGE_ACCOUNT = "shortage"

K = Account.Kind
_PLAIN = {
    CASH: ("Tiền mặt", K.ASSET),
    BANK: ("Tiền gửi ngân hàng", K.ASSET),
    FEE_ACCOUNT: ("Hội phí", K.INCOME),
    INTEREST_ACCOUNT: ("Lãi cho vay", K.INCOME),
    LOSS_ACCOUNT: ("Nợ vay đã xóa", K.EXPENSE),
    RECOVERY_ACCOUNT: ("Thu hồi nợ đã xóa", K.INCOME),
    DEBT_INTEREST_ACCOUNT: ("Lãi phải trả", K.EXPENSE),
    MOVED_ACCOUNT: ("Chuyển giữa hai quỹ", K.EQUITY),
    OPENING_ACCOUNT: ("Số dư đầu kỳ", K.EQUITY),
    SURPLUS_ACCOUNT: ("Tiền thừa khi kiểm quỹ", K.INCOME),
    SHORTAGE_ACCOUNT: ("Tiền thiếu khi kiểm quỹ", K.EXPENSE),
}
PLACES = {Place.BOX.value: CASH, Place.BANK.value: BANK}


def described(code: str) -> tuple[str, str, str]:
    """Code, name and kind of the account of that code, as ledger.services opens it."""
    if code in _PLAIN:
        return (code, *_PLAIN[code])
    if code.startswith(LOAN_ACCOUNT):
        return (code, f"Khoản vay số {code.removeprefix(LOAN_ACCOUNT)}", K.ASSET)
    if code.startswith(DEBT_ACCOUNT):
        return (code, f"Khoản nợ số {code.removeprefix(DEBT_ACCOUNT)}", K.LIABILITY)
    if code.startswith(SPENT_ACCOUNT):
        with translation.override("vi"):
            return (code, f"Chi: {Voucher.Category(code.removeprefix(SPENT_ACCOUNT)).label}", K.EXPENSE)
    kind = K.EQUITY if code.startswith(START_ACCOUNT) else K.INCOME
    with translation.override("vi"):
        name = str(FundSource(code.split(":")[1]).label)
    return (code, name if kind == K.EQUITY else f"Ủng hộ: {name}", kind)
