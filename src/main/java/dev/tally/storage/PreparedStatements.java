package dev.tally.storage;

import io.quarkus.reactive.pg.client.PgPoolCreator;
import io.vertx.pgclient.PgBuilder;
import io.vertx.sqlclient.Pool;
import jakarta.inject.Singleton;
import java.util.List;

/**
 * Makes the pool of connections such that {@link IngestSql#STORE} is parsed once for each of them, and not for every
 * batch: by itself the client keeps only statements that are short.
 */
@Singleton
class PreparedStatements implements PgPoolCreator {
    @Override
    public Pool create(Input input) {
        input.pgConnectOptionsList().forEach(options -> {
            var kept = options.getPreparedStatementCacheSqlFilter();
            options.setPreparedStatementCacheSqlFilter(sql -> kept.test(sql) || sql.equals(IngestSql.STORE));
        });
        return PgBuilder.pool()
                .with(input.poolOptions())
                .connectingTo(List.copyOf(input.pgConnectOptionsList()))
                .using(input.vertx())
                .build();
    }
}
