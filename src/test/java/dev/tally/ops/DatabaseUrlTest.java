package dev.tally.ops;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DatabaseUrlTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            postgresql://ada:secret@db.example:6543/usage  | db.example | 6543 | usage   | ada     | secret
            postgres://ada:secret@db.example/usage         | db.example | 5432 | usage   | ada     | secret
            postgresql://ada@localhost/usage               | localhost  | 5432 | usage   | ada     | -
            postgresql://ada:@localhost/usage              | localhost  | 5432 | usage   | ada     | ''
            postgresql://ada:s%40c%2Fr%3At@h/usage         | h          | 5432 | usage   | ada     | s@c/r:t
            postgresql://a%20da:a+b%2Bc@h/my%20usage       | h          | 5432 | my usage | a da   | a+b+c
            postgresql://ada:a:b@h/usage                   | h          | 5432 | usage   | ada     | a:b
            postgresql://ada:secret@[::1]:6543/usage       | [::1]      | 6543 | usage   | ada     | secret
            postgresql://ada:secret@[2001:db8::7]/usage    | [2001:db8::7] | 5432 | usage | ada    | secret
            postgresql://%C3%A4da:%E2%82%AC@127.0.0.1/usage | 127.0.0.1 | 5432 | usage   | äda     | €
            """)
    void readsEachPart(String text, String host, int port, String database, String user, String password) {
        DatabaseUrl url = DatabaseUrl.parse(text);

        assertEquals(new DatabaseUrl(host, port, database, user, password, Map.of()), url);
        assertEquals(url, DatabaseUrl.parse(url.withCredentials()));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            jdbc:postgresql://h/d                        | must look like
            mysql://ada:secret@h/d                       | must look like
            h/d                                          | must look like
            postgresql://ada:secret@h                    | names no database
            postgresql://ada:secret@h/                   | names no database
            postgresql://ada:secret@h/d/e                | names no database
            postgresql://h/d                             | names no user
            postgresql://:secret@h/d                     | names no user
            postgresql:///d                              | names no single host
            postgresql://ada:secret@h1:5432,h2:5432/d    | names no single host
            postgresql://ada:secret@h:70000/d            | port
            postgresql://ada:secret@h:0/d                | port
            postgresql://                                | must look like
            postgresql://ada:sec^ret@h/d                 | percent-encoding
            postgresql://ada:sec%zzret@h/d               | percent-encoding
            postgresql://ada:secret@h/d?connect_timeout=5 | connect_timeout
            """)
    void saysWhatIsWrongAndKeepsThePasswordToItself(String text, String reason) {
        String message =
                assertThrows(StartFailure.class, () -> DatabaseUrl.parse(text)).getMessage();

        assertTrue(message.contains("TALLY_DATABASE_URL"), message);
        assertTrue(message.contains(reason), message);
        assertFalse(message.contains("sec^ret") || message.contains("secret@"), message);
    }

    @Test
    void givesEachClientTheParametersThatItKnows() {
        DatabaseUrl url = DatabaseUrl.parse(
                "postgresql://a:b@h/d?sslmode=require&application_name=my%20app&channel_binding=require");

        assertEquals(
                "jdbc:postgresql://h:5432/d?sslmode=require&ApplicationName=my%20app&channelBinding=require",
                url.jdbcUrl());
        assertEquals("postgresql://h:5432/d?sslmode=require&application_name=my%20app", url.reactiveUrl());
    }

    @Test
    void isLoggedWithoutThePassword() {
        assertEquals(
                "postgresql://h:5432/d",
                DatabaseUrl.parse("postgresql://a:secret@h/d").toString());
    }
}
