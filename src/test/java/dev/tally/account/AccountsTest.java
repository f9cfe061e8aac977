package dev.tally.account;

import static dev.tally.testing.TestAccount.asAdministrator;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import dev.tally.testing.TestAccount;
import io.quarkus.test.junit.QuarkusTest;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
final class AccountsTest {
    @Test
    void anAccountIsMadeAndFoundByBothItsNames() {
        String externalId = "org_" + TestAccount.unique();

        String id = asAdministrator()
                .body(Map.of("kind", "solo", "name", " Ada ", "external_id", externalId, "currency", "eur"))
                .post("/v1/accounts")
                .then()
                .statusCode(201)
                .body("external_id", equalTo(externalId))
                .body("kind", equalTo("solo"))
                .body("name", equalTo("Ada"))
                .body("currency", equalTo("EUR"))
                .body("time_zone", equalTo("UTC"))
                .body("dialect", nullValue())
                .extract()
                .path("id");

        asAdministrator().get("/v1/accounts/" + id).then().statusCode(200).body("name", equalTo("Ada"));
        asAdministrator()
                .get("/v1/accounts/" + externalId)
                .then()
                .statusCode(200)
                .body("id", equalTo(id));
    }
}
