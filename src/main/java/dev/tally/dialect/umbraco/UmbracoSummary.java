package dev.tally.dialect.umbraco;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.math.BigDecimal;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * Umbraco's {@code UsageSummaryResponseModel}. Its clients read the request counts and the average as 32-bit integers;
 * what exceeds those is sent all the same, because a client that fails is better than one that shows a wrong number.
 *
 * @param successRate from 0 to 1, to four decimals
 * @param averageDurationMs in whole milliseconds, the fraction cut off
 */
@RegisterForReflection(registerFullHierarchy = true)
@Schema(
        name = "UmbracoUsageSummaryResponseModel",
        requiredProperties = {
            "totalRequests",
            "inputTokens",
            "outputTokens",
            "totalTokens",
            "successCount",
            "failureCount",
            "successRate",
            "averageDurationMs"
        })
public record UmbracoSummary(
        @Schema(format = "int32") long totalRequests,
        long inputTokens,
        long outputTokens,
        long totalTokens,
        @Schema(format = "int32") long successCount,
        @Schema(format = "int32") long failureCount,
        @Schema(format = "double") BigDecimal successRate,
        @Schema(format = "int32") long averageDurationMs) {}
