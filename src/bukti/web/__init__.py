"""The desk: the ledger in a browser. `create_app` is the one way in; FastAPI is nowhere else."""

from bukti.web.app import create_app
from bukti.web.options import LOOPBACK, DeskLimits, DeskOptions
from bukti.web.serving import serve

__all__ = ["LOOPBACK", "DeskLimits", "DeskOptions", "create_app", "serve"]
