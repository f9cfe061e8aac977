package dev.tally.ingest;

import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tally.testing.TestAccount;
import io.quarkus.test.junit.QuarkusTest;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Money is kept as sent, and in the account's currency at the rate of the event's time. */
@QuarkusTest
class CurrencyTest {
    private final StoredRows rows = new StoredRows();

    private Posting post;

    /** The rates from Swedish to Norwegian crowns are of this test alone. */
    @BeforeEach
    void makeAccountAndRates() {
        post = Posting.of(TestAccount.with(Map.of("currency", "NOK")));
        rate("0.9", "2026-01-01");
        rate("1.0625", "2026-02-01");
    }

    @Test
    void theLatestRateThatWasEffectiveThenConverts() {
        post.lines("""
                {"id":"before","time":"2026-01-31T23:59:59.999999Z","currency":"SEK","cost":100,"llm_cost":10}
                {"id":"since","time":"2026-02-01T00:00:00Z","currency":"SEK","cost":0.000000001,"llm_cost":8}
                {"id":"own","time":"2026-02-01","currency":"NOK","cost":3}
                {"id":"unsaid","time":"2026-02-01","cost":4}
                """).body("recorded", equalTo(4));

        // 100 × 0.9 and 10 × 0.9; 0.000000001 × 1.0625 and 8 × 1.0625
        assertEquals(
                List.of(
                        "before|SEK|100|10|NOK|90|9",
                        "own|NOK|3|0|NOK|3|0",
                        "since|SEK|0.000000001|8|NOK|0.0000000010625|8.5",
                        "unsaid|NOK|4|0|NOK|4|0"),
                rows.select("""
                        event_id, currency, cost::text, llm_cost::text, reporting_currency, reporting_cost::text,
                        reporting_llm_cost::text
                        """, "usage_event", post.account()));
    }

    @Test
    void withoutARateTheEventIsRefusedAndSaysSo() {
        post.json("""
                [{"id":"early","time":"2025-12-31T23:59:59Z","currency":"SEK","cost":1},
                 {"id":"exotic","currency":"XPF","cost":1},
                 {"id":"good","currency":"SEK","time":"2026-03-01","cost":1}]
                """)
                .statusCode(200)
                .body("recorded", equalTo(1))
                .body("rejected", equalTo(2))
                .body("errors.id", contains("early", "exotic"))
                .body("errors.field", contains("currency", "currency"))
                .body("errors.code", contains("no_currency_rate", "no_currency_rate"))
                .body(
                        "errors[0].message",
                        allOf(containsString("SEK"), containsString("NOK"), containsString("2025-12-31T23:59:59Z")));
    }

    private static void rate(String rate, String effectiveFrom) {
        TestAccount.asAdministrator()
                .body(Map.of("rate", new BigDecimal(rate), "effective_from", effectiveFrom))
                .put("/v1/currency-rates/SEK/NOK")
                .then()
                .statusCode(org.hamcrest.Matchers.oneOf(200, 201));
    }
}
