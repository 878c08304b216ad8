"""What tread knows without a screen, a disk or a clock: pure functions over frozen values.

Standard library only; no I/O, no time of day, nothing of Textual. Everything may import core; core
imports nothing of tread but `tread.errors`.

The words, used the same way everywhere:

    article      one readable thing in a library; `Document` is its content
    paragraph    a block of an article: heading, paragraph, quote, list-item, code, table, ...
    span         a styled run inside a paragraph
    position     a gap between two characters: (paragraph index, offset in code points)
    range        two positions, start before end, end exclusive; may cross paragraphs
    row, cell    a wrapped line on the screen; a screen column
    selection    the range that the keys act on; there is always one
    annotation   what a reader adds: a highlight, a note, a bookmark
    anchor       what is stored to find an annotation's range again
    orphan       an annotation whose anchor no longer finds its place
"""
