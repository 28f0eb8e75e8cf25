"""What is asked of two versions of rules, for the public API.

In: nothing. Out: the functions that commands call. The one idea: one name in the API for all of them, because they are
asked one after the other of the same versions.
"""

from __future__ import annotations

from duly.comparison.accepting import accept as accept
from duly.comparison.against import Reviews as Reviews
from duly.comparison.against import against as against
from duly.comparison.ends import is_range as is_range
from duly.comparison.impacts import impact as impact
from duly.comparison.reviewing import review as review
