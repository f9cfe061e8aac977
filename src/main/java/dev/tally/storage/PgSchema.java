package dev.tally.storage;

import dev.tally.ops.Schema;
import dev.tally.ops.StartFailure;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vertx.pgclient.PgException;
import jakarta.inject.Singleton;
import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.exception.FlywayValidateException;
import org.flywaydb.core.api.resource.LoadableResource;

/** The scripts below {@code db/migration}, which Flyway runs; it has a lock, so that instances do it one after the other. */
@Singleton
class PgSchema implements Schema {
    private static final String PRESENT = """
            SELECT max(version::integer) FROM flyway_schema_history WHERE success AND version IS NOT NULL
            """;
    private static final String NEWEST_IS_THERE = """
            SELECT count(*) FROM flyway_schema_history WHERE success AND regexp_replace(script, '^.*/', '') = $1
            """;
    private static final String UNDEFINED_TABLE = "42P01";
    private static final Pattern SCRIPT = Pattern.compile("V(\\d+)__.*");

    private final Flyway flyway;
    private final Pool pool;

    PgSchema(Flyway flyway, Pool pool) {
        this.flyway = flyway;
        this.pool = pool;
    }

    @Override
    public int needed() {
        return version(newestScript());
    }

    private String newestScript() {
        return flyway.getConfiguration().getResourceProvider().getResources("V", new String[] {".sql"}).stream()
                .map(LoadableResource::getFilename)
                .filter(script -> SCRIPT.matcher(script).matches())
                .max(Comparator.comparingInt(PgSchema::version))
                .orElseThrow(() -> new IllegalStateException("the program brings no schema"));
    }

    private static int version(String script) {
        Matcher named = SCRIPT.matcher(script);
        return named.matches() ? Integer.parseInt(named.group(1)) : 0;
    }

    @Override
    public Uni<Optional<Integer>> present() {
        return pool.query(PRESENT)
                .execute()
                .map(rows -> Optional.ofNullable(rows.iterator().next().getInteger(0)))
                .onFailure(PgSchema::isMissingTable)
                .recoverWithItem(Optional.empty());
    }

    @Override
    public int migrate() {
        return isUpToDate() ? 0 : migrateByFlyway();
    }

    /** Asking first makes the start of a service shorter: Flyway needs a connection of its own, and reads all scripts. */
    private boolean isUpToDate() {
        return pool.preparedQuery(NEWEST_IS_THERE)
                .execute(Tuple.of(newestScript()))
                .map(rows -> rows.iterator().next().getLong(0) > 0)
                .onFailure(PgSchema::isMissingTable)
                .recoverWithItem(false)
                .await()
                .indefinitely();
    }

    private int migrateByFlyway() {
        try {
            return flyway.migrate().migrationsExecuted;
        } catch (FlywayValidateException e) {
            throw new StartFailure(
                    "the schema of the database is not one that this program made: "
                            + e.getMessage()
                                    .lines()
                                    .map(String::strip)
                                    .filter(line -> !line.isEmpty())
                                    .collect(Collectors.joining(" ")),
                    e);
        }
    }

    @Override
    public Uni<Integer> distribute() {
        return new Distribution(pool).distribute();
    }

    private static boolean isMissingTable(Throwable e) {
        return e instanceof PgException refused && UNDEFINED_TABLE.equals(refused.getSqlState());
    }
}
