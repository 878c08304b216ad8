"""What tread's speed and memory are, in numbers: `python -m tests.bench` from the root of the project.

Not a part of the tests: a number depends on the machine, so every one that has a goal is a ratio to
something else that ran in turns with it, or CPU time. Nothing imports this package.

    texts        the files that are measured on
    highlights   highlights in them
    program      a program in a pseudo-terminal, timed from outside
    measures     what is measured
    report       how it is printed
    empty_app, markdown_app   what stands beside tread
"""
