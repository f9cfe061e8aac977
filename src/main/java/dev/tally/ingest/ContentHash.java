package dev.tally.ingest;

import dev.tally.model.Dimension;
import dev.tally.model.Dimensions;
import dev.tally.model.UnitMention;
import dev.tally.model.Usage;
import dev.tally.model.UsageEvent;
import java.util.TreeMap;

/**
 * Tells whether two things say the same, without keeping them: 16 bytes of SHA-256 over their values in a fixed order.
 * The stored hashes outlive the program: what is digested, and in which order, must never change. Not thread-safe.
 */
public final class ContentHash {
    private final Digest digest = new Digest();

    /** Of what the sender said. A time that the server assigned is left out, so that an event can be sent again. */
    public byte[] of(UsageEvent event) {
        digest.flag(event.timeAssigned());
        if (!event.timeAssigned()) {
            digest.instant(event.time());
        }
        digest.text(event.id());
        dimensions(event.dimensions());
        digest.text(event.projectName()).whole((long) event.units().size());
        event.units().forEach(this::mention);
        usage(event.usage());
        digest.text(event.currency()).whole((long) event.metadata().size());
        new TreeMap<>(event.metadata())
                .forEach((name, value) -> digest.text(name).text(value));
        return digest.bytes();
    }

    /** Of what a unit of work was used under. */
    public byte[] of(Dimensions dimensions, boolean byok) {
        dimensions(dimensions);
        return digest.flag(byok).bytes();
    }

    private void dimensions(Dimensions dimensions) {
        for (Dimension dimension : Dimension.ALL) {
            digest.text(dimensions.get(dimension));
        }
    }

    private void mention(UnitMention unit) {
        digest.text(unit.kind().name()).text(unit.id()).text(unit.status()).instant(unit.startedAt());
    }

    private void usage(Usage usage) {
        digest.flag(usage.success())
                .whole(usage.httpStatus() == null ? null : usage.httpStatus().longValue())
                .whole(usage.durationMs())
                .whole(usage.inputTokens())
                .whole(usage.outputTokens())
                .whole(usage.cachedInputTokens())
                .decimal(usage.cost())
                .decimal(usage.credits())
                .flag(usage.byok())
                .decimal(usage.llmCost())
                .decimal(usage.neoCost())
                .decimal(usage.synapses())
                .decimal(usage.neurons())
                .whole(usage.steps())
                .whole(usage.toolCalls())
                .whole(usage.agentTriggers());
    }
}
