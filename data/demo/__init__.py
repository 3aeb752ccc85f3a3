"""Illustrative data: workbooks as staff would send them, and the story they tell.

Everything here is made up and deterministic: the same bytes every time. Nothing here
reaches a database except through the loaders.
"""
