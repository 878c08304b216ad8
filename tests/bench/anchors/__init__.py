"""How well annotations are found again after an edit: cases, baselines, and the table. Run as a module."""
