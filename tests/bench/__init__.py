"""`make bench`: how much slower the product is than the least that its work could cost, measured in the same run.

Absolute times say nothing on a machine that is shared, so every figure is a ratio to a floor or to a peer. Both sides
are sampled in turn, the first going first and then second, and the median of the pairs counts.
"""
