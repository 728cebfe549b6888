"""bukti: who says what in the news, through whom it reached us, and where exactly it stands."""

__version__ = "0.1.0"
