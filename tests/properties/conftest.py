"""How long hypothesis searches: the same every time, or further.

``HYPOTHESIS_PROFILE=thorough pytest tests/properties`` looks at other examples on every run.
"""

import os

from hypothesis import HealthCheck, settings

# A whole report is a large example; on a busy machine drawing it counts as slow.
COMMON = {"deadline": None, "suppress_health_check": [HealthCheck.too_slow]}

settings.register_profile("quick", derandomize=True, max_examples=200, **COMMON)
settings.register_profile("thorough", max_examples=5000, **COMMON)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "quick"))
