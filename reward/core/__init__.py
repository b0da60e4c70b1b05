"""The reward library and its command line: manifests and media in, documents with odds out.

No Django, no database, no network of its own. It stands on the pure packages of ``annotation``
(domain, formats, media, errors).
"""
