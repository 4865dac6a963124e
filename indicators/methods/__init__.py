"""Pure formulas: numbers in, numbers out. Nothing here knows about series, boards or screens.

`growth`, `retention`, `capture`, `cash`, `shares`, `counts` and `scoring` are what other code imports. A result that is
not known is `None`; input that cannot be meant raises `ValueError`.
"""
