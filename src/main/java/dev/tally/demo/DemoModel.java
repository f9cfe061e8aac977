package dev.tally.demo;

import java.math.BigDecimal;

/**
 * A language model that the demo's people use.
 *
 * @param inputPrice what a million input tokens cost, in US dollars
 * @param outputPrice what a million output tokens cost, in US dollars
 * @param typicalMs how long a call usually takes, in milliseconds
 */
record DemoModel(String name, String provider, BigDecimal inputPrice, BigDecimal outputPrice, int typicalMs) {
    private static final int TOKENS_PER_PRICE_DIGITS = 6;

    static DemoModel of(String name, String provider, String inputPrice, String outputPrice, int typicalMs) {
        return new DemoModel(name, provider, new BigDecimal(inputPrice), new BigDecimal(outputPrice), typicalMs);
    }

    BigDecimal cost(long inputTokens, long outputTokens) {
        return inputPrice
                .multiply(BigDecimal.valueOf(inputTokens))
                .add(outputPrice.multiply(BigDecimal.valueOf(outputTokens)))
                .movePointLeft(TOKENS_PER_PRICE_DIGITS)
                .stripTrailingZeros();
    }
}
