"""Requests, complaints and enquiries: the list, the case beside it, and the forms that change it."""
