package dev.tally.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tally.access.CallerDirectory;
import dev.tally.access.SecretHash;
import dev.tally.access.StoredKey;
import dev.tally.dialect.KeyedVersions;
import dev.tally.dialect.KeyedVersions.KeyedVersion;
import dev.tally.query.UsageVersions;
import dev.tally.testing.HeldTransaction;
import dev.tally.testing.ServiceDatabase;
import dev.tally.testing.TestAccount;
import dev.tally.testing.TestEvents;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A key and a version that are looked up together are those that are found one by one, whatever is remembered of the key and
 * whoever changed what in the meantime.
 */
@QuarkusTest
final class KeyedVersionsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String EMAIL = "ada@example.com";

    /** Seconds after the start. */
    private static final List<Integer> GRANTS_EXPIRE = List.of(-30, 30);

    /** Those that nothing depends on. */
    private static final Set<String> OTHER_COLUMNS_OF_KEYS = Set.of("prefix", "name", "created_at", "last_used_at");

    private final Instant start = Instant.now().truncatedTo(ChronoUnit.SECONDS);

    @Inject
    KeyedVersions keyedVersions;

    @Inject
    CallerDirectory directory;

    @Inject
    UsageVersions versions;

    @Inject
    Pool pool;

    private TestAccount account;
    private TestAccount other;
    private SecretHash secret;

    @BeforeEach
    void aKeyThatIsUsed() {
        account = TestAccount.with(Map.of("kind", "team", "currency", "EUR"))
                .member(EMAIL, "admin")
                .member("alan@example.com", "viewer");
        other = TestAccount.team();
        secret = SecretHash.of(account.personalKey(EMAIL, "read"));
        for (int seconds : GRANTS_EXPIRE) {
            execute("INSERT INTO credit_grant VALUES ('{account}', gen_random_uuid(), 10, '%s', NULL, now())"
                    .formatted(start.plusSeconds(seconds)));
        }
        execute("UPDATE api_key SET last_used_at = '%s' WHERE account_id = '{account}'".formatted(start));
    }

    static Stream<String> changes() {
        return Stream.of(
                "UPDATE api_key SET revoked_at = now() WHERE account_id = '{account}'",
                "UPDATE api_key SET expires_at = now() WHERE account_id = '{account}'",
                "UPDATE api_key SET scopes = '{INGEST,READ}' WHERE account_id = '{account}'",
                "UPDATE api_key SET email = 'alan@example.com' WHERE account_id = '{account}'",
                "UPDATE api_key SET secret_hash = sha256('{account}') WHERE account_id = '{account}'",
                "UPDATE api_key SET key_id = gen_random_uuid() WHERE account_id = '{account}'",
                "UPDATE api_key SET account_id = '{other}' WHERE account_id = '{account}'",
                "DELETE FROM api_key WHERE account_id = '{account}'",
                "UPDATE member SET role = 'MEMBER' WHERE account_id = '{account}' AND email = 'ada@example.com'",
                "UPDATE member SET account_id = '{other}' WHERE account_id = '{account}'",
                "INSERT INTO member VALUES ('{account}', 'ada@example.com', 'OWNER') "
                        + "ON CONFLICT (account_id, email) DO UPDATE SET role = excluded.role",
                "DELETE FROM member WHERE account_id = '{account}'",
                "DELETE FROM member WHERE account_id = '{account}'; "
                        + "INSERT INTO member VALUES ('{account}', 'ada@example.com', 'OWNER')",
                "UPDATE account SET name = 'Another' WHERE account_id = '{account}'",
                "UPDATE account SET external_id = 'of {account}' WHERE account_id = '{account}'",
                "UPDATE account SET kind = 'SOLO' WHERE account_id = '{account}'",
                "UPDATE account SET currency = 'CHF' WHERE account_id = '{account}'",
                "UPDATE account SET time_zone = 'Asia/Kathmandu' WHERE account_id = '{account}'",
                "UPDATE account SET dialect = 'agentgate' WHERE account_id = '{account}'",
                "UPDATE account SET credits_reset_at = now() WHERE account_id = '{account}'",
                "INSERT INTO credit_grant VALUES ('{account}', gen_random_uuid(), 5, NULL, NULL, now())",
                "UPDATE credit_grant SET amount = 11 WHERE account_id = '{account}'",
                "UPDATE credit_grant SET expires_at = NULL WHERE account_id = '{account}'",
                "INSERT INTO credit_grant VALUES ('{other}', gen_random_uuid(), 5, NULL, NULL, now()); "
                        + "UPDATE credit_grant SET account_id = '{account}' WHERE account_id = '{other}'",
                "DELETE FROM credit_grant WHERE account_id = '{account}'");
    }

    @ParameterizedTest
    @MethodSource("changes")
    void aChangeCountsAtOnceWhoeverMakesIt(String change) {
        KeyedVersion before = lookedUp(start);
        assertEquals(foundOneByOne(start), before);
        assertEquals(before, lookedUp(start));

        execute(change);

        KeyedVersion after = lookedUp(start);
        assertEquals(foundOneByOne(start), after);
        assertNotEquals(before, after);
        assertEquals(after, lookedUp(start));
    }

    @Test
    void usageThatIsStoredCountsAtOnce() {
        KeyedVersion before = lookedUp(start);
        TestEvents.record(account, "{\"id\": \"1\", \"cost\": 1}");

        KeyedVersion after = lookedUp(start);

        assertEquals(foundOneByOne(start), after);
        assertNotEquals(before, after);
    }

    @Test
    void whatWasNotThereMayComeToBeThere() {
        SecretHash known = secret;
        secret = SecretHash.of(TestAccount.unique());
        assertEquals(Optional.empty(), lookedUp(start).key());
        execute("UPDATE api_key SET secret_hash = '\\x%s' WHERE account_id = '{account}'"
                .formatted(HexFormat.of().formatHex(secret.bytes())));

        assertEquals(foundOneByOne(start), lookedUp(start));
        assertTrue(lookedUp(start).key().isPresent());
        secret = known;
        assertEquals(Optional.empty(), lookedUp(start).key());
    }

    @Test
    void aRevocationCountsFromItsCommitOn() {
        KeyedVersion before = lookedUp(start);
        HeldTransaction held = HeldTransaction.of(
                "UPDATE api_key SET revoked_at = now() WHERE account_id = '%s'".formatted(account.id()));

        assertEquals(before, lookedUp(start));
        held.commit();
        assertTrue(lookedUp(start).key().orElseThrow().revoked());
    }

    /** Each of the two locks a key, and revises the account. */
    @Test
    void aRevocationByHandAndTheRemovalOfAMemberDoNotWaitForEachOther() {
        HeldTransaction held = HeldTransaction.of(
                "UPDATE api_key SET revoked_at = now() WHERE account_id = '%s'".formatted(account.id()));
        CompletableFuture<Integer> removal = CompletableFuture.supplyAsync(() -> TestAccount.asAdministrator()
                .delete(account.path("/members/" + EMAIL))
                .statusCode());

        held.awaitWaiters(1);
        held.commit();

        assertEquals(
                204, removal.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join());
    }

    /** Seconds after the key was used, which is to be noted again after a minute. */
    @ParameterizedTest
    @ValueSource(longs = {0, 29, 30, 31, 59, 60, 61, -1, -29, -30, -31})
    void timeCountsToo(long seconds) {
        lookedUp(start);

        Instant now = start.plusSeconds(seconds);

        assertEquals(foundOneByOne(now), lookedUp(now));
        assertEquals(foundOneByOne(start), lookedUp(start));
    }

    /** The tables of a cluster take no triggers; everything else holds there too. */
    @Nested
    @DisabledIf(value = "dev.tally.testing.TestCluster#isUsed", disabledReason = "a cluster's tables take no triggers")
    class WhereTriggersCount {
        @Test
        void whatIsKnownIsNotReadAgain() {
            KeyedVersion before = lookedUp(start);
            uncounted("UPDATE api_key SET revoked_at = now() WHERE account_id = '{account}'");

            assertEquals(before, lookedUp(start));
            assertEquals(foundOneByOne(start.plusSeconds(60)), lookedUp(start.plusSeconds(60)));
        }

        @Test
        void whereNobodyCountsEverythingIsReadAgain() {
            uncounted("UPDATE account SET revision = NULL WHERE account_id = '{account}'");
            lookedUp(start);
            uncounted("UPDATE api_key SET revoked_at = now() WHERE account_id = '{account}'");

            assertEquals(foundOneByOne(start), lookedUp(start));
        }

        @ParameterizedTest
        @ValueSource(strings = {"member", "api_key", "credit_grant"})
        void emptyingATableCountsForEverybody(String table) {
            long before = ServiceDatabase.number(revision());

            assertTrue(inVain("TRUNCATE " + table, revision()) > before);
        }

        /** Before tables are spread; and the other way round. */
        @Test
        void whatIsForgottenCanBeCountedAgain() {
            String counted = "SELECT count(revision) FROM account";
            String triggers =
                    "SELECT count(*) FROM pg_trigger WHERE tgname IN ('number_revision', 'revise_account', 'revise_accounts')";
            String accounts = "SELECT count(*) FROM account";

            assertEquals(0, inVain("SELECT forget_account_revisions()", counted));
            assertEquals(0, inVain("SELECT forget_account_revisions()", triggers));
            assertEquals(7, inVain("SELECT forget_account_revisions(); SELECT count_account_revisions()", triggers));
            assertEquals(
                    ServiceDatabase.number(accounts),
                    inVain("SELECT forget_account_revisions(); SELECT count_account_revisions()", counted));
        }

        @Test
        void everyOtherColumnOfAKeyCounts() {
            Set<Object> columns =
                    column("SELECT column_name FROM information_schema.columns WHERE table_name = 'api_key'");
            columns.removeAll(OTHER_COLUMNS_OF_KEYS);

            assertEquals(
                    columns,
                    column("SELECT event_object_column FROM information_schema.triggered_update_columns"
                            + " WHERE trigger_name = 'revise_account' AND event_object_table = 'api_key'"));
        }

        @Test
        void theUseOfAKeyIsNoChange() {
            long before = ServiceDatabase.number(revision());
            execute("UPDATE api_key SET last_used_at = now() WHERE account_id = '{account}'");

            assertEquals(before, ServiceDatabase.number(revision()));
        }
    }

    /** Behind the triggers' backs, in one transaction. */
    private void uncounted(String sql) {
        execute(
                "ALTER TABLE account DISABLE TRIGGER number_revision; ALTER TABLE api_key DISABLE TRIGGER revise_account; "
                        + sql
                        + "; ALTER TABLE api_key ENABLE TRIGGER revise_account; ALTER TABLE account ENABLE TRIGGER number_revision");
    }

    /** The number that a query returns after something that is undone then. */
    private long inVain(String sql, String query) {
        return await(pool.withConnection(connection -> connection
                .query("BEGIN; " + sql)
                .execute()
                .chain(() -> connection.query(query).execute())
                .eventually(() -> connection.query("ROLLBACK").execute())
                .map(rows -> rows.iterator().next().getLong(0))));
    }

    private String revision() {
        return "SELECT revision FROM account WHERE account_id = '%s'".formatted(account.id());
    }

    private static Set<Object> column(String query) {
        return ServiceDatabase.rows(query).stream().map(row -> row.get(0)).collect(Collectors.toSet());
    }

    private KeyedVersion lookedUp(Instant now) {
        return await(keyedVersions.of(UUID.fromString(account.id()), secret, now));
    }

    private KeyedVersion foundOneByOne(Instant now) {
        UUID id = UUID.fromString(account.id());
        Optional<StoredKey> key = await(directory.key(secret))
                .filter(found -> found.account().id().equals(id));
        return new KeyedVersion(key, await(versions.of(id, now)));
    }

    private void execute(String sql) {
        String own = sql.replace("{account}", account.id()).replace("{other}", other.id());
        await(pool.query(own).execute());
    }

    private static <T> T await(Uni<T> result) {
        return result.await().atMost(PATIENCE);
    }
}
