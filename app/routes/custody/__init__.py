"""The desk, where devices are checked out, checked in and replaced, and the papers of a checkout."""

from app.routes.custody import class_sets, confirmations, desk, loans, permissions, receipts, signing
from app.routes.custody.blueprint import bp

__all__ = ["bp", "class_sets", "confirmations", "desk", "loans", "permissions", "receipts", "signing"]
