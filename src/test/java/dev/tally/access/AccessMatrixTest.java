package dev.tally.access;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tally.access.AccessMatrix.Row;
import dev.tally.contract.JsonContract;
import dev.tally.http.RequestIdFilter;
import dev.tally.testing.TestAccount;
import dev.tally.testing.TestClock;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every operation, asked for by every kind of caller: what becomes of it is written in {@code access/matrix.txt}. */
@QuarkusTest
class AccessMatrixTest {
    private static final Set<String> METHODS =
            Set.of("get", "put", "post", "delete", "options", "head", "patch", "trace");

    private static final Map<String, JsonContract> REFUSALS = Map.of(
            "tally", JsonContract.of("tally/problem.json"),
            "neo", JsonContract.of("neo/error.json"),
            "agentgate", JsonContract.of("agentgate/error.json"),
            "surnex", JsonContract.of("surnex/error.json"),
            "freddy", JsonContract.of("freddy/error.json"),
            "umbraco", JsonContract.of("umbraco/problem.json"));

    private final TestClock clock = new TestClock();

    @BeforeEach
    void costsAreInACurrencyThatEveryDialectCanTell() {
        TestAccount.asAdministrator()
                .body(Map.of("rate", 1))
                .put("/v1/currency-rates/USD/CHF")
                .then()
                .statusCode(200);
    }

    @AfterEach
    void theClockRunsAgain() {
        clock.run();
    }

    @ParameterizedTest
    @MethodSource("rows")
    void eachCallerGetsTheStatusOfTheTable(Row row) {
        Scene scene = scene(row);
        Map<CallerKind, String> surprises = new EnumMap<>(CallerKind.class);

        row.statuses().forEach((kind, expected) -> {
            Response answer = row.operation().call(kind.request(scene), kind.named(scene));
            if (answer.statusCode() != expected) {
                surprises.put(kind, answer.statusCode() + ", not " + expected);
            }
            assertRefusalIsInItsWords(row, kind, answer);
        });

        assertEquals(Map.of(), surprises, row::toString);
    }

    @ParameterizedTest
    @MethodSource("rows")
    void anotherAccountIsRefusedAsIfItDidNotExist(Row row) {
        Scene scene = scene(row);
        clock.stopAt(clock.instant());

        assertEquals(
                refusal(row, scene, CallerKind.NAMES_A_MISSING_ACCOUNT_BY_HEADER),
                refusal(row, scene, CallerKind.NAMES_ANOTHER_ACCOUNT_BY_HEADER));
        if (row.operation().namesAccount()) {
            assertEquals(
                    refusal(row, scene, CallerKind.NAMES_A_MISSING_ACCOUNT),
                    refusal(row, scene, CallerKind.NAMES_ANOTHER_ACCOUNT));
        }
    }

    @Test
    void noOperationIsMissingFromTheTable() {
        Map<String, Map<String, Object>> paths =
                RestAssured.get("/q/openapi?format=json").path("paths");

        Set<String> served = new TreeSet<>();
        paths.forEach((path, item) -> item.keySet().stream()
                .filter(METHODS::contains)
                .forEach(method -> served.add(method.toUpperCase(Locale.ROOT) + " " + path)));

        Set<String> inTheTable = new TreeSet<>();
        rows().forEach(row -> inTheTable.add(row.operation().toString()));
        assertEquals(served, inTheTable);
    }

    @Test
    void noKindOfCallerIsMissingFromTheTable() {
        Set<CallerKind> asked = new TreeSet<>();
        rows().forEach(row -> asked.addAll(row.statuses().keySet()));

        assertEquals(Set.of(CallerKind.values()), asked);
    }

    static List<Row> rows() {
        return AccessMatrix.rows();
    }

    private Scene scene(Row row) {
        String chosen = row.words(true);
        return Scene.with(chosen.equals("tally") ? Map.of() : Map.of("dialect", chosen), clock);
    }

    /** Who names another account in the header is refused before theirs is settled. */
    private static void assertRefusalIsInItsWords(Row row, CallerKind kind, Response answer) {
        int status = answer.statusCode();
        if (status == 401 || status == 403) {
            boolean known = status == 403 && !kind.namesByHeader();
            REFUSALS.get(row.words(known)).assertHolds(answer.asString());
        }
    }

    private static String refusal(Row row, Scene scene, CallerKind kind) {
        return row.operation()
                .call(kind.request(scene).header(RequestIdFilter.HEADER, "the-same"), kind.named(scene))
                .then()
                .statusCode(403)
                .extract()
                .asString();
    }
}
