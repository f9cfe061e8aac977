package dev.tally.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vertx.core.impl.NoStackTraceThrowable;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.ClosedConnectionException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which failures pass. The codes are those of PostgreSQL's documentation, appendix A. */
class DatabaseTroubleTest {
    @ParameterizedTest
    @CsvSource({
        "08006,UNREACHABLE", "57P01,UNREACHABLE", "57P02,UNREACHABLE", "57P03,UNREACHABLE", "58030,UNREACHABLE",
        "25P03,UNREACHABLE", "28P01,REFUSED_LOGIN", "3D000,NO_DATABASE", "53300,NO_CONNECTION", "53100,NO_RESOURCES",
        "53200,NO_RESOURCES", "25006,READ_ONLY", "57014,TOO_SLOW", "55P03,TOO_SLOW", "40001,CONTENTION",
        "40P01,CONTENTION",
    })
    void aStateOfTheDatabasePasses(String state, DatabaseTrouble trouble) {
        Throwable wrapped = new IllegalStateException(new PgException("said", "FATAL", state, "detail"));

        assertEquals(Optional.of(trouble), DatabaseTrouble.of(wrapped));
    }

    @ParameterizedTest
    @ValueSource(strings = {"23505", "42P01", "42601", "22003", "XX000", "P0001", "TL001"})
    void aMistakeOfTheProgramDoesNot(String state) {
        assertEquals(Optional.empty(), DatabaseTrouble.of(new PgException("said", "ERROR", state, "detail")));
    }

    @Test
    void neitherDoesADefectThatHasNothingToDoWithTheDatabase() {
        assertEquals(Optional.empty(), DatabaseTrouble.of(new NullPointerException()));
        assertEquals(Optional.empty(), DatabaseTrouble.of(new NoStackTraceThrowable("Parameter 1 has another type")));
    }

    @Test
    void aConnectionThatIsLostOrCannotBeMadePasses() {
        assertEquals(Optional.of(DatabaseTrouble.UNREACHABLE), DatabaseTrouble.of(ClosedConnectionException.INSTANCE));
        assertEquals(Optional.of(DatabaseTrouble.UNREACHABLE), DatabaseTrouble.of(new ConnectException("refused")));
        assertEquals(Optional.of(DatabaseTrouble.UNREACHABLE), DatabaseTrouble.of(new UnknownHostException("db")));
    }
}
