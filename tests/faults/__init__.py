"""Faults put in on purpose: killed processes, many at once, disks that refuse, files that are damaged.

Each module is one kind of fault: what it does to a library, and what it counts afterwards. The tests beside
them run it at a size that every change can afford; `python -m tests.faults` runs it at full size, against
stock TinyDB too, and writes what it found into docs/reliability.md.
"""
