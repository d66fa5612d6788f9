"""An encrypted register of contacts, complaints and requests for a Data Protection Officer."""

__version__ = "0.1.0"
