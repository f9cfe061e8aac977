package dev.tally.access;

import static io.restassured.RestAssured.given;

import dev.tally.testing.Management;

/** What the service under test has counted. */
final class Metered {
    private Metered() {}

    static String all() {
        return given().get(Management.url("/q/metrics"))
                .then()
                .statusCode(200)
                .extract()
                .asString();
    }

    /** The value of a meter with its labels, which must be there. */
    static double value(String meter) {
        String line = all().lines()
                .filter(candidate -> candidate.startsWith(meter + " "))
                .findFirst()
                .orElseThrow(() -> new AssertionError("there is no " + meter));
        return Double.parseDouble(line.substring(meter.length() + 1));
    }
}
