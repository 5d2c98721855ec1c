"""A sealed certification as a tagged PDF that people can read and a code by which it is checked. Policy: CERT-5."""

from app.files.certificates.layout import Printed, certificate

__all__ = ["Printed", "certificate"]
