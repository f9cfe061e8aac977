package dev.tally.demo;

import java.net.URI;
import java.time.LocalDate;

/** The demo's first page: keys, and commands that work when pasted. */
final class DemoGuide {
    private DemoGuide() {}

    static String text(URI service, String teamKey, String soloKey, String team, LocalDate today) {
        return """

                Two demo accounts have a month of usage. Their keys:
                  team  %2$s
                  solo  %3$s

                Post an event:
                  curl -H 'X-Api-Key: %2$s' -H 'Content-Type: application/json' \\
                    -d '{"id":"first","model":"gpt-4o","input_tokens":1200,"output_tokens":300,"cost":0.006}' \\
                    %1$s/v1/events

                Read a summary, in any of six dialects:
                  native     curl -H 'X-Api-Key: %2$s' '%1$s/v1/query?group_by=model&granularity=week'
                  Neo        curl -H 'X-Api-Key: %2$s' '%1$s/api/v1/usage/summary?group_by=week'
                  Surnex     curl -H 'X-Api-Key: %2$s' '%1$s/v1/usage?provider=openai'
                  Freddy     curl -H 'X-Api-Key: %2$s' '%1$s/v1/analytics/usage/summary/%4$s'
                  AgentGate  curl -H 'X-Api-Key: %2$s' '%1$s/agentgate/api/v1/usage/summary?model=gpt-4o'
                  Umbraco    curl -H 'X-Api-Key: %2$s' '%1$s/umbraco/ai/management/api/v1/analytics/usage-summary?from=%5$s&to=%6$s'

                All operations: %1$s/q/swagger-ui     A token instead of a key: make token
                Stop with Ctrl-C; the data stays.
                """.formatted(service, teamKey, soloKey, team, today.minusDays(DemoUsage.DAYS), today);
    }
}
