"""The server's settings for tests: a home of their own and quick password hashes; all else is as in an office."""

from __future__ import annotations

import os
import tempfile

os.environ["DUBAN_HOME"] = tempfile.mkdtemp(prefix="duban-test-")

from duban.server.config.settings import *  # noqa: F403 - the home must be set before it is read

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
