package dev.tally.oracle;

import java.io.IOException;
import java.util.List;
import java.util.Random;

/** What may happen to an account between two requests, and changes no answer that the {@link Oracle} does not know of. */
enum Action {
    ROLL {
        @Override
        void on(Scene scene, Random random) throws IOException {
            scene.administer("roll", random);
        }
    },
    REBUILD {
        @Override
        void on(Scene scene, Random random) throws IOException {
            scene.administer("rebuild", random);
        }
    },
    NOTHING {
        @Override
        void on(Scene scene, Random random) {}
    };

    /** Most of the time nothing; rebuilds seldom. */
    private static final List<Action> OFTEN_NOTHING =
            List.of(ROLL, ROLL, ROLL, ROLL, REBUILD, NOTHING, NOTHING, NOTHING, NOTHING, NOTHING, NOTHING, NOTHING);

    abstract void on(Scene scene, Random random) throws IOException;

    static Action any(Random random) {
        return OFTEN_NOTHING.get(random.nextInt(OFTEN_NOTHING.size()));
    }

    /** Those that the answers of today must not show. */
    static Action anyRoll(Random random) {
        return random.nextInt(5) == 0 ? REBUILD : ROLL;
    }
}
