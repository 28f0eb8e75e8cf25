"""Two versions of an agreement's rules: what of their meaning changed, for whom, and on which facts it shows."""
