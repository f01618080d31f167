"""Random but lawful business of a club, month by month: every way there is to move its money, in odd sums, some taken
back, some on earlier days. What the gates refuse is not done; everything else stands in the books.
"""

from __future__ import annotations

from calendar import monthrange
from collections import Counter
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from clb.access.models import User
from clb.access.roles import Role
from clb.clubs.models import CharterRule, Club
from clb.fund import services
from clb.fund.models import ClubBook, ClubDebt, Earmark, FundSource, Loan, Place, Receipt, Voucher
from clb.fund.queries.cash import cash_of
from clb.fund.queries.transfers import split_proposal
from clb.kernel.dates import month_ends
from clb.ledger.models import Account
from clb.ledger.queries import balances_vnd, standing
from clb.members.models import Membership, Person
from clb.places.models import Unit

from .nation import BEGIN, LAST_MONTH, Size, generate
from .pages import officer

F = ClubBook.Fund
METHODS = CharterRule.Method.values
# What may happen on any day of a month, the usual more often; the rest belongs to its end.
ACTS = (
    *("receive_gift", "receive_gift", "grant_loan", "grant_loan", "grant_loan", "spend_money", "spend_money"),
    *("deposit_cash", "withdraw_cash", "move_between_funds", "borrow_money", "pay_back_debt", "receive_start_fund"),
    *("write_off_loan", "recover_loan", "reschedule_loan", "waive_interest"),
    *("reverse_receipt", "reverse_receipt", "reverse_start_fund"),
)
MONTH_END = ("count_cash", "pass_on_interest", "close_month")


