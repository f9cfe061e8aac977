package dev.tally.http;

import static dev.tally.testing.TestAccount.asAdministrator;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import dev.tally.testing.TestAccount;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What no name in a path can have in it. */
@QuarkusTest
class PathParametersTest {
    @ParameterizedTest
    @CsvSource({
        "GET,    /v1/events/a%00b/changes,               id",
        "DELETE, /v1/events/%00,                         id",
        "DELETE, /v1/accounts/{account}/members/%00@a.b, email",
        "DELETE, /v1/accounts/{account}/keys/%00,        id",
        "GET,    /v1/accounts/a%00b,                     account",
        "GET,    /v1/accounts/%00/keys,                  account",
    })
    void nulIsRefusedByTheNameOfTheParameter(String method, String path, String name) {
        TestAccount account = TestAccount.team();

        asAdministrator()
                .urlEncodingEnabled(false)
                .header("X-Tally-Account", account.id())
                .request(method, path.replace("{account}", account.id()))
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("field", equalTo(name))
                .body("detail", containsString("NUL"));
    }
}
