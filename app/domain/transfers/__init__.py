"""Devices from one site to another: packed, sent, accepted or refused, and never out of sight. Policy: ORG-7."""

from app.domain.transfers.lines import end_on_the_way

__all__ = ["end_on_the_way"]
