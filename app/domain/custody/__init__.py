"""Whose hands an asset is in: checked out, checked in and replaced the moment it happens. Policy: CUS-2."""

from app.domain.custody.checking import AlreadyCheckedOut, NewCheckout, check_in, check_out, check_out_all

__all__ = ["AlreadyCheckedOut", "NewCheckout", "check_in", "check_out", "check_out_all"]
