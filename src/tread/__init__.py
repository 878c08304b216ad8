"""tread: a reader for the terminal, for people who read with a pen in hand.

The package root imports nothing, so that `import tread.core` costs what `tread.core` costs.
"""

__version__ = "0.1.0"
