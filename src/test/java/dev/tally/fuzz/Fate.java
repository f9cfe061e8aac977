package dev.tally.fuzz;

/** What must become of a request, or of an event in one. */
enum Fate {
    ACCEPTED,
    REFUSED,
    /** Nothing that is promised says which. */
    EITHER;

    /** That of a whole with a part of another fate. */
    Fate and(Fate other) {
        if (this == REFUSED || other == REFUSED) {
            return REFUSED;
        }
        return this == EITHER || other == EITHER ? EITHER : ACCEPTED;
    }
}
