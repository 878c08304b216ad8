"""Where annotations are kept: TinyDB files in `.tread/`, a journal, drafts, backups, reading places.

It owns every byte under a `.tread/` folder, and the only modules that say `tinydb` are `storage` and
`repository`. It never shows anything and never reads an article. Import the module that is needed: this
package imports none of them, so that `place` and `places` stay light. `library`, `export`, `cli` and `tui`
may import it.

    place        which folder keeps an article's annotations
    repository   Store: load, commit, history, drafts; what the rest of the program talks to
    storage      AtomicStorage, the TinyDB storage that never leaves half a file
    lock         one writer at a time
    records      which articles are known, by path and by fingerprint
    journal      every change, appended: undo after a restart, and recovery
    compaction   keeping a journal from growing for ever
    rebuild      what is left of a damaged file, and its backups
    merge        two states of one annotation into one; an edit into what is stored
    stamps       which write each part of an annotation comes from
    joining      two databases of one article into one
    uniting      two journals of one article into one
    versions     three versions of a file into one, for git
    conflicts    copies that sync programs leave, and git's conflict markers
    codec        annotations and article records <-> stored documents
    identity     ids of annotations and of this installation
    aside        files that are put aside, byte for byte
    drafts       notes being written
    places       where the reader was, per article; kept in the user's state folder
    disk         folders, and errors of the disk in words
    leftovers    temporary files that killed writers left
    health       what is wrong with the files of a store; looks, and changes nothing
    mending      mending it where that is safe
"""
