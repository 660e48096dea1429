"""条例 Art 31(6) at home: the branch is asked to consider, the committee to decide."""
