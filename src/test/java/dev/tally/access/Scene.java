package dev.tally.access;

import dev.tally.testing.TestAccount;
import dev.tally.testing.TestClock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * The accounts among which {@link CallerKind callers} ask for something.
 *
 * @param team the account that most of them ask about: it has the persons {@code owner@example.com} to
 *     {@code viewer@example.com} in the roles of their names
 * @param solo somebody's own account
 * @param other a team that neither of them has to do with
 * @param missing names of an account that does not exist
 */
record Scene(TestAccount team, TestAccount solo, TestAccount other, TestAccount missing, TestClock clock) {
    private static final String[] EVERY_SCOPE = {"read", "ingest", "admin"};

    /** New accounts with members of the body that makes them. */
    static Scene with(Map<String, String> members, TestClock clock) {
        TestAccount team = TestAccount.with(and(members, "kind", "team"));
        for (String role : new String[] {"owner", "admin", "member", "viewer"}) {
            team.member(role + "@example.com", role);
        }
        return new Scene(
                team,
                TestAccount.with(and(members, "kind", "solo")),
                TestAccount.with(and(members, "kind", "team")),
                new TestAccount("018f0000-0000-7000-8000-000000000000", "org_nobody_has"),
                clock);
    }

    /** A key of an account as a whole that may do everything which such keys may. */
    static String fullKey(TestAccount account) {
        return account.key(EVERY_SCOPE);
    }

    /** A personal key with every scope for somebody at {@code example.com}. */
    String personalKey(String person) {
        return team.personalKey(person + "@example.com", EVERY_SCOPE);
    }

    /** A token for a person of the team, whose issuer says another role than the team does. */
    String tokenOfMember(String person, String issuersRole) {
        return team.token(person + "@example.com", issuersRole);
    }

    /** A token for somebody whom only the issuer knows. */
    String tokenOfStranger(String... groups) {
        return team.token("stranger@example.com", groups);
    }

    /** A key that was good until an hour ago. */
    String expiredKey() {
        clock.advance(Duration.ofHours(-2));
        try {
            String end = clock.instant().plus(Duration.ofHours(1)).toString();
            return team.keyWith(Map.of("scopes", EVERY_SCOPE, "expires_at", end));
        } finally {
            clock.run();
        }
    }

    /** A key that was good until just now. */
    String revokedKey() {
        Map<String, String> made = TestAccount.asAdministrator()
                .body(Map.of("name", "to be revoked", "scopes", EVERY_SCOPE))
                .post(team.path("/keys"))
                .then()
                .statusCode(201)
                .extract()
                .path("");
        TestAccount.asAdministrator()
                .delete(team.path("/keys/" + made.get("id")))
                .then()
                .statusCode(204);
        return made.get("secret");
    }

    private static Map<String, String> and(Map<String, String> members, String name, String value) {
        Map<String, String> all = new HashMap<>(members);
        all.put(name, value);
        return all;
    }
}
