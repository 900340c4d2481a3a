"""The tests, which mirror the modules of `itadata`."""

from hypothesis import settings

# How long an example takes says more about the machine than about the code.
settings.register_profile("itadata", deadline=None)
settings.load_profile("itadata")
