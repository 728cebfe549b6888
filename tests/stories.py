"""A small invented story, as lines of JSON for `QuoteReader`: a charge, its reprint, a denial, and a spokesman who changes his mind."""

import json

CHARGE = "The Grey Heron carried rockets from Varnok to Kessara"
PORT = "The Grey Heron called at the port of Varnok"


def report(text: str, outlet: str, date: str, **more: str) -> str:
    return json.dumps({"text": text, "outlet": outlet, "date": date, "lang": "en", **more})


PAD = " The harbour was quiet in the morning, and the cranes stood still. Fishermen mended their nets beside the old customs house."
FIRST = f'"{CHARGE}," said Alda Ferrow on Monday.{PAD}'
STORY = (
    report(FIRST, "Brenhaven Post", "2031-03-18"),
    report(f'"{CHARGE}," said Alda Ferrow (via Sentra).{PAD} (Brenhaven Post)', "Kelmar Mail", "2031-03-19"),
    report(f'"{CHARGE}," denied Darko Meshin on 19 March 2031. "{PORT}," denied Darko Meshin.', "Ardinform", "2031-03-19"),
    report(f'A ship was asked about. "{CHARGE}," said Rano Teluk.', "Suara Lembara", "2031-03-20"),
    report(f'"{PORT}," said Rano Teluk. "There is no proof that the {CHARGE[4:]}," said Elin Sonder.', "Harbour Ledger", "2031-03-21"),
)
LATER = (report(f'"{PORT}," said Darko Meshin on 2 April 2031, after the log was found.', "Vecherniy Lusmark", "2031-04-02"),)
