"""What other people call our fields, in English and Spanish, without accents and signs."""

from __future__ import annotations

import re

from app.files.assets.fields import FIELDS
from app.files.tables.values.headings import key

SYNONYMS = """
tag: asset tag; asset number; asset id; tag number; tag id; inventory tag; inventory number; inventory id;
    barcode; barcode number; bar code; property tag; property number; district tag; sticker number;
    etiqueta; numero de etiqueta; numero de inventario; codigo de barras; codigo de inventario; placa;
    numero de activo; etiqueta de inventario; asset; number
serial: serial number; s n; sn; ser number; service tag; maker serial; numero de serie; serie; n s
more_serials: other serial; other serials; second serial; serial number 2; serial 2; serial numbers; imei
former_tags: former tag; old tag; previous tag; old asset tag; old barcode; etiqueta anterior
other_codes: other code; other barcode; secondary barcode; rfid; otro codigo
category: asset category; device type; asset type; equipment type; type; class; asset class; subcategory;
    tipo; categoria; tipo de equipo; tipo de dispositivo; clase
maker: make; manufacturer; brand; mfr; mfg; vendor name; fabricante; marca
model: model name; asset model; device model; product; product name; modelo; nombre del modelo
model_number: model no; model id; part number; part; sku; product number; numero de modelo; numero de
    parte
description: item; item name; item description; asset name; device name; name; asset description; title;
    hostname; computer name; descripcion; nombre; articulo; nombre del equipo
state: status; asset status; status label; device status; lifecycle; disposition; estado; estatus;
    situacion
condition: physical condition; asset condition; condicion; condicion fisica; estado fisico
use: usage; purpose; used for; uso; proposito
site_code: location code; site id; school code; school number; loc code; cost center; building code;
    codigo de escuela; codigo del plantel; clave del centro
site_name: site; school; school name; building; campus; company; escuela; plantel; sitio; centro; edificio
room_code: room number; room id; rm; rm number; classroom number; numero de salon; numero de aula
room_name: room; location; classroom; location name; current location; default location; salon; aula;
    ubicacion; lugar; sala
cart: cart number; cart tag; cart id; cart name; carrito; carro
slot: slot number; cart slot; position; bay; ranura; posicion
slots: capacity; number of slots; cart capacity; capacidad
holder_id: student id; student number; employee number; employee id; user id; badge; badge number;
    username; user name; assigned id; checked out to username; patron id; patron barcode; numero de
    estudiante; numero de empleado; matricula; usuario
holder_given_name: first name; given name; student first name; checked out to first name; nombre de pila;
    primer nombre
holder_family_name: last name; family name; surname; student last name; checked out to last name;
    apellido; apellidos
holder_name: assigned to; checked out to; student; student name; assigned user; user; full name; patron;
    patron name; holder; employee; teacher; issued to; borrower; custodian; owner; asignado a; estudiante;
    alumno; nombre completo; nombre del estudiante; empleado; maestro; prestado a
holder_email: email; e mail; email address; user email; student email; assigned user email; annotated
    user; primary user email address; correo; correo electronico
responsible: responsible party; responsible person; responsible teacher; room teacher; responsable;
    encargado; maestro responsable
checked_out_on: checkout date; check out date; date checked out; issued on; date issued; assigned date;
    date loaned; last checkout; fecha de prestamo; fecha de asignacion; fecha de entrega al usuario
due_back_on: due date; due back; expected checkin; expected return; return date; fecha de devolucion
purchase_order: po; po number; purchase order number; p o number; order number; purchase order id; orden;
    orden de compra; numero de orden; pedido
supplier: vendor; reseller; purchased from; seller; proveedor; vendedor
purchased_on: purchase date; date purchased; acquisition date; date acquired; purchased; date of purchase;
    acquired; bought on; date bought; fecha de compra; fecha de adquisicion
cost: purchase cost; purchase price; price; unit cost; unit price; acquisition cost; acquisition price;
    value; amount; original cost; costo; precio; valor; coste; costo unitario; precio de compra
shipped_on: ship date; shipping date; date shipped; fecha de envio
delivered_on: delivery date; date delivered; received; date received; receipt date; received date;
    received on; fecha de entrega; fecha de recepcion
delivered_to: ship to; deliver to; delivery location; sold to; entregado a; lugar de entrega
proof_of_delivery: delivery proof; pod; packing slip; comprobante de entrega
itemised_list: itemized list; item list; lista detallada
signed_off_by: signed by; received by; sign off; signed for by; recibido por; firmado por
signed_off_on: sign off date; signed on; date signed; fecha de firma
funding_source: fund; funding; fund source; grant; grant name; budget; budget code; program; source of
    funds; fondo; fuente de financiamiento; financiamiento; presupuesto; programa
fain: federal award number; award number; federal award identification number; grant number; numero de
    subvencion
federal_share: federal percent; federal percentage; percent federal; federal participation; participacion
    federal
title_holder: title held by; titleholder; titular
warranty_kind: warranty type; warranty; warranty name; tipo de garantia; garantia
warranty_months: warranty length; warranty duration; warranty term; warranty period; meses de garantia;
    duracion de la garantia
warranty_until: warranty end; warranty end date; warranty expires; warranty expiration; warranty expiry;
    warranty expiration date; warranty date; fin de garantia; vencimiento de garantia; garantia hasta
end_of_life_on: eol; eol date; asset eol date; end of life; end of life date; end of support; auto update
    expiration; aue; aue date; retirement date; replacement date; fin de vida; fin de vida util
operating_system: os; os name; platform; sistema operativo
wired_mac: ethernet mac; ethernet mac address; lan mac; wired mac address; mac ethernet; mac cableada
wireless_mac: mac; mac address; wifi mac; wi fi mac; wireless mac address; wlan mac; direccion mac; mac
    inalambrica
software: installed software; licenses; licences; license; apps; programas; licencias
managed_by: management; managed; administrado por
ecf: ecf device; emergency connectivity fund; ecf funded
bought_by_programme: programme device; program device; device program; dispositivo del programa
disposed_on: disposal date; date disposed; disposed date; retired on; fecha de baja
disposal_method: method of disposal; disposal; metodo de baja
sale_price: sold for; sale amount; disposal price; precio de venta
notes: note; comments; comment; remarks; asset notes; memo; notas; comentarios; observaciones
"""


def listed(text: str) -> dict[str, list[str]]:
    """`field: name; name`, a line and its indented followers for each field."""
    entries = re.findall(r"^(\w+): (.+(?:\n +.+)*)", text, re.MULTILINE)
    return {field: [" ".join(name.split()) for name in names.split(";")] for field, names in entries}


# Our own names win; and a name that two fields share belongs to the first of them.
FIELD_OF = {field.replace("_", " "): field for field in FIELDS}
for _field, _names in listed(SYNONYMS).items():
    for _name in _names:
        FIELD_OF.setdefault(key(_name), _field)
