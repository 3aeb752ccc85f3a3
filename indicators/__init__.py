"""The domain: what progress is and how it is measured. No I/O, no screen."""
