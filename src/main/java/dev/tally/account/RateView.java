package dev.tally.account;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.tally.http.Decimals;
import java.math.BigDecimal;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What a unit of {@code from} is worth in {@code to}, from {@code effectiveFrom} until the next rate begins. */
@JsonNaming(SnakeCaseStrategy.class)
@Schema(name = "CurrencyRate")
public record RateView(
        @Schema(required = true, examples = "EUR") String from,
        @Schema(required = true, examples = "USD") String to,
        @Schema(required = true) BigDecimal rate,
        @Schema(required = true) Instant effectiveFrom) {

    static RateView of(CurrencyRateEntity rate) {
        return new RateView(rate.fromCurrency, rate.toCurrency, Decimals.plain(rate.rate), rate.effectiveFrom);
    }
}
