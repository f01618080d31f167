"""What is typed about mobilised means."""

from .donations import ReceiveCash, ReceiveGoods, ReceiveWork, ReverseDonation
from .donors import AddDonor, CorrectDonor, ForgetDonor, RecordPledge, WithdrawPledge
from .drives import CloseDrive, CorrectDrive, DropDrive, OpenDrive, PublishBook, WithdrawBook
from .shares import AcceptShare, DropUse, PassOnDonation, ReturnShare, TakeBackShare, TellUse

__all__ = [
    "AcceptShare",
    "AddDonor",
    "CloseDrive",
    "CorrectDonor",
    "CorrectDrive",
    "DropDrive",
    "DropUse",
    "ForgetDonor",
    "OpenDrive",
    "PassOnDonation",
    "PublishBook",
    "ReceiveCash",
    "ReceiveGoods",
    "ReceiveWork",
    "RecordPledge",
    "ReturnShare",
    "ReverseDonation",
    "TakeBackShare",
    "TellUse",
    "WithdrawBook",
    "WithdrawPledge",
]
