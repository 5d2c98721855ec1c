"""The packing list that travels with the devices, as a tagged PDF."""

from app.files.transfers.packing_list import PackingList, packing_list

__all__ = ["PackingList", "packing_list"]
