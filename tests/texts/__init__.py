"""One catalogue of every text that people can see: `python -m tests.texts` writes docs/texts anew.

The texts stand where they are used: codes in texts.toml, forms beside their acts, pages in their templates, refusals in
their classes. This package reads them all out, so that their words can be held against the papers in one place
(docs/decisions/0018).
"""
