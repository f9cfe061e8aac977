package dev.tally.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tally.contract.Unavailable;
import dev.tally.fault.CuttingProxy.Cut;
import dev.tally.ops.DatabaseUrl;
import dev.tally.testing.ServiceClient.Answer;
import dev.tally.testing.TestPostgres;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A packaged service whose database is locked, cut off, read-only or silent. After each test everything is well again. */
class FaultsIT {
    private static final String EVERYTHING = "event_key, pending_batch, account_usage IN ACCESS EXCLUSIVE MODE";

    @TempDir
    static Path folder;

    private static FaultyWorld world;
    private static long events;

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final String id = "e" + UUID.randomUUID();

    @BeforeAll
    static void start() throws Exception {
        world = FaultyWorld.start(folder);
    }

    /** What the database did is nothing that the service did wrong. */
    @AfterAll
    static void stop() throws Exception {
        world.close();
        assertEquals(List.of(), world.errors());
    }

    @BeforeEach
    void storeAnEvent() throws Exception {
        assertStored(world.post(false, "before-" + id), 1, 0);
    }

    @AfterEach
    void everythingCountsOnce() throws Exception {
        threads.shutdownNow();
        world.recover();
        assertEquals(events, world.events());
    }

    @Test
    void whatSomebodyElseHasLockedIsWaitedForNoLongerThanAStatementMayTake() throws Exception {
        try (Connection somebody = lock("LOCK TABLE " + EVERYTHING)) {
            Unavailable.inEveryApi(world.client(), FaultyWorld.ORGANIZATION);
            Unavailable.check(world.post(false, id), "post");
            Unavailable.check(world.post(true, id), "post all or nothing");
            Unavailable.check(world.client().delete("/v1/events/before-" + id), "void");
            Unavailable.check(roll(), "roll");
            somebody.rollback();
        }

        assertStored(world.post(false, id), 1, 0);
        assertTrue(roll().isOk());
    }

    @Test
    void aRowThatSomebodyElseHasLockedKeepsOnlyThoseWaitingWhoNeedIt() throws Exception {
        assertTrue(roll().isOk());
        try (Connection somebody = lock("SELECT FROM account_usage FOR UPDATE")) {
            Unavailable.check(world.client().delete("/v1/events/before-" + id), "void");
            assertStored(world.post(false, id), 1, 0);
            assertEquals(events, world.events());
            assertEquals(0, roll().orThrow().path("events").asLong(), "rolling leaves it to whoever has the lock");
            somebody.rollback();
        }

        assertTrue(world.client().delete("/v1/events/before-" + id).isOk());
        events--;
        assertEquals(1, roll().orThrow().path("events").asLong());
    }

    /** More requests than connections: some wait for the lock, the others for a connection. */
    @Test
    void whoFindsAllConnectionsInUseIsTurnedAwayInEveryApi() throws Exception {
        try (Connection somebody = lock("LOCK TABLE " + EVERYTHING)) {
            List<Future<Answer>> holders = new ArrayList<>();
            for (int i = 0; i < 3 * FaultyWorld.CONNECTIONS; i++) {
                String path = "/v1/events/none-" + i;
                holders.add(threads.submit(() -> world.client().delete(path)));
            }
            world.awaitWaiters(FaultyWorld.CONNECTIONS);
            refusedByEveryApi();

            List<String> texts = new ArrayList<>();
            for (Future<Answer> holder : holders) {
                Unavailable.check(holder.get(), "void");
                texts.add(holder.get().text());
            }
            assertTrue(texts.stream().anyMatch(text -> text.contains("connections")), texts::toString);
            somebody.rollback();
        }
    }

    @Test
    void connectionsThatTheServerEndsFailRequestsForNow() throws Exception {
        try (Connection somebody = lock("LOCK TABLE " + EVERYTHING)) {
            Future<Answer> post = threads.submit(() -> world.post(false, id));
            Future<Answer> query = threads.submit(() -> world.client().get("/v1/query"));
            world.awaitWaiters(2);
            world.terminateConnections();

            Unavailable.check(post.get(), "post");
            Unavailable.check(query.get(), "query");
            somebody.rollback();
        }
        world.recover();

        assertStored(world.post(false, id), 1, 0);
    }

