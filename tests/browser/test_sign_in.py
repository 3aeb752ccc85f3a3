"""Signing in and out in the browser, with a real OpenID provider on this machine."""

import re
from collections.abc import Callable, Iterator

import pytest
from joserfc.jwk import RSAKey
from playwright.sync_api import expect

from dashboard.rights import Role
from tests.browser.conftest import Visitor
from tests.browser.test_pages import assert_sound
from tests.browser.test_states import a_store, accept
from tests.support import a_strategy, an_indicator, an_observation
from tests.support.people import CLIENT, EMAILS
from tests.support.provider import Claims
from tests.support.site import Site, site_of

pytestmark = pytest.mark.browser

Visit = Callable[..., Visitor]

STAFF = EMAILS[Role.STAFF]


@pytest.fixture(scope="module")
def shared_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    store = a_store(tmp_path_factory.mktemp("site") / "mega.duckdb")
    accept(store, a_strategy(an_indicator()), an_observation(118.0))
    with site_of(store.path) as site:
        yield site


@pytest.fixture
def site(shared_site: Site) -> Iterator[Site]:
    """The site as it is configured usually, and a provider that behaves."""
    yield shared_site
    shared_site.provider.behave()
    shared_site.configure()


def sign_in(guest: Visitor, account: str) -> None:
    """From the page that asks for it, by way of the provider."""
    guest.page.get_by_role("button", name="Sign in").click()
    guest.page.get_by_label("Account").fill(account)
    guest.page.get_by_role("button", name="Continue").click()


def tells_the_actual(guest: Visitor) -> bool:
    """Whether 118 stands on the page or behind it; a port or a hash may hold its digits."""
    return bool(re.search(r"\b118\b", guest.page.content()))


def expect_sign_in_page(guest: Visitor) -> None:
    expect(guest.page.get_by_role("heading", name="Sign in")).to_be_visible()
    expect(guest.page.locator(".person")).to_have_count(0)


def test_who_signs_in_comes_to_the_page_that_was_asked_for(site: Site, visitor: Visit):
    guest = visitor()
    guest.open(site.address, "target", lang="en", target="M01")
    expect_sign_in_page(guest)
    assert_sound(guest, "sign-in")
    assert not tells_the_actual(guest)
    sign_in(guest, STAFF)
    expect(guest.page.locator(".person")).to_contain_text(f"{STAFF} (staff)")
    expect(guest.page).to_have_url(f"{site.address}/target?lang=en&target=M01")
    expect(guest.page.get_by_role("heading", level=1)).to_contain_text("Organisations")
    expect(guest.page.get_by_text("118").first).to_be_visible()
    assert tells_the_actual(guest)
    assert guest.complaints == []


def test_each_person_has_the_role_that_the_configuration_gives(site: Site, visitor: Visit):
    guest = visitor()
    provider = site.provider
    provider.more = {"nora@example.org": {"groups": ["all", "mega-editors"]}}
    for account, name in (
        (EMAILS[Role.VIEWER], "(viewer)"),
        ("nora@example.org", "(editor)"),
        ("olga@elsewhere.example.org", "(no role)"),
    ):
        guest.page.context.clear_cookies()
        guest.open(site.address, "panorama", lang="en")
        sign_in(guest, account)
        expect(guest.page.locator(".person")).to_contain_text(f"{account} {name}")
    notice = guest.page.locator(".notice.problem")
    expect(notice).to_contain_text("olga@elsewhere.example.org has no role here.")
    assert not tells_the_actual(guest)
    assert guest.complaints == []


WRONG: dict[str, Callable[[Claims], Claims]] = {
    "for another application": lambda _: {"aud": "another application"},
    "expired": lambda right: {"iat": right["iat"] - 7200, "exp": right["exp"] - 7200},
    "of another sign-in": lambda _: {"nonce": "another"},
    "by another issuer": lambda _: {"iss": "https://evil.example.org"},
}
"""What is wrong with a token, and by which claims."""


def test_a_token_that_is_not_of_this_sign_in_lets_nobody_in(site: Site, visitor: Visit):
    guest, provider = visitor(), site.provider
    guest.open(site.address, "plan", lang="en")
    for wrong, claims in WRONG.items():
        provider.twist = lambda right, claims=claims: right | claims(right)
        attempt(guest, site, wrong)
    provider.behave()
    provider.signs_with = RSAKey.generate_key(2048, {"kid": "1"})
    attempt(guest, site, "signed by somebody else")
    provider.behave()
    attempt(guest, site, "nobody signed in at the provider", account="")
    assert guest.complaints == []
    sign_in(guest, EMAILS[Role.ADMIN])
    expect(guest.page.locator(".person")).to_contain_text("administrator")
    expect(guest.page).to_have_url(f"{site.address}/plan?lang=en")


