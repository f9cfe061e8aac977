package dev.tally.ops.embedded;

import dev.tally.ops.StartFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * PostgreSQL refuses to run as root. Where the service does, as in many containers, this makes root look ordinary to it: a user
 * namespace without any mapping where the kernel allows one, else the user nobody, who may still read root's folders.
 *
 * @param prefix what stands before each command
 * @param userId who must own PostgreSQL's files
 */
record OrdinaryUser(List<String> prefix, int userId) {
    private static final int ROOT = 0;
    private static final int NOBODY = 65534;
    private static final List<OrdinaryUser> WAYS_OUT_OF_ROOT = List.of(
            new OrdinaryUser(List.of("unshare", "--user"), ROOT),
            new OrdinaryUser(
                    List.of(
                            "setpriv",
                            "--reuid=" + NOBODY,
                            "--regid=" + NOBODY,
                            "--clear-groups",
                            // Else access(2), which initdb asks, would forget that nobody may read root's folders.
                            "--securebits=+no_setuid_fixup",
                            "--inh-caps=+dac_override",
                            "--ambient-caps=+dac_override"),
                    NOBODY));

    /**
     * Finds what works here.
     *
     * @throws StartFailure if this process runs as root and nothing does
     */
    static OrdinaryUser find() {
        if (!"root".equals(System.getProperty("user.name"))) {
            return new OrdinaryUser(List.of(), -1);
        }
        return WAYS_OUT_OF_ROOT.stream()
                .filter(OrdinaryUser::works)
                .findFirst()
                .orElseThrow(
                        () -> new StartFailure("PostgreSQL refuses to run as root, and this machine has neither user"
                                + " namespaces nor setpriv: run Tally as another user, or set TALLY_DATABASE_URL"));
    }

    List<String> running(List<String> command) {
        List<String> whole = new ArrayList<>(prefix);
        whole.addAll(command);
        return whole;
    }

    /** Makes the files PostgreSQL's own, also after they were used the other way. */
    void own(Path folder) throws IOException {
        if (userId >= 0
                && Files.exists(folder)
                && !Integer.valueOf(userId).equals(Files.getAttribute(folder, "unix:uid"))) {
            Folders.give(folder, userId);
        }
    }

    private boolean works() {
        try {
            Process process = new ProcessBuilder(running(List.of("id", "-un")))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
