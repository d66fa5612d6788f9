"""The windows; the only layer beside the start that knows Qt."""
