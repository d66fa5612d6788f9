"""The small records on a case: lists with a sheet each, all made from one description."""
