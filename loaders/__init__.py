"""Workbook in: read, recognise, parse, check, import. Nothing here draws a screen."""
