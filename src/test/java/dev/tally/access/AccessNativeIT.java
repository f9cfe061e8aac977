package dev.tally.access;

import io.quarkus.test.junit.QuarkusIntegrationTest;

/** The tests of access once more, against the native executable. */
class AccessNativeIT {
    @QuarkusIntegrationTest
    static class AccessMatrix extends AccessMatrixTest {}

    @QuarkusIntegrationTest
    static class Credentials extends CredentialsTest {}

    @QuarkusIntegrationTest
    static class Permissions extends PermissionsTest {}

    @QuarkusIntegrationTest
    static class Tokens extends TokensTest {}
}
