"""Reports on paper: figures, and tables that run over as many pages as they need, as tagged PDFs."""

from app.files.reports.layout import Report, Table, report

__all__ = ["Report", "Table", "report"]
