"""Which Rolecall this is."""

from importlib.metadata import PackageNotFoundError, version


def installed_version() -> str:
    """The version that is installed; from a folder of sources nothing need be."""
    try:
        return version("rolecall")
    except PackageNotFoundError:
        return "of these sources"
