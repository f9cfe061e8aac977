package dev.tally.account;

import io.quarkus.test.junit.QuarkusIntegrationTest;

/** The tests of accounts once more, against the native executable. */
class AccountNativeIT {
    @QuarkusIntegrationTest
    static class Accounts extends AccountsTest {}

    @QuarkusIntegrationTest
    static class Credits extends CreditsTest {}

    @QuarkusIntegrationTest
    static class CurrencyRates extends CurrencyRatesTest {}

    @QuarkusIntegrationTest
    static class Keys extends KeysTest {}

    @QuarkusIntegrationTest
    static class Members extends MembersTest {}
}
