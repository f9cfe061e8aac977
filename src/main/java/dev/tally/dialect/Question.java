package dev.tally.dialect;

import dev.tally.currency.Conversion;
import dev.tally.currency.CostConversion;
import dev.tally.model.Account;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * What a client asks of a dialect, and how to answer it.
 *
 * @param <P> the parameters: records, so that two questions that mean the same are equal whatever the order in which their
 *     parameters came; sets in them are sorted
 */
public final class Question<P> {
    /** Stands for an end that the client left open, later than any that it can name. */
    private static final Instant OPEN = Instant.MAX;

    private final String format;
    private final Function<Instant, P> parameters;
    private final P open;
    private final Function<Instant, ?> calendar;
    private final Optional<Money<P>> money;
    private final Answering<P> answering;

    private Question(
            String format,
            Function<Instant, P> parameters,
            P open,
            Function<Instant, ?> calendar,
            Optional<Money<P>> money,
            Answering<P> answering) {
        this.format = format;
        this.parameters = parameters;
        this.open = open;
        this.calendar = calendar;
        this.money = money;
        this.answering = answering;
    }

    /**
     * A question that depends on nothing but its parameters.
     *
     * @param format the dialect's name and a number that goes up when it comes to say the same in other bytes
     * @param parameters reads the parameters where now is the given instant; fails at once where they are no good
     */
    public static <P> Question<P> of(String format, Function<Instant, P> parameters, Answering<P> answering) {
        return new Question<>(format, parameters, parameters.apply(OPEN), now -> "", Optional.empty(), answering);
    }

    /** The question where the answer also depends on what the calendar says at an instant, such as the date. */
    public Question<P> on(Function<Instant, ?> date) {
        return new Question<>(format, parameters, open, date, money, answering);
    }

    /**
     * The question where the answer's money is in a currency that the contract fixes.
     *
     * @param end of what is asked about: the last rate before it counts, or that of now where it is not yet over
     */
    public Question<P> in(String currency, Function<P, Instant> end) {
        return new Question<>(format, parameters, open, calendar, Optional.of(new Money<>(currency, end)), answering);
    }

    String format() {
        return format;
    }

    /** What was asked, at the instant {@code now}: the same as long as time makes no difference to the answer. */
    Object asked(Instant now) {
        return List.of(open, calendar.apply(now));
    }

    Uni<Conversion> conversion(CostConversion costs, Account account, Instant now) {
        return money.map(wanted -> costs.to(
                        wanted.currency(), account, momentOfRate(wanted.end().apply(parameters.apply(now)), now)))
                .orElseGet(() -> Uni.createFrom().item(Conversion.NONE));
    }

    Uni<?> answer(Instant now, Conversion conversion) {
        return answering.answer(parameters.apply(now), now, conversion);
    }

    /** Rates begin with the microsecond. */
    private static Instant momentOfRate(Instant end, Instant now) {
        return end.isBefore(now) ? end.minusNanos(1_000) : now;
    }

    /** Computes an answer, an object that Jackson writes. */
    @FunctionalInterface
    public interface Answering<P> {
        /**
         * Computes it.
         *
         * @param now the instant at which the question counts as asked
         * @param conversion from the account's currency to that of the answer
         */
        Uni<?> answer(P asked, Instant now, Conversion conversion);
    }

    private record Money<P>(String currency, Function<P, Instant> end) {}
}
