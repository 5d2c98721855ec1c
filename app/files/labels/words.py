"""What a label says besides its own data, in the languages of the school."""

from typing import NamedTuple


class Words(NamedTuple):
    language: str
    title: str
    property_of: str
    code_of: str
    scan_room: str
    scan_cart: str


WORDS = {
    "en": Words(
        language="en",
        title="Labels · {site}",
        property_of="Property of {site}",
        code_of="QR code of {name}",
        scan_room="Scan to open this room",
        scan_cart="Scan to open this cart",
    ),
    "es": Words(
        language="es",
        title="Etiquetas · {site}",
        property_of="Propiedad de {site}",
        code_of="Código QR de {name}",
        scan_room="Escanee para abrir este salón",
        scan_cart="Escanee para abrir este carrito",
    ),
}
