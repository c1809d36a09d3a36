"""Single sign-on by setting: a provider that answers as one would, without a network."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from allauth.socialaccount.models import SocialAccount, SocialLogin
from django.contrib.auth.models import AnonymousUser
from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.test import Client

from duban.server.audit.models import Event
from duban.server.config.options import Oidc, OptionError, Options
from duban.server.people.actions import accounts
from duban.server.people.adapters import OfficeSocialAdapter
from duban.server.people.models import Account
from server.cast import MAKER, TODAY

if TYPE_CHECKING:
    from pytest_django.fixtures import SettingsWrapper

    from duban.server.people.demo import Cast

pytestmark = pytest.mark.django_db

PROVIDER = "https://id.yunxi.example"
