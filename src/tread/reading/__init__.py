"""An article being read: its text, its annotations, and what the marking commands do to them.

Decides without a screen and without a disk. Imported by `tui`.
"""
