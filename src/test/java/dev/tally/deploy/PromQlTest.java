package dev.tally.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class PromQlTest {
    @Test
    void findsMetricsAndLabelsAndNothingElse() {
        assertEquals(
                Map.of("requests_count", Set.of("status", "uri"), "up", Set.of("uri")),
                PromQl.reads(
                        "sum by (uri) (rate(requests_count{status=~\"5..|4..\"}[5m] offset 1h)) / max(up) > 0.05 and 1e3"));
        assertEquals(
                Map.of("a_bucket", Set.of("le", "job")),
                PromQl.reads(
                        "histogram_quantile(0.99, sum(increase(a_bucket{job=\"$job\"}[$__rate_interval])) by (le))"));
        assertEquals(Map.of("x", Set.of(), "y", Set.of()), PromQl.reads("(x unless on () y) * 100 or clamp_max(x, 1)"));
    }
}
