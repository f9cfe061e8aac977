package dev.tally.oracle;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Random;

/** An account of its own, with its events posted and questions asked over HTTP. */
final class Scene {
    static Scene open() {
        return new Scene();
    }

    void post(List<SampleEvent> events, Random random) {}

    JsonNode ask(Question question) {
        return null;
    }
}
