"""The store and the contract: what is kept, and the only place that speaks to DuckDB."""
