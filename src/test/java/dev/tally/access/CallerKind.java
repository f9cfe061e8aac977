package dev.tally.access;

import static dev.tally.http.CurrentRequest.ACCOUNT_HEADER;
import static dev.tally.testing.TestAccount.as;
import static dev.tally.testing.TestAccount.asAdministrator;

import dev.tally.testing.TestAccount;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import java.util.Arrays;
import java.util.function.Function;

/** Who can ask for something, and about which account. A column of the table in {@code access/matrix.txt}. */
@SuppressWarnings("ImmutableEnumChecker") // its functions are lambdas without a state
enum CallerKind {
    NOBODY("non", scene -> RestAssured.given().contentType(ContentType.JSON)),
    UNKNOWN_KEY("unk", scene -> as("tally_sk_" + TestAccount.unique())),
    EXPIRED_KEY("exp", scene -> as(scene.expiredKey())),
    REVOKED_KEY("rev", scene -> as(scene.revokedKey())),

    ADMINISTRATOR("svc", scene -> asAdministrator()
            .header(ACCOUNT_HEADER, scene.team().id())),

    KEY_TO_READ("k-r", scene -> as(scene.team().key("read"))),
    KEY_TO_INGEST("k-i", scene -> as(scene.team().key("ingest"))),
    KEY_TO_ADMINISTER("k-a", scene -> as(scene.team().key("admin"))),

    OWNERS_KEY("p-o", scene -> as(scene.personalKey("owner"))),
    ADMINS_KEY("p-a", scene -> as(scene.personalKey("admin"))),
    MEMBERS_KEY("p-m", scene -> as(scene.personalKey("member"))),
    VIEWERS_KEY("p-v", scene -> as(scene.personalKey("viewer"))),
    STRANGERS_KEY("p-s", scene -> as(scene.personalKey("stranger"))),

    OWNER_BY_GROUP("g-o", scene -> as(scene.tokenOfStranger("owner"))),
    ADMIN_BY_GROUP("g-a", scene -> as(scene.tokenOfStranger("admin"))),
    MEMBER_BY_GROUP("g-m", scene -> as(scene.tokenOfStranger("member"))),
    VIEWER_BY_GROUP("g-v", scene -> as(scene.tokenOfStranger("viewer"))),
    STRANGER("g-s", scene -> as(scene.tokenOfStranger())),

    OWNER_BY_MEMBER_ROW("m-o", scene -> as(scene.tokenOfMember("owner", "viewer"))),
    ADMIN_BY_MEMBER_ROW("m-a", scene -> as(scene.tokenOfMember("admin", "viewer"))),
    MEMBER_BY_MEMBER_ROW("m-m", scene -> as(scene.tokenOfMember("member", "owner"))),
    VIEWER_BY_MEMBER_ROW("m-v", scene -> as(scene.tokenOfMember("viewer", "owner"))),

    SOLO_KEY("s-k", Scene::solo, scene -> as(Scene.fullKey(scene.solo()))),
    SOLO_PERSONAL_KEY(
            "s-p", Scene::solo, scene -> as(scene.solo().personalKey("ada@example.com", "read", "ingest", "admin"))),
    SOLO_TOKEN("s-t", Scene::solo, scene -> as(scene.solo().token("ada@example.com"))),

    NAMES_ANOTHER_ACCOUNT("o-y", Scene::other, scene -> as(Scene.fullKey(scene.team()))),
    NAMES_A_MISSING_ACCOUNT("o-n", Scene::missing, scene -> as(Scene.fullKey(scene.team()))),
    NAMES_ANOTHER_ACCOUNT_BY_HEADER("h-y", scene -> as(Scene.fullKey(scene.team()))
            .header(ACCOUNT_HEADER, scene.other().id())),
    NAMES_A_MISSING_ACCOUNT_BY_HEADER("h-n", scene -> as(Scene.fullKey(scene.team()))
            .header(ACCOUNT_HEADER, scene.missing().id()));

    private final String column;
    private final Function<Scene, TestAccount> named;
    private final Function<Scene, RequestSpecification> request;

    CallerKind(String column, Function<Scene, RequestSpecification> request) {
        this(column, Scene::team, request);
    }

    CallerKind(String column, Function<Scene, TestAccount> named, Function<Scene, RequestSpecification> request) {
        this.column = column;
        this.named = named;
        this.request = request;
    }

    /** The kind whose column in the table has this heading. */
    static CallerKind of(String column) {
        return Arrays.stream(values())
                .filter(kind -> kind.column.equals(column))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no such kind of caller: " + column));
    }

    /** Whether it names an account in a header that is not its own. */
    boolean namesByHeader() {
        return this == NAMES_ANOTHER_ACCOUNT_BY_HEADER || this == NAMES_A_MISSING_ACCOUNT_BY_HEADER;
    }

    /** The account that the path names, where it names one. */
    TestAccount named(Scene scene) {
        return named.apply(scene);
    }

    /** A request of such a caller, with a new credential. */
    RequestSpecification request(Scene scene) {
        return request.apply(scene);
    }
}
