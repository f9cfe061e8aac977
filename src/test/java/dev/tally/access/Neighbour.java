package dev.tally.access;

import static dev.tally.testing.TestAccount.as;

import dev.tally.testing.TestAccount;
import dev.tally.testing.TestEvents;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * A team that has something of everything, under names of its own.
 *
 * @param names what others may come to know and ask for, by what it is
 * @param secret a text that is in all that others must not read, and in nothing that they can ask for
 */
record Neighbour(TestAccount account, Map<String, String> names, String secret) {
    /** Of the amounts of its event: no other answer has these digits. */
    static final String AMOUNT = "73190246";

    static Neighbour create() {
        TestAccount account = TestAccount.with(Map.of("currency", "USD"));
        String secret = "secret" + TestAccount.unique();
        String unique = TestAccount.unique();
        Map<String, String> names = new LinkedHashMap<>();
        names.put("account", account.id());
        names.put("external_id", account.externalId());
        names.put("project", UUID.randomUUID().toString());
        names.put("email", unique + "@example.com");
        for (String name : List.of("model", "provider", "operation", "task", "work-order", "run", "profile", "event")) {
            names.put(name, name + "-" + unique);
        }
        account.member(names.get("email"), "admin");
        names.put("key", keyId(account, secret));
        TestEvents.record(account, """
                {"id":"%s","model":"%s","provider":"%s","operation":"%s","project_id":"%s","project_name":"%s","email":"%s",\
                "task_id":"%s","work_order_id":"%s","run_id":"%s","input_tokens":%s,"time":"2026-03-04T05:06:07Z"}\
                """.formatted(
                        names.get("event"),
                        names.get("model"),
                        names.get("provider"),
                        names.get("operation"),
                        names.get("project"),
                        secret,
                        names.get("email"),
                        names.get("task"),
                        names.get("work-order"),
                        names.get("run"),
                        AMOUNT));
        TestAccount.asAdministrator()
                .body(Map.of("amount", Integer.parseInt(AMOUNT)))
                .post(account.path("/credits"))
                .then()
                .statusCode(201);
        return new Neighbour(account, Map.copyOf(names), secret);
    }

    /** All that an owner can read of it: the same as long as nobody changes anything. */
    List<String> everything() {
        String key = account.key("read", "admin");
        // The one key that reading takes is gone again before the keys are looked at.
        String keys = TestAccount.asAdministrator()
                .get(account.path("/keys"))
                .then()
                .statusCode(200)
                .extract()
                .path("keys.findAll { it.name != 'test' }.toString()");
        return List.of(
                keys,
                read(key, account.path("")),
                read(key, account.path("/members")),
                read(key, account.path("/credits")),
                read(key, "/v1/events/" + names.get("event") + "/changes"),
                read(key, "/v1/query?group_by=project_id,email&from=2026-01-01&to=2026-12-31")
                        .replaceAll("\"freshness\".*", ""));
    }

    private static String read(String key, String path) {
        return as(key).get(path).then().statusCode(200).extract().asString();
    }

    private static String keyId(TestAccount account, String name) {
        return TestAccount.asAdministrator()
                .body(Map.of("name", name, "scopes", new String[] {"read"}))
                .post(account.path("/keys"))
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }
}
