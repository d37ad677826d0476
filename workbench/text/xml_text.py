"""Which characters XML cannot hold. It knows no format that is written in XML."""

from __future__ import annotations

import re

# What production 2 of XML 1.0, Char, leaves out: not even a character reference may stand for it.
NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
