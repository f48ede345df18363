"""Dead links: looked at in the background once an item is handed to review, and whenever somebody asks.

The network is asked outside a transaction; what was found stands with the version and becomes remarks of the check.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from gongkai.lib.network.policy import Policy, policy_of
from gongkai.web.channels.links import addresses_in, check_links
from gongkai.web.channels.selectors import accounts_of
from gongkai.web.publication.models import Item, Version

if TYPE_CHECKING:
    from datetime import datetime

    from gongkai.lib.network.wire import Network
    from gongkai.web.organs.models import Organ

AT_ONCE = 20  # versions of one round of the worker


def look(*, version: Version, moment: datetime, network: Network | None = None) -> int:
    """Open every link of the text; how many cannot be opened."""
    addresses = addresses_in(version.html, version.text)
    policy = policy_for(version.item.organ)
    found = check_links(addresses, policy=policy, network=network) if network else check_links(addresses, policy=policy)
    with transaction.atomic():
        version.links = [[each.address, each.ok, each.words] for each in found]
        version.links_at = moment
        version.save(update_fields=["links", "links_at"])
    return sum(each.ok is False for each in found)


def look_due(*, moment: datetime) -> int:
    """Look at what waits for review and was not looked at yet; how many versions."""
    waiting = Item.objects.filter(submitted_at__isnull=False, approved_on__isnull=True, draft__links_at__isnull=True)
    chosen = list(Version.objects.filter(pk__in=waiting.values("draft")).select_related("item__organ")[:AT_ONCE])
    for version in chosen:
        look(version=version, moment=moment)
    return len(chosen)


def policy_for(organ: Organ) -> Policy:
    """Public addresses, and the inner hosts that the organ named for one of its channels."""
    inner = dict.fromkeys(host for account in accounts_of(organ) for host in policy_of(account.settings).inner)
    return Policy((), tuple(inner), "")
