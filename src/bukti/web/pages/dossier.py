"""A claim as one file to hand on."""

from fastapi import APIRouter, Request
from starlette.responses import Response

from bukti.export import dossier, exporter
from bukti.runs.dossiers import collect
from bukti.web.desk import desk_of

router = APIRouter()

TYPES = {"html": "text/html", "md": "text/markdown", "json": "application/json"}


@router.get("/claims/{claim}/dossier")
def hand_over(request: Request, claim: str, format: str = "html") -> Response:
    """Always saved and never shown: a dossier has styles of its own, which the desk's pages forbid."""
    writer = exporter(format)
    with desk_of(request).look() as look:
        made = dossier(collect(look.ledger, claim))
        id = look.ledger.claim(claim).id
    headers = {"Content-Disposition": f'attachment; filename="dossier-{id}.{format}"'}
    return Response(writer.write(made), media_type=f"{TYPES[format]}; charset=utf-8", headers=headers)
