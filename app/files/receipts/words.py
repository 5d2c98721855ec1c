"""What a receipt says besides its own data, in the languages of the school's families."""

WORDS: dict[str, dict[str, str]] = {
    "en": {
        "title": "Receipt for a device",
        "titles": "Receipts for devices",
        "class_title": "Receipt for a class set",
        "received_by": "Received by",
        "badge": "Badge",
        "homeroom": "Homeroom",
        "device": "Device",
        "tag": "Tag",
        "serial": "Serial number",
        "condition": "Condition",
        "accessories": "With it",
        "since": "Received on",
        "given_by": "Given by",
        "returned": "Returned on",
        "offsite": "Off site",
        "offsite_none": "It stays at school: no permission to take it home has been given.",
        "offsite_no": "–",
        "none": "nothing else",
        "terms": "Your part",
        "term_care": "Keep the device safe. Bring it back when the school asks for it or when you leave the school.",
        "term_report": (
            "Tell the school at once if it is lost, stolen or damaged. A theft is reported to the police, too."
        ),
        "term_answer": (
            "A parent or guardian of a minor may be charged for what is not returned or is wilfully damaged "
            "(Education Code 48904). You would first be told in writing and could be heard."
        ),
        "signature": "Signature",
        "signed": "Signed",
        "guardian": "Parent or guardian",
        "confirmed": "Confirmed by link on {when}",
        "typed": "Signed by typing the name, {when}",
        "drawn": "Signed on {when}",
        "mark_of": "Mark drawn by {name}",
        "date": "Date",
        "confirm": "Or scan this code and confirm that you have the device. It holds until {until}.",
        "code_of": "QR code of the address at which this checkout is confirmed",
        "name": "Name",
        "count": "{count} devices",
        "printed": "Printed {when}",
        "page": "Page",
    },
    "es": {
        "title": "Recibo de un dispositivo",
        "titles": "Recibos de dispositivos",
        "class_title": "Recibo de los dispositivos de una clase",
        "received_by": "Recibido por",
        "badge": "Credencial",
        "homeroom": "Salón base",
        "device": "Dispositivo",
        "tag": "Etiqueta",
        "serial": "Número de serie",
        "condition": "Condición",
        "accessories": "Junto con",
        "since": "Recibido el",
        "given_by": "Entregado por",
        "returned": "Devuelto el",
        "offsite": "Fuera de la escuela",
        "offsite_none": "Se queda en la escuela: no se ha dado permiso para llevarlo a casa.",
        "offsite_no": "–",
        "none": "nada más",
        "terms": "Lo que le corresponde",
        "term_care": "Cuide el dispositivo y devuélvalo cuando la escuela lo pida o cuando deje la escuela.",
        "term_report": (
            "Avise de inmediato a la escuela si se pierde, lo roban o se daña. "
            "Un robo se denuncia también a la policía."
        ),
        "term_answer": (
            "A la madre, el padre o el tutor de un menor se le puede cobrar lo que no se devuelva o se dañe "
            "a propósito (Código de Educación 48904). Antes se le avisaría por escrito y se le escucharía."
        ),
        "signature": "Firma",
        "signed": "Firmado",
        "guardian": "Madre, padre o tutor",
        "confirmed": "Confirmado por enlace el {when}",
        "typed": "Firmado escribiendo el nombre, {when}",
        "drawn": "Firmado el {when}",
        "mark_of": "Firma dibujada por {name}",
        "date": "Fecha",
        "confirm": "O escanee este código y confirme que tiene el dispositivo. Vale hasta el {until}.",
        "code_of": "Código QR de la dirección donde se confirma esta entrega",
        "name": "Nombre",
        "count": "{count} dispositivos",
        "printed": "Impreso el {when}",
        "page": "Página",
    },
}


def words(language: str) -> dict[str, str]:
    """The words of a language tag such as "es" or "es-US"; English where there are none yet."""
    said = language[:2].lower()
    return {"language": said if said in WORDS else "en"} | WORDS.get(said, WORDS["en"])
