"""The face: pages, charts, words in three languages and the `mega` command."""
