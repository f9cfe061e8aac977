package dev.tally.account;

import static dev.tally.testing.TestAccount.as;
import static dev.tally.testing.TestAccount.asAdministrator;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;

import dev.tally.testing.TestAccount;
import io.quarkus.test.junit.QuarkusTest;
import java.math.BigDecimal;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rates are shared by all accounts: each test has currencies of its own. */
@QuarkusTest
class CurrencyRatesTest {
    @Test
    void aRateWithoutAStartHoldsForEver() {
        asAdministrator()
                .body(Map.of("rate", new BigDecimal("0.030")))
                .put("/v1/currency-rates/thb/usd")
                .then()
                .statusCode(200)
                .body("from", equalTo("THB"), "to", equalTo("USD"), "rate", equalTo(0.03f))
                .body("effective_from", equalTo("1970-01-01T00:00:00Z"));
    }

    @Test
    void aRateIsReplacedFromItsStartAndAddedFromAnother() {
        put("NOK", "SEK", "1.0", "2026-01-01");
        put("NOK", "SEK", "1.1", "2026-02-01T00:00:00+01:00");
        put("NOK", "SEK", "1.2", "2026-01-01");

        as(TestAccount.team().key("admin"))
                .queryParam("after", "NOK/SEK/0001-01-01T00:00:00Z")
                .queryParam("limit", 2)
                .get("/v1/currency-rates")
                .then()
                .statusCode(200)
                .body("rates.from", contains("NOK", "NOK"))
                .body("rates.rate", contains(1.2f, 1.1f))
                .body("rates.effective_from", contains("2026-01-01T00:00:00Z", "2026-01-31T23:00:00Z"));
    }

    @Test
    void theListGoesOnWhereItEnded() {
        put("CZK", "PLN", "0.17", "2026-01-01");
        put("CZK", "PLN", "0.18", "2026-02-01");

        String next = asAdministrator()
                .queryParam("after", "CZK/PLN/0001-01-01T00:00:00Z")
                .queryParam("limit", 1)
                .get("/v1/currency-rates")
                .then()
                .body("rates.rate", contains(0.17f), "next", notNullValue())
                .extract()
                .path("next");

        asAdministrator()
                .queryParam("after", next)
                .queryParam("limit", 1)
                .get("/v1/currency-rates")
                .then()
                .body("rates.rate", contains(0.18f));
    }

    @Test
    void aKeyWithoutTheScopeSeesNoRates() {
        as(TestAccount.team().key("read", "ingest"))
                .get("/v1/currency-rates")
                .then()
                .statusCode(403);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            from           | EURO/USD | {"rate":1}
            to             | EUR/X    | {"rate":1}
            to             | EUR/eur  | {"rate":1}
            rate           | EUR/USD  | {}
            rate           | EUR/USD  | {"rate":0}
            rate           | EUR/USD  | {"rate":-0.5}
            rate           | EUR/USD  | {"rate":"1.1"}
            rate           | EUR/USD  | {"rate":0.0000000000001}
            effective_from | EUR/USD  | {"rate":1,"effective_from":"2026-02-30"}
            until          | EUR/USD  | {"rate":1,"until":"2026-02-28"}
            """)
    void aBadMemberIsNamed(String field, String pair, String body) {
        asAdministrator()
                .body(body)
                .put("/v1/currency-rates/" + pair)
                .then()
                .statusCode(400)
                .body("field", equalTo(field));
    }

    private static void put(String from, String to, String rate, String effectiveFrom) {
        asAdministrator()
                .body(Map.of("rate", new BigDecimal(rate), "effective_from", effectiveFrom))
                .put("/v1/currency-rates/" + from + "/" + to)
                .then()
                .statusCode(200);
    }
}
