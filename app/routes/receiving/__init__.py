"""Orders, deliveries and donations: expected, scanned in, signed for, reviewed."""

from app.routes.receiving import bench, deliveries, donations, entering, lines, orders, papers, serials
from app.routes.receiving.blueprint import bp

__all__ = ["bench", "bp", "deliveries", "donations", "entering", "lines", "orders", "papers", "serials"]
