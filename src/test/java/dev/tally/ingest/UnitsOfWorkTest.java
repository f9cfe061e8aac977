package dev.tally.ingest;

import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is known of a unit of work follows from its events, not from the order in which they came. */
@QuarkusTest
class UnitsOfWorkTest {
    private static final String UNIT =
            "kind, unit_id, first_event_at, given_started_at, started_at, status, status_at, status_event_id";
    private static final String USE = "kind, unit_id, model, provider, work_order_id, run_id, byok";

    private final StoredRows rows = new StoredRows();

    @Test
    void theEarliestGivenStartAndTheLatestStatusCount() {
        Posting post = Posting.toNewTeam();

        post.lines("""
                {"id":"2","time":"2026-05-02","task_id":"t","task_status":"done","model":"a"}
                {"id":"1","time":"2026-05-01","task_id":"t","task_status":"running","model":"a"}
                {"id":"3","time":"2026-05-03","task_id":"t","model":"b"}
                """).body("recorded", equalTo(3));
        post.lines("""
                {"id":"0","time":"2026-05-02","task_id":"t","task_status":"failed","task_started_at":"2026-04-30"}
                {"id":"4","time":"2026-05-01","task_id":"t","task_started_at":"2026-04-29","byok":true}
                """).body("recorded", equalTo(2));

        // Of the two statuses of May 2nd, that of the event with the greater id.
        assertEquals(
                List.of("TASK|t|2026-05-01T00:00Z|2026-04-29T00:00Z|2026-04-29T00:00Z|done|2026-05-02T00:00Z|2"),
                rows.select(UNIT, "unit_of_work", post.account()));
        assertEquals(
                List.of(
                        "TASK|t|a|null|null|null|false",
                        "TASK|t|b|null|null|null|false",
                        "TASK|t|null|null|null|null|false",
                        "TASK|t|null|null|null|null|true"),
                rows.select(USE, "unit_use", post.account()));
    }

    @Test
    void duplicatesAndConflictsDoNotTouchUnits() {
        Posting post = Posting.toNewTeam();
        post.json("{\"id\":\"1\",\"time\":\"2026-05-02\",\"task_id\":\"t\",\"task_status\":\"done\"}");
        List<String> before = rows.select(UNIT, "unit_of_work", post.account());

        post.json("{\"id\":\"1\",\"time\":\"2026-05-03\",\"task_id\":\"t\",\"task_status\":\"late\"}")
                .body("rejected", equalTo(1));
        post.json("{\"id\":\"1\",\"time\":\"2026-05-02\",\"task_id\":\"t\",\"task_status\":\"done\"}")
                .body("duplicates", equalTo(1));

        assertEquals(before, rows.select(UNIT, "unit_of_work", post.account()));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void theOrderOfArrivalDoesNotShow(long seed) {
        Random random = new Random(seed);
        List<String> events = new ArrayList<>(
                IntStream.range(0, 80).mapToObj(i -> event(i, random)).toList());
        Posting first = Posting.toNewTeam();
        Posting second = Posting.toNewTeam();

        first.lines(String.join("\n", events)).body("recorded", equalTo(80));
        Collections.shuffle(events, random);
        for (int from = 0; from < events.size(); ) {
            int to = Math.min(events.size(), from + 1 + random.nextInt(30));
            second.lines(String.join("\n", events.subList(from, to))).body("recorded", equalTo(to - from));
            from = to;
        }

        for (String[] table : new String[][] {{UNIT, "unit_of_work"}, {USE, "unit_use"}}) {
            assertEquals(
                    rows.select(table[0], table[1], first.account()),
                    rows.select(table[0], table[1], second.account()));
        }
    }

    /** Few units, few times, many ties. */
    private static String event(int i, Random random) {
        StringBuilder event = new StringBuilder("{\"id\":\"").append(i).append('"');
        event.append(",\"time\":\"2026-05-0").append(1 + random.nextInt(4)).append('"');
        event.append(",\"task_id\":\"t").append(random.nextInt(4)).append('"');
        event.append(",\"snapshot_id\":\"s").append(random.nextInt(3)).append('"');
        event.append(",\"model\":\"m").append(random.nextInt(3)).append('"');
        event.append(",\"byok\":").append(random.nextBoolean());
        if (random.nextBoolean()) {
            event.append(",\"task_status\":\"")
                    .append("abc".charAt(random.nextInt(3)))
                    .append('"');
        }
        if (random.nextInt(4) == 0) {
            event.append(",\"task_started_at\":\"2026-04-1")
                    .append(random.nextInt(9))
                    .append('"');
        }
        if (random.nextInt(3) == 0) {
            event.append(",\"work_order_id\":\"w").append(random.nextInt(2)).append('"');
            event.append(",\"snapshot_status\":\"partial\"");
        }
        return event.append('}').toString();
    }
}
