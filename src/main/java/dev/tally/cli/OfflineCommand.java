package dev.tally.cli;

/** A command that needs nothing of the application to begin with. */
interface OfflineCommand {
    /** Returns when it is done; the process goes on as long as what it started. */
    void run();
}
