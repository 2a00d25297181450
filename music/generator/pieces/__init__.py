"""The sixteen pieces, four for each quadrant of the mood plane."""

from pieces import calm, lively, sad, tense


def all_pieces():
    """Every piece, freshly written down, in order of mood and number."""
    return [make() for module in (lively, tense, sad, calm) for make in module.PIECES]
