"""A statement as one line of text, as the judge of pairs was trained to read it (training/compare.py uses this same function)."""


def worded(speaker: str, cue: str, content: str, before: str = "") -> str:
    """Who, how, what: "Venko membantah tuduhan: Velmora mengirim roket". `before` is what the article says just before it, for statements
    that mean nothing by themselves: "Velmora mengirim roket, kata Tarsia. | Venko menyebut: itu omong kosong"."""
    head = " ".join(part for part in (speaker.strip(), cue.strip()) if part)
    said = f"{head}: {content.strip()}" if head else content.strip()
    return " ".join((f"{before} | {said}" if before else said).split())
