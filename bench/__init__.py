"""Speed as ratios: ours against the bare library call that bounds it, in one run."""
