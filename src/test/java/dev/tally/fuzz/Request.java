package dev.tally.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Map;
import java.util.TreeMap;

/** A request that an HTTP client can send. */
@SuppressWarnings("ArrayRecordComponent") // Nobody compares them.
record Request(String method, String target, Map<String, String> headers, byte[] body) {
    private static final int SHOWN = 600;

    Request(String method, String target, Map<String, String> headers, byte[] body) {
        this.method = method;
        this.target = target;
        this.headers = new TreeMap<>(headers);
        this.body = body.clone();
    }

    @Override
    public String toString() {
        String whole = method + " " + target + " " + headers + " " + new String(body, ISO_8859_1);
        return whole.length() > SHOWN ? whole.substring(0, SHOWN) + "… (" + body.length + " bytes of body)" : whole;
    }
}
