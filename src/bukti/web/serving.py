"""The one place that knows the server."""

import socket

import uvicorn
from fastapi import FastAPI


def serve(app: FastAPI, listening: socket.socket) -> None:
    """Until Ctrl-C. Says nothing of single requests: what people look at is their own business."""
    uvicorn.Server(uvicorn.Config(app, log_level="warning", server_header=False)).run(sockets=[listening])
