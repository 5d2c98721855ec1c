"""Receiving: what was ordered or given, what came of it and when. Policy: RCV-1, RCV-2, RCV-3, RCV-4."""

from app.models.receiving.deliveries import Arrival, Delivery, DeliveryLine, DeliveryPaper
from app.models.receiving.donations import Donation, DonationLine
from app.models.receiving.orders import OrderLine, PurchaseOrder

__all__ = [
    "Arrival", "Delivery", "DeliveryLine", "DeliveryPaper", "Donation", "DonationLine", "OrderLine", "PurchaseOrder",
]  # fmt: skip
