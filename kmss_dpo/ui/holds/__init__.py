"""Placing a hold, reviewing it and releasing it, wherever in the window that is asked for."""
