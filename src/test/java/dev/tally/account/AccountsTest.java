package dev.tally.account;

import static dev.tally.testing.TestAccount.asAdministrator;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tally.testing.AccessResource;
import dev.tally.testing.TestAccount;
import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class AccountsTest {
    @Test
    void anAccountIsMadeAndFoundByBothItsNames() {
        String externalId = "org_" + TestAccount.unique();

        String id = asAdministrator()
                .body(Map.of(
                        "kind", "solo",
                        "name", " Ada ",
                        "external_id", externalId,
                        "currency", "eur",
                        "time_zone", "europe/zurich",
                        "dialect", "neo"))
                .post("/v1/accounts")
                .then()
                .statusCode(201)
                .header("Location", containsString("/v1/accounts/"))
                .body("external_id", equalTo(externalId))
                .body("kind", equalTo("solo"))
                .body("name", equalTo("Ada"))
                .body("currency", equalTo("EUR"))
                .body("time_zone", equalTo("Europe/Zurich"))
                .body("dialect", equalTo("neo"))
                .extract()
                .path("id");

        asAdministrator().get("/v1/accounts/" + id).then().statusCode(200).body("name", equalTo("Ada"));
        asAdministrator()
                .get("/v1/accounts/" + id.toUpperCase(Locale.ROOT))
                .then()
                .statusCode(200);
        asAdministrator()
                .get("/v1/accounts/" + externalId)
                .then()
                .statusCode(200)
                .body("id", equalTo(id));
    }

    @Test
    void whatIsNotSaidHasDefaults() {
        String id = asAdministrator()
                .body(Map.of("kind", "team", "name", "Acme"))
                .post("/v1/accounts")
                .then()
                .statusCode(201)
                .body("currency", equalTo("USD"), "time_zone", equalTo("UTC"), "dialect", nullValue())
                .extract()
                .path("id");

        asAdministrator().get("/v1/accounts/" + id).then().body("external_id", equalTo(id));
    }

    @Test
    void anExternalIdIsTakenOnce() {
        TestAccount account = TestAccount.team();

        asAdministrator()
                .body(Map.of("kind", "team", "name", "Another", "external_id", account.externalId()))
                .post("/v1/accounts")
                .then()
                .statusCode(409)
                .body("field", equalTo("external_id"));
        asAdministrator()
                .body(Map.of("external_id", account.externalId()))
                .patch(TestAccount.team().path(""))
                .then()
                .statusCode(409)
                .body("field", equalTo("external_id"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            kind        | {"name":"n"}
            kind        | {"kind":"company","name":"n"}
            kind        | {"kind":"TEAM","name":"n"}
            name        | {"kind":"team"}
            name        | {"kind":"team","name":""}
            name        | {"kind":"team","name":"  "}
            name        | {"kind":"team","name":"a\\u0000b"}
            name        | {"kind":"team","name":"a\\ud800b"}
            name        | {"kind":"team","name":7}
            external_id | {"kind":"team","name":"n","external_id":""}
            external_id | {"kind":"team","name":"n","external_id":"a/b"}
            external_id | {"kind":"team","name":"n","external_id":".."}
            external_id | {"kind":"team","name":"n","external_id":"0198c7c0-0000-7000-8000-000000000000"}
            currency    | {"kind":"team","name":"n","currency":"EURO"}
            currency    | {"kind":"team","name":"n","currency":""}
            time_zone   | {"kind":"team","name":"n","time_zone":"Mars/Olympus"}
            time_zone   | {"kind":"team","name":"n","time_zone":"+02:00"}
            dialect     | {"kind":"team","name":"n","dialect":"klingon"}
            colour      | {"kind":"team","name":"n","colour":"red"}
            """)
    void aBadMemberIsNamed(String field, String body) {
        asAdministrator()
                .body(body)
                .post("/v1/accounts")
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("field", equalTo(field), "detail", containsString(field));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "{",
                "\"text\"",
                "{\"kind\":\"team\",\"kind\":\"solo\",\"name\":\"n\"}",
                "{} {}"
            })
    void aBodyThatIsNoObjectIsRefused(String body) {
        asAdministrator().body(body).post("/v1/accounts").then().statusCode(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[1]", "5", "{\"kind\":\"team\",\"name\":\"n\"} {}"})
    void whatIsJsonAndNoAccountIsNotCalledIllFormed(String body) {
        asAdministrator()
                .body(body)
                .post("/v1/accounts")
                .then()
                .statusCode(400)
                .body("detail", containsString("must be one JSON object"));
    }

    @Test
    void onlyWhatIsSentChanges() {
        TestAccount account = TestAccount.with(Map.of("time_zone", "Asia/Kathmandu", "dialect", "neo"));

        asAdministrator()
                .body(Map.of("name", "Renamed", "currency", "chf"))
                .patch(account.path(""))
                .then()
                .statusCode(200)
                .body("name", equalTo("Renamed"))
                .body("currency", equalTo("CHF"))
                .body("time_zone", equalTo("Asia/Kathmandu"))
                .body("dialect", equalTo("neo"))
                .body("external_id", equalTo(account.externalId()));
    }

    @Test
    void aNullDialectGoesBackToTheDefault() {
        TestAccount account = TestAccount.with(Map.of("dialect", "neo"));

        asAdministrator()
                .body("{\"dialect\":null}")
                .patch(account.path(""))
                .then()
                .body("dialect", nullValue());
    }

    /** Tokens name accounts by it: who could choose it would be sent the usage of somebody else. */
    @Test
    void onlyTheServicesAdministratorChangesAnExternalId() {
        TestAccount account = TestAccount.team();
        String other = "org_" + TestAccount.unique();

        for (String taken : List.of(other, TestAccount.team().externalId())) {
            TestAccount.as(account.key("admin"))
                    .body(Map.of("external_id", taken))
                    .patch(account.path(""))
                    .then()
                    .statusCode(403)
                    .body("field", equalTo("external_id"));
        }
        TestAccount.as(account.key("admin"))
                .body(Map.of("external_id", account.externalId(), "name", "Renamed"))
                .patch(account.path(""))
                .then()
                .statusCode(200)
                .body("name", equalTo("Renamed"));
        asAdministrator()
                .body(Map.of("external_id", other))
                .patch(account.path(""))
                .then()
                .statusCode(200)
                .body("external_id", equalTo(other));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            name        | {"name":""}
            external_id | {"external_id":"ü"}
            currency    | {"currency":"ABC"}
            time_zone   | {"time_zone":"UTC+1"}
            dialect     | {"dialect":"klingon"}
            dialect     | {"dialect":5}
            kind        | {"kind":"solo"}
            """)
    void aBadChangeIsNamed(String field, String body) {
        asAdministrator()
                .body(body)
                .patch(TestAccount.team().path(""))
                .then()
                .statusCode(400)
                .body("field", equalTo(field));
    }

    @Test
    void theCurrencyOfPastCostsCannotChange() {
        TestAccount account = TestAccount.team();
        TestAccount.as(account.key("ingest"))
                .body(Map.of("id", "e1", "cost", 1))
                .post("/v1/events")
                .then()
                .statusCode(200)
                .body("recorded", equalTo(1));

        asAdministrator()
                .body(Map.of("currency", "EUR"))
                .patch(account.path(""))
                .then()
                .statusCode(409)
                .body("field", equalTo("currency"));
        asAdministrator()
                .body(Map.of("currency", "USD"))
                .patch(account.path(""))
                .then()
                .statusCode(200);
    }

    @Test
    void allAccountsAreListedPartByPart() {
        List<String> made = List.of(
                TestAccount.team().id(),
                TestAccount.solo().id(),
                TestAccount.team().id());
        List<String> listed = new ArrayList<>();
        String next = null;
        do {
            var part = given().header("Authorization", "Bearer " + AccessResource.ADMINISTRATOR_KEY)
                    .queryParams(next == null ? Map.of("limit", 2) : Map.of("limit", 2, "after", next))
                    .get("/v1/accounts")
                    .then()
                    .statusCode(200)
                    .extract();
            List<String> ids = part.path("accounts.id");
            assertTrue(ids.size() <= 2);
            listed.addAll(ids);
            next = part.path("next");
        } while (next != null);

        assertTrue(listed.containsAll(made));
        assertEquals(listed.stream().distinct().sorted().toList(), listed);
    }

    @ParameterizedTest
    @CsvSource({"limit,0", "limit,1001", "limit,many", "limit,''", "after,nobody"})
    void aBadPartOfTheListIsRefused(String parameter, String value) {
        asAdministrator()
                .queryParam(parameter, value)
                .get("/v1/accounts")
                .then()
                .statusCode(400)
                .body("field", equalTo(parameter), "detail", containsString(parameter));
    }
}
