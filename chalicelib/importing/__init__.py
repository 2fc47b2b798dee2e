"""Questions from files and to files: pure parsing, nothing stored.

Only ``formats`` is imported at the API's start; a reader and its libraries load when they are used.
"""
