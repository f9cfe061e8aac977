package dev.tally.aggregate;

/** Counts the groups of one fold and ends it when there are too many to keep in memory. Not thread-safe. */
final class GroupLimit {
    private final int most;
    private int groups;

    GroupLimit(int most) {
        this.most = most;
    }

    int groups() {
        return groups;
    }

    void addOne() {
        groups++;
        if (groups > most) {
            throw new TooManyGroupsException(most);
        }
    }
}
