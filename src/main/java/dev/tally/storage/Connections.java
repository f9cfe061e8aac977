package dev.tally.storage;

import io.quarkus.reactive.pg.client.PgPoolCreator;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Makes the pool of connections such that waits are bounded, and that {@link IngestSql#STORE} is parsed once for each of
 * them, and not for every batch: by itself the client keeps only statements that are short.
 */
@Singleton
class Connections implements PgPoolCreator {
    private static final Set<String> STORING = Set.of(IngestSql.STORE, StoringFunction.CALL);

    private final DatabaseConfig config;

    Connections(DatabaseConfig config) {
        this.config = config;
    }

    @Override
    public Pool create(Input input) {
        input.pgConnectOptionsList().forEach(this::prepare);
        return PgBuilder.pool()
                .with(bounded(input.poolOptions()))
                .connectingTo(List.copyOf(input.pgConnectOptionsList()))
                .using(input.vertx())
                .build();
    }

    private void prepare(PgConnectOptions options) {
        var kept = options.getPreparedStatementCacheSqlFilter();
        options.setPreparedStatementCacheSqlFilter(sql -> kept.test(sql) || STORING.contains(sql));
        options.setConnectTimeout(millis(config.connectTimeout()));
        bound(options, "statement_timeout", config.statementTimeout());
        bound(options, "idle_in_transaction_session_timeout", config.idleTransactionTimeout());
    }

    /** As a parameter of the connection's start, which costs nothing; not sent where there is no limit. */
    private static void bound(PgConnectOptions options, String setting, Duration limit) {
        if (isLimit(limit)) {
            options.addProperty(setting, Long.toString(limit.toMillis()));
        }
    }

    private PoolOptions bounded(PoolOptions options) {
        return options.setConnectionTimeoutUnit(TimeUnit.MILLISECONDS)
                .setConnectionTimeout(millis(config.acquireTimeout()))
                .setMaxWaitQueueSize(config.maxWaiting());
    }

    private static boolean isLimit(Duration duration) {
        return !duration.isZero() && !duration.isNegative();
    }

    private static int millis(Duration duration) {
        return Math.toIntExact(duration.toMillis());
    }
}