class Business:
    """A club, who writes for it, and who stands above it."""

    def __init__(self, club: Club, *, by: User, above: User, seed: int) -> None:
        self.club, self.by, self.above, self.chance = club, by, above, Random(seed)
        members = club.memberships.filter(until_on__isnull=True).select_related("person").order_by("pk")
        self.people: list[Person] = [membership.person for membership in members]
        self.done, self.refused = Counter[str](), Counter[str]()
        self.day = club.founded_on

    def run(self, months: int) -> None:
        """The last so many months; half of the clubs begin with a sheet from their paper books."""
        before = month_ends(BEGIN, LAST_MONTH)[-months - 1]
        if self.chance.random() < 0.5:
            self.at(before, "open_books")
        for last in month_ends(BEGIN, LAST_MONTH)[-months:]:
            self.month(last.replace(day=1))

    def month(self, first: date) -> None:
        """A month's meeting and what else happens, in any order of days; then it is counted and closed."""
        days = monthrange(first.year, first.month)[1]
        meeting = first + timedelta(days=self.chance.randrange(days))
        self.at(meeting, "receive_fees")
        self.at(meeting, self.chance.choice(["repay_loans", "repay_loans", "collect_repayments"]))
        for _n in range(self.chance.randint(2, 5)):
            self.at(first + timedelta(days=self.chance.randrange(days)), self.chance.choice(ACTS))
        for name in MONTH_END:
            self.at(first + timedelta(days=days - 1), name)

    def at(self, day: date, name: str) -> None:
        """Try one act on that day."""
        self.day = day
        act: Callable[[], int | None] = getattr(self, name)
        try:
            with transaction.atomic():
                number = act()
        except ValidationError:
            self.refused[name] += 1
            return
        if number is not None:
            self.done[name] += number

    # --- What is drawn -------------------------------------------------------------------------------------------

    def vnd(self) -> int:
        """A sum, round or odd, small or large."""
        return self.chance.choice([1, 999, 10_000, 50_000, 200_000, 1_000_000, self.chance.randint(1, 3_000_000)])

    def fund(self) -> str:
        """One of the two."""
        return self.chance.choice(F.values)

    def owed(self) -> list[tuple[Loan, int]]:
        """Loans on which something is owed now, with how much."""
        loans = {
            loan.account_id: loan for loan in Loan.objects.filter(club=self.club).select_related("club", "account")
        }
        held = balances_vnd(Account.objects.filter(pk__in=list(loans)))
        return [(loan, held[pk]) for pk, loan in loans.items() if held[pk] and loan.granted_on <= self.day]

    def a_receipt(self, **wanted: Any) -> Receipt | None:
        """One that stands, of those of the last weeks mostly."""
        rows = Receipt.objects.filter(club=self.club, entry__in=standing(), **wanted).select_related("club", "entry")
        listed = list(rows.order_by("-entry__number")[:12])
        return self.chance.choice(listed) if listed else None

    def open_books(self) -> int:
        """From paper: cash, bank, what is owed to the club and by it; now and then wrong at first."""
        entry = standing().select_related("book").get(book__club_book__club=self.club)
        services.reverse_start_fund(by=self.by, entry=entry, reversed_on=self.day)
        terms = {"months": 12, "rate_percent_year": Decimal(6), "interest_owed_vnd": None}
        lent = {"left_vnd": self.vnd(), "granted_on": self.day - timedelta(days=40), "person": self.people[0].pk}
        debt = {
            "lender": "Người cho vay",
            "left_vnd": self.vnd(),
            "rate_percent_year": Decimal(0),
            "borrowed_on": self.day,
        }
        sums = {name: self.vnd() for name in ("income_cash_vnd", "income_bank_vnd", "operating_cash_vnd")}
        start = [{"key": "s", "source": FundSource.STATE_BUDGET, "amount_vnd": self.vnd()}]
        told = {**sums, "start_fund": start, "loans": [{"key": "l", **lent, **terms}], "debts": [{"key": "d", **debt}]}
        for _again in range(self.chance.choice([0, 1])):
            wrong = services.open_books(by=self.by, club=self.club, cut_off_on=self.day, **told)
            services.reverse_opening(by=self.by, opening=wrong, reversed_on=self.day, reason="Ghi nhầm")
        services.open_books(by=self.by, club=self.club, cut_off_on=self.day, **told)
        return 1

    # --- In --------------------------------------------------------------------------------------------------------

    def receive_fees(self) -> int:
        """Of most members."""
        vnd, fund = (
            self.chance.choice([10_000, 20_000, 5_001]),
            self.chance.choice([F.OPERATING, F.OPERATING, F.INCOME]),
        )
        payers = [person for person in self.people if self.chance.random() < 0.7]
        told = {"club": self.club, "amount_vnd": vnd, "received_on": self.day, "fund": fund}
        return self._number(services.receive_fees(by=self.by, rows=[{**told, "person": person} for person in payers]))

    def repay_loans(self) -> int:
        """Partly, wholly, early or late, principal, interest or both; now and then too much."""
        rows = []
        for loan, owed_vnd in self.owed():
            part = self.chance.choice([owed_vnd, owed_vnd // 3, min(owed_vnd, 100_000), 0, owed_vnd + 1])
            interest = self.chance.choice([0, 0, 5_000, 12_345])
            if part or interest:
                rows.append({"loan": loan, "paid_on": self.day, "amount_vnd": part, "interest_vnd": interest})
        return self._number(services.repay_loans(by=self.by, rows=rows))

    def _number(self, results: list[Any]) -> int:
        return sum(not isinstance(result, ValidationError) for result in results)

    def collect_repayments(self) -> int:
        """All pay what is due."""
        return len(
            services.collect_repayments(by=self.by, club=self.club, paid_on=self.day, payments=[], rest_pays=True)
        )

    def receive_gift(self) -> int:
        """From anyone."""
        told = {"fund": self.fund(), "amount_vnd": self.vnd(), "source": self.chance.choice(FundSource.values)}
        receipt = services.receive_gift(by=self.by, club=self.club, received_on=self.day, giver="Người tặng", **told)
        if self.chance.random() < 0.3:
            services.earmark_gift(by=self.by, receipt=receipt, purpose="Thăm người ốm")
        return 1

    def receive_start_fund(self) -> int:
        """More of it."""
        told = {"amount_vnd": self.vnd(), "source": self.chance.choice(FundSource.values)}
        services.receive_start_fund(by=self.by, club=self.club, received_on=self.day, **told)
        return 1

    def borrow_money(self) -> int:
        """The club owes."""
        rate = Decimal(self.chance.choice([0, 6]))
        told = {"amount_vnd": self.vnd(), "rate_percent_year": rate, "lender": "Người cho vay"}
        services.borrow_money(by=self.by, club=self.club, fund=self.fund(), borrowed_on=self.day, **told)
        return 1

    # --- Out -------------------------------------------------------------------------------------------------------

    def grant_loan(self) -> int:
        """By any way of repaying."""
        terms = {
            "months": self.chance.choice([1, 3, 6, 12]),
            "rate_percent_year": Decimal(self.chance.choice([0, 6, 12])),
        }
        terms |= {"method": self.chance.choice(METHODS), "rounding_vnd": self.chance.choice([1, 1_000])}
        terms["grace_months"] = self.chance.choice([0, 0, 0, 1])
        vnd = self.chance.choice([500_000, 1_000_000, 5_000_000, 1_234_567])
        person = self.chance.choice(self.people)
        services.grant_loan(by=self.by, club=self.club, person=person, amount_vnd=vnd, granted_on=self.day, **terms)
        return 1

    def spend_money(self) -> int:
        """With a voucher; now and then what was given for a purpose."""
        told = {
            "category": self.chance.choice(Voucher.Category.values),
            "what_for": "Nước uống",
            "place": self.chance.choice([Place.BOX, Place.BOX, Place.BANK]),
        }
        fund = self.fund()
        told["earmark"] = self._earmark(fund)
        services.spend_money(by=self.by, club=self.club, fund=fund, amount_vnd=self.vnd(), spent_on=self.day, **told)
        return 1

    def _earmark(self, fund: str) -> Earmark | None:
        found = list(Earmark.objects.filter(receipt__club=self.club, receipt__fund=fund)[:5])
        return self.chance.choice([None, None, *found])

    def pay_back_debt(self) -> int | None:
        """Something of it, with interest or without."""
        debts = list(ClubDebt.objects.filter(club=self.club).select_related("account", "club"))
        if not debts:
            return None
        debt = self.chance.choice(debts)
        told = {"amount_vnd": self.vnd(), "interest_vnd": self.chance.choice([0, 777])}
        services.pay_back_debt(by=self.by, debt=debt, paid_on=self.day, **told)
        return 1

    # --- From one place to another ---------------------------------------------------------------------------------

    def deposit_cash(self) -> int:
        """Into the bank."""
        services.deposit_cash(by=self.by, club=self.club, fund=self.fund(), amount_vnd=self.vnd(), moved_on=self.day)
        return 1

    def withdraw_cash(self) -> int:
        """Out of the bank."""
        services.withdraw_cash(by=self.by, club=self.club, fund=self.fund(), amount_vnd=self.vnd(), moved_on=self.day)
        return 1

    def move_between_funds(self) -> int:
        """By decision."""
        told = {"from_fund": self.fund(), "amount_vnd": self.vnd(), "reason": "Họp ngày ấy"}
        services.move_between_funds(by=self.by, club=self.club, moved_on=self.day, **told)
        return 1

    def pass_on_interest(self) -> int:
        """What the charter gives the other fund."""
        to_pass = split_proposal(self.club, self.day).to_pass_vnd
        told = {"month": self.day, "amount_vnd": to_pass, "moved_on": self.day}
        services.pass_on_interest(by=self.by, club=self.club, **told)
        return 1

    # --- Loans that go wrong ---------------------------------------------------------------------------------------

    def write_off_loan(self) -> int | None:
        """What is owed is given up."""
        return self._of_a_loan(lambda loan, told: services.write_off_loan(by=self.by, loan=loan, reason="Mất", **told))

    def reschedule_loan(self) -> int | None:
        """More time."""
        months = self.chance.choice([2, 6])
        return self._of_a_loan(
            lambda loan, told: services.reschedule_loan(by=self.by, loan=loan, months=months, reason="Lũ", **told)
        )

    def waive_interest(self) -> int | None:
        """Interest asked no more."""
        return self._of_a_loan(
            lambda loan, told: services.waive_interest(by=self.by, loan=loan, amount_vnd=1_000, reason="Nghèo", **told)
        )

    def _of_a_loan(self, act: Callable[[Loan, dict[str, Any]], Any]) -> int | None:
        owed = self.owed()
        if not owed:
            return None
        act(self.chance.choice(owed)[0], {"decided_on": self.day, "decided_by": "Họp"})
        return 1

    def recover_loan(self) -> int | None:
        """Something of what was given up comes back."""
        lost = self.a_receipt(kind=Receipt.Kind.WRITE_OFF)
        if lost is None or lost.loan is None:
            return None
        services.recover_loan(by=self.by, loan=lost.loan, amount_vnd=self.vnd(), paid_on=self.day)
        return 1

    # --- Corrected, counted, closed --------------------------------------------------------------------------------

    def reverse_receipt(self) -> int | None:
        """One that was written down wrong."""
        receipt = self.a_receipt()
        if receipt is None:
            return None
        told = {"reversed_on": max(self.day, receipt.entry.happened_on), "reason": "Ghi nhầm"}
        services.reverse_receipt(by=self.by, receipt=receipt, **told)
        return 1

    def reverse_start_fund(self) -> int | None:
        """Start money that never came."""
        entries = standing().filter(kind="start_fund", book__club_book__club=self.club).select_related("book")
        entry = entries.order_by("-number").first()
        if entry is None:
            return None
        services.reverse_start_fund(by=self.by, entry=entry, reversed_on=max(self.day, entry.happened_on))
        return 1

    def count_cash(self) -> int:
        """Right, or with a difference that is then written into the books."""
        fund, gap = self.fund(), self.chance.choice([0, 0, 0, -500, 2_000])
        counted = max(cash_of(self.club, fund, self.day) + gap, 0)
        told = {"fund": fund, "counted_on": self.day, "counted_vnd": counted, "reason": "Đếm lại vẫn vậy"}
        count = services.count_cash(by=self.by, club=self.club, **told)
        if count.gap_vnd:
            services.book_gap(by=self.by, count=count, booked_on=self.day, decision="Họp")
        return 1

    def close_month(self) -> int:
        """Both books, or one of them; now and then it is opened again by those above."""
        number = 0
        for fund in F.values:
            if self.chance.random() < 0.8:
                told = {"month": self.day, "note": "Vẫn khóa"}
                closing = services.close_month(by=self.by, club=self.club, fund=fund, **told)
                number += 1
                if self.chance.random() < 0.1:
                    services.reopen_month(by=self.above, closing=closing, reason="Ghi sót")
        return number


def found_clubs(number: int, *, members: int, months: int, seed: int) -> list[Business]:
    """So many clubs of one commune with members, a charter and a start fund, ready to begin `months` ago."""
    nation = Size(provinces=1, communes=1, clubs=number, members_per_club=members, months=1, left_per_club=0)
    generate(nation)
    commune = Unit.objects.get(level="COMMUNE")
    by, above = officer("thu-quy", commune, Role.TREASURER), officer("can-bo", commune, Role.COMMUNE)
    first = month_ends(BEGIN, LAST_MONTH)[-months].replace(day=1)
    clubs = Club.objects.filter(unit__pk__lt=nation.first_club + number).select_related("unit").order_by("unit")
    early = first - timedelta(days=100)
    Club.objects.filter(founded_on__gt=early).update(founded_on=early)
    Membership.objects.filter(from_on__gt=early).update(from_on=early)
    for club in clubs:
        for item, amount in (("SPLIT", 30), ("RATE", 12)):
            CharterRule.objects.create(club=club, item=item, amount=amount, from_on=first, adopted_by="Họp")
    return [Business(club, by=by, above=above, seed=seed * 10_000 + n) for n, club in enumerate(clubs)]
