package dev.tally.account;

import static dev.tally.testing.TestAccount.as;
import static dev.tally.testing.TestAccount.asAdministrator;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tally.testing.TestAccount;
import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
class MembersTest {
    /** So that requests meet in one of them. */
    private static final int ROUNDS = 20;

    private TestAccount team;

    @BeforeEach
    void makeATeam() {
        team = TestAccount.team();
    }

    @Test
    void aPersonIsPutIntoTheTeamOnceAndGivenAnotherRoleLater() {
        asAdministrator()
                .body(Map.of("role", "viewer"))
                .put(team.path("/members/Ada@Example.com"))
                .then()
                .statusCode(201)
                .body("email", equalTo("ada@example.com"), "role", equalTo("viewer"));
        asAdministrator()
                .body(Map.of("role", "owner"))
                .put(team.path("/members/ada@example.com"))
                .then()
                .statusCode(200)
                .body("role", equalTo("owner"));

        asAdministrator()
                .get(team.path("/members"))
                .then()
                .statusCode(200)
                .body("members.email", contains("ada@example.com"))
                .body("members.role", contains("owner"))
                .body("next", nullValue());
    }

    @Test
    void membersAreListedByEmailPartByPart() {
        team.member("c@example.com", "member").member("a@example.com", "member").member("b@example.com", "member");

        asAdministrator()
                .queryParam("limit", 2)
                .get(team.path("/members"))
                .then()
                .body("members.email", contains("a@example.com", "b@example.com"))
                .body("next", equalTo("b@example.com"));
        asAdministrator()
                .queryParam("after", "b@example.com")
                .get(team.path("/members"))
                .then()
                .body("members.email", contains("c@example.com"))
                .body("next", nullValue());
    }

    @Test
    void aPersonLeavesTheTeamOnce() {
        team.member("ada@example.com", "member");
        TestAccount other = TestAccount.team();

        asAdministrator().delete(other.path("/members/ada@example.com")).then().statusCode(404);
        asAdministrator().delete(team.path("/members/ADA@example.com")).then().statusCode(204);
        asAdministrator().delete(team.path("/members/ada@example.com")).then().statusCode(404);
    }

    @Test
    void whoLeavesTheTeamTakesNoKeyAlong() {
        team.member("ada@example.com", "admin").member("bob@example.com", "admin");
        String hers = team.personalKey("ada@example.com", "ingest", "read");
        String his = team.personalKey("bob@example.com", "ingest", "read");
        String ofTheTeam = team.key("ingest");
        TestAccount other = TestAccount.team().member("ada@example.com", "admin");
        String inAnotherTeam = other.personalKey("ada@example.com", "ingest");

        asAdministrator().delete(team.path("/members/ada@example.com")).then().statusCode(204);

        assertEquals(401, send(hers));
        for (String key : List.of(his, ofTheTeam, inAnotherTeam)) {
            assertEquals(200, send(key));
        }
        team.member("ada@example.com", "admin");
        assertEquals(401, send(hers));
    }

    /** All get an answer, and one of them that it was them. */
    @Test
    @Timeout(value = 60, unit = TimeUnit.SECONDS)
    void ofManyWhoRemoveAPersonAtOnceOneDoes() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            team.member("ada@example.com", "member");

            List<Integer> statuses = atOnce(Collections.nCopies(8, this::remove));

            assertEquals(List.of(204, 404, 404, 404, 404, 404, 404, 404), statuses);
        }
    }

    @Test
    @Timeout(value = 60, unit = TimeUnit.SECONDS)
    void rolesAreGivenWhilePeopleAreRemoved() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            team.member("ada@example.com", "member");

            List<Integer> statuses =
                    atOnce(List.of(this::put, this::remove, this::put, this::remove, this::put, this::remove));

            assertTrue(Set.of(200, 201, 204, 404).containsAll(statuses), statuses.toString());
            assertEquals(3, statuses.stream().filter(status -> status < 202).count(), statuses.toString());
        }
    }

    private static int send(String key) {
        return as(key).body(Map.of("id", UUID.randomUUID().toString(), "input_tokens", 1))
                .post("/v1/events")
                .statusCode();
    }

    private int remove() {
        return asAdministrator().delete(team.path("/members/ada@example.com")).statusCode();
    }

    private int put() {
        return asAdministrator()
                .body(Map.of("role", "owner"))
                .put(team.path("/members/ada@example.com"))
                .statusCode();
    }

    /** The statuses of their answers, in ascending order. */
    private static List<Integer> atOnce(List<Callable<Integer>> requests) throws Exception {
        ExecutorService clients = Executors.newFixedThreadPool(requests.size());
        try {
            List<Integer> statuses = new ArrayList<>();
            for (Future<Integer> status : clients.invokeAll(requests)) {
                statuses.add(status.get());
            }
            statuses.sort(null);
            return statuses;
        } finally {
            clients.shutdownNow();
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            email  | nobody          | {"role":"owner"}
            email  | @example.com    | {"role":"owner"}
            email  | a%00@example.com | {"role":"owner"}
            role   | ada@example.com | {}
            role   | ada@example.com | {"role":"king"}
            role   | ada@example.com | {"role":null}
            rank   | ada@example.com | {"role":"owner","rank":1}
            """)
    void aBadMemberIsNamed(String field, String email, String body) {
        asAdministrator()
                .urlEncodingEnabled(false)
                .body(body)
                .put(team.path("/members/" + email))
                .then()
                .statusCode(400)
                .body("field", equalTo(field));
    }

    @Test
    void aSoloAccountHasNoMembers() {
        asAdministrator()
                .body(Map.of("role", "owner"))
                .put(TestAccount.solo().path("/members/ada@example.com"))
                .then()
                .statusCode(409);
    }

    @Test
    void anOwnerByTokenAdministersTheTeam() {
        team.member("owner@example.com", "owner");

        as(team.token("owner@example.com"))
                .body(Map.of("role", "member"))
                .put(team.path("/members/new@example.com"))
                .then()
                .statusCode(201);
    }
}