    @Test
    void aDatabaseThatTakesNoChangesStillAnswers() throws Exception {
        alterDatabase("SET default_transaction_read_only = on");
        try {
            world.terminateConnections();
            world.recover();

            Unavailable.check(world.post(false, id), "post");
            Unavailable.check(world.post(true, id), "post all or nothing");
            Unavailable.check(world.client().delete("/v1/events/before-" + id), "void");
            Unavailable.check(
                    world.administrator()
                            .post(
                                    "/v1/accounts/" + FaultyWorld.ORGANIZATION + "/keys",
                                    Map.of("name", "other", "scopes", List.of("read"))),
                    "make a key");
            assertEquals(events, world.events());
        } finally {
            alterDatabase("RESET default_transaction_read_only");
            world.terminateConnections();
        }
        world.recover();

        assertStored(world.post(false, id), 1, 0);
    }

    @ParameterizedTest
    @CsvSource({
        "BEFORE_THE_REQUEST,false",
        "AFTER_THE_REQUEST,false",
        "AFTER_THE_ANSWER,false",
        "BEFORE_THE_REQUEST,true",
        "AFTER_THE_REQUEST,true",
        "AFTER_THE_ANSWER,true",
    })
    void whatIsStoredWhenTheConnectionIsCutCountsOnceWhenItIsSentAgain(Cut cut, boolean commit) throws Exception {
        String[] batch = {id + "-1", id + "-2", id + "-3"};
        world.proxy().cut(cut, commit ? "COMMIT" : id);

        Unavailable.check(world.post(commit, batch), "post");

        assertTrue(world.proxy().hasCut());
        world.recover();
        boolean there = cut != Cut.BEFORE_THE_REQUEST;
        assertStored(world.post(commit, batch), there ? 0 : 3, there ? 3 : 0);
        events += there ? 3 : 0;
    }

    @ParameterizedTest
    @ValueSource(strings = {"BEFORE_THE_REQUEST", "AFTER_THE_REQUEST"})
    void aSummaryWhoseConnectionIsCutIsRefusedInEveryApi(Cut cut) throws Exception {
        for (Map.Entry<String, String> question :
                Unavailable.questions(FaultyWorld.ORGANIZATION).entrySet()) {
            world.proxy().cut(cut, "REPEATABLE READ");

            Unavailable.check(world.client().get(question.getKey()), question.getKey(), question.getValue());

            assertTrue(world.proxy().hasCut());
            world.recover();
        }
    }

    /** All at once. */
    private void refusedByEveryApi() throws Exception {
        Map<String, String> questions = Unavailable.questions(FaultyWorld.ORGANIZATION);
        Map<String, Future<Answer>> asked = new HashMap<>();
        questions.keySet().forEach(path -> asked.put(path, threads.submit(ask(path))));
        for (Map.Entry<String, Future<Answer>> one : asked.entrySet()) {
            Unavailable.check(one.getValue().get(), one.getKey(), questions.get(one.getKey()));
        }
    }

    private static Callable<Answer> ask(String path) {
        return () -> world.client().get(path);
    }

    private static Answer roll() throws Exception {
        return world.administrator().post("/v1/admin/roll", "application/json", new byte[0]);
    }

    private static void assertStored(Answer answer, long recorded, long duplicates) throws Exception {
        JsonNode result = answer.orThrow();
        assertEquals(recorded, result.path("recorded").asLong(), result::toString);
        assertEquals(duplicates, result.path("duplicates").asLong(), result::toString);
        events += recorded;
    }

    /** From another database, where changes are always possible. */
    private static void alterDatabase(String change) throws Exception {
        try (Connection connection = connect(TestPostgres.url());
                Statement statement = connection.createStatement()) {
            statement.execute("ALTER DATABASE " + world.database().url().database() + " " + change);
        }
    }

    private static Connection connect(DatabaseUrl url) throws Exception {
        return DriverManager.getConnection(url.jdbcUrl(), url.user(), url.password());
    }

    private static Connection lock(String statement) throws Exception {
        Connection connection = connect(world.database().url());
        connection.setAutoCommit(false);
        try (Statement locking = connection.createStatement()) {
            locking.execute(statement);
        }
        return connection;
    }
}
