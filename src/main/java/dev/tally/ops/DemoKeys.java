package dev.tally.ops;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;

/**
 * The keys of the demo, made by its first start: one for its administrator, and a pair for development tokens (ES256: ECDSA
 * on P-256 with SHA-256, RFC 7518 section 3.4).
 *
 * @param administratorKey a file that only its owner can read
 * @param privateKey a file in PKCS #8 PEM that only its owner can read
 * @param publicKey a file in X.509 PEM
 */
public record DemoKeys(Path administratorKey, Path privateKey, Path publicKey) {
    private static final int ADMINISTRATOR_KEY_BYTES = 32;

    /** Who issues development tokens. */
    public static final String ISSUER = "https://tally.example/demo";

    /** Whom development tokens are for. */
    public static final String AUDIENCE = "tally";

    /** Where the keys of a data folder are, whether they exist or not. */
    public static DemoKeys in(Path dataDir) {
        return new DemoKeys(
                dataDir.resolve("demo-admin-key"),
                dataDir.resolve("demo-jwt-private.pem"),
                dataDir.resolve("demo-jwt-public.pem"));
    }

    /** Whether a demo made them. */
    public boolean exist() {
        return Files.exists(administratorKey) && Files.exists(privateKey) && Files.exists(publicKey);
    }

    /**
     * Makes them unless an earlier start did.
     *
     * @throws StartFailure if the folder cannot be written
     */
    public void createOnce() {
        if (exist()) {
            return;
        }
        KeyPair pair = newPair();
        try {
            Files.createDirectories(privateKey.getParent());
            Files.writeString(publicKey, pem("PUBLIC KEY", pair.getPublic()));
            SecretFile.write(privateKey, pem("PRIVATE KEY", pair.getPrivate()));
            SecretFile.write(administratorKey, newAdministratorKey());
        } catch (IOException e) {
            throw new StartFailure("the demo's keys cannot be written: " + e.getMessage(), e);
        }
    }

    private static String newAdministratorKey() {
        byte[] secret = new byte[ADMINISTRATOR_KEY_BYTES];
        new SecureRandom().nextBytes(secret);
        return "tally_admin_" + Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
    }

    private static KeyPair newPair() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has P-256", e);
        }
    }

    private static String pem(String kind, Key key) {
        String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(key.getEncoded());
        return "-----BEGIN " + kind + "-----\n" + base64 + "\n-----END " + kind + "-----\n";
    }
}
