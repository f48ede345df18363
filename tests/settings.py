"""Settings of the tests: those of the product, with a data folder of this run and nothing that only costs time."""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile

os.environ["GONGKAI_DATA"] = tempfile.mkdtemp(prefix="gongkai-test-")
atexit.register(shutil.rmtree, os.environ["GONGKAI_DATA"], ignore_errors=True)
os.environ["GONGKAI_DATABASE_URL"] = os.environ.get("GONGKAI_TEST_DATABASE_URL", "")

from gongkai.web.config.settings import *  # noqa: F403 - the folder must be chosen first

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
SECOND_FACTOR_ROLES = ()  # its own tests ask for it
KEPT_BYTES = 0  # a page is made for each test; what keeps pages has tests of its own