def test_without_a_provider_one_is_told_so_and_tries_again(site: Site, visitor: Visit):
    guest = visitor()
    guest.open(site.address, "plan", lang="en")
    site.provider.is_down = True
    guest.page.get_by_role("button", name="Sign in").click()
    guest.page.wait_for_url("**/plan?lang=en&sign_in=failed")
    notice = guest.page.locator(".notice.problem")
    expect(notice).to_contain_text("The sign-in did not succeed.")
    site.provider.behave()
    sign_in(guest, EMAILS[Role.VIEWER])
    expect(guest.page.locator(".person")).to_contain_text("viewer")
    assert guest.complaints == []


def attempt(
    guest: Visitor, site: Site, wrong: str, account: str = EMAILS[Role.ADMIN] or ""
) -> None:
    """A sign-in that fails, with a sentence that was not there before."""
    guest.address = f"{site.address}/"
    guest.page.goto(f"{site.address}/plan?lang=en")
    sign_in(guest, account)
    guest.page.wait_for_url("**sign_in=failed*")
    notice = guest.page.locator(".notice.problem")
    expect(notice, wrong).to_contain_text("The sign-in did not succeed.")
    expect_sign_in_page(guest)


def test_a_token_for_others_that_names_us_in_passing_does_not_count(site: Site, visitor: Visit):
    others = {"aud": ["another application"], "azp": CLIENT}
    site.provider.twist = lambda right: right | others
    guest = visitor()
    guest.open(site.address, "plan", lang="en")
    sign_in(guest, EMAILS[Role.ADMIN])
    guest.page.wait_for_url(f"{site.address}/plan**")
    expect_sign_in_page(guest)


def test_a_cookie_that_was_tampered_with_signs_nobody_in(site: Site, visitor: Visit):
    guest = visitor()
    guest.open(site.address, "panorama", lang="en")
    sign_in(guest, EMAILS[Role.VIEWER])
    expect(guest.page.locator(".person")).to_contain_text("viewer")
    context = guest.page.context
    (cookie,) = (c for c in context.cookies() if c["name"] == "_streamlit_user")
    assert cookie["httpOnly"]
    context.add_cookies([{**cookie, "value": cookie["value"][:-4] + "AAAA"}])
    guest.page.reload()
    expect_sign_in_page(guest)


def test_a_role_taken_away_counts_from_the_next_click(site: Site, visitor: Visit):
    guest = visitor()
    guest.open(site.address, "load", lang="en")
    sign_in(guest, STAFF)
    expect(guest.page.get_by_text("You report for Peru.")).to_be_visible()
    site.configure(site.text.replace('emails = ["rosa@example.org"]', 'emails = ["x@y.org"]'))
    guest.page.get_by_role("link", name="Plan", exact=True).click()
    refusal = f"{STAFF} has no role here."
    expect(guest.page.locator(".notice.problem")).to_contain_text(refusal)
    expect(guest.page.locator(".person")).to_contain_text("no role")
    site.configure()
    guest.page.reload()
    expect(guest.page.get_by_role("link", name="Load data")).to_be_visible()
    assert guest.complaints == []


def test_a_sign_out_counts_at_the_provider_and_in_the_other_tab(site: Site, visitor: Visit):
    guest = visitor()
    other = Visitor(guest.page.context.new_page())
    other.open(site.address, "panorama", lang="en")
    expect_sign_in_page(other)
    guest.open(site.address, "panorama", lang="en")
    sign_in(guest, STAFF)
    expect(guest.page.locator(".person")).to_contain_text("staff")
    other.page.reload()
    expect(other.page.locator(".person")).to_contain_text("staff")
    site.provider.ended.clear()
    guest.page.get_by_role("link", name="Sign out").click()
    guest.page.wait_for_url(f"{site.address}/panorama**")
    expect_sign_in_page(guest)
    assert site.provider.ended == [{"sub": f"subject of {STAFF}", "client_id": CLIENT}]
    other.page.get_by_role("link", name="Plan", exact=True).click()
    expect_sign_in_page(other)
    assert guest.complaints == []
