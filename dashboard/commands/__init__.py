"""The commands of ``mega``: what each does, given a database, words and the time."""
