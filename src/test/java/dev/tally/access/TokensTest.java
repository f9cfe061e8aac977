package dev.tally.access;

import static dev.tally.testing.TestAccount.as;
import static dev.tally.testing.TestTokens.at;
import static dev.tally.testing.TestTokens.claims;
import static dev.tally.testing.TestTokens.key;
import static dev.tally.testing.TestTokens.signed;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;

import dev.tally.testing.TestAccount;
import dev.tally.testing.TestTokens;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jwk.RsaJwkGenerator;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.keys.HmacKey;
import org.jose4j.lang.JoseException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class TokensTest {
    private static final String OWNER = "owner@example.com";

    private TestAccount team;

    @BeforeEach
    void makeATeam() {
        team = TestAccount.team();
    }

    @ParameterizedTest
    @CsvSource({"RS256,rsa", "RS384,rsa", "RS512,rsa", "PS256,rsa", "PS512,rsa", "ES256,ec"})
    void aTokenWithAnAsymmetricSignatureIsAccepted(String algorithm, String keyId) {
        accepted(signed(owner(), algorithm, key(keyId)));
    }

    @Test
    void theAccountIsNamedByEitherOfItsNames() {
        accepted(signed(owner()));

        JwtClaims claims = owner();
        claims.setStringClaim("tally_account", team.externalId());
        accepted(signed(claims));
    }

    @Test
    void anUnsignedTokenIsRefused() throws JoseException {
        JsonWebSignature token = new JsonWebSignature();
        token.setAlgorithmConstraints(AlgorithmConstraints.NO_CONSTRAINTS);
        token.setAlgorithmHeaderValue(AlgorithmIdentifiers.NONE);
        token.setPayload(owner().toJson());

        refused(token.getCompactSerialization());
    }

    @Test
    void aTokenSignedWithThePublicKeyAsASecretIsRefused() throws JoseException {
        byte[] publicKey = key(TestTokens.RSA).getPublicKey().getEncoded();

        refused(symmetric(publicKey));
        refused(symmetric(TestTokens.publicKeys().getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void aTokenOfAnotherKeyIsRefusedThoughItClaimsTheTrustedOne() throws JoseException {
        PublicJsonWebKey stranger = RsaJwkGenerator.generateJwk(2048);
        stranger.setKeyId(TestTokens.RSA);

        refused(signed(owner(), AlgorithmIdentifiers.RSA_USING_SHA256, stranger));
    }

    @Test
    void aTokenWhoseClaimsWereChangedIsRefused() {
        String[] parts = signed(owner()).split("\\.", 3);
        String[] others = signed(claims(TestAccount.team().id())).split("\\.", 3);

        refused(parts[0] + "." + others[1] + "." + parts[2]);
    }

    @Test
    void aTokenOfAnotherIssuerIsRefused() {
        JwtClaims claims = owner();
        claims.setIssuer("https://somebody.else");
        refused(signed(claims));
    }

    @Test
    void aTokenForAnotherAudienceIsRefused() {
        JwtClaims claims = owner();
        claims.setAudience("another-service");
        refused(signed(claims));

        claims.unsetClaim("aud");
        refused(signed(claims));
    }

    @Test
    void anExpiredTokenIsSaidToHaveExpired() {
        JwtClaims claims = owner();
        claims.setIssuedAt(at(Instant.now().minus(Duration.ofHours(1))));
        claims.setExpirationTime(at(Instant.now().minusSeconds(TokenTrust.CLOCK_SKEW_SECONDS + 5)));

        get(signed(claims)).statusCode(401).body("detail", equalTo("The credential has expired"));
    }

    @Test
    void anExpiredTokenOfAnotherKeyIsMerelyRefused() throws JoseException {
        PublicJsonWebKey stranger = RsaJwkGenerator.generateJwk(2048);
        stranger.setKeyId(TestTokens.RSA);
        JwtClaims claims = owner();
        claims.setExpirationTime(at(Instant.now().minus(Duration.ofHours(1))));

        refused(signed(claims, AlgorithmIdentifiers.RSA_USING_SHA256, stranger));
    }

    @Test
    void aTokenThatIsNotGoodYetIsRefused() {
        JwtClaims claims = owner();
        claims.setNotBefore(at(Instant.now().plusSeconds(TokenTrust.CLOCK_SKEW_SECONDS + 30)));

        refused(signed(claims));
    }

    @Test
    void clocksMayBeApartByAFewSeconds() {
        JwtClaims claims = owner();
        claims.setNotBefore(at(Instant.now().plusSeconds(10)));

        accepted(signed(claims));
    }

    /** The clock of the issuer may be that much behind. */
    @Test
    void aTokenIsGoodForAFewSecondsAfterItHasExpired() {
        JwtClaims claims = owner();
        claims.setIssuedAt(at(Instant.now().minus(Duration.ofHours(1))));
        claims.setExpirationTime(at(Instant.now().minusSeconds(10)));

        accepted(signed(claims));
    }

    @Test
    void aTokenThatNamesAKeyWhichNobodyHasIsRefused() throws JoseException {
        PublicJsonWebKey renamed =
                PublicJsonWebKey.Factory.newPublicJwk(key(TestTokens.RSA).toParams(OutputControlLevel.INCLUDE_PRIVATE));
        renamed.setKeyId("of-nobody");

        refused(signed(owner(), AlgorithmIdentifiers.RSA_USING_SHA256, renamed));
    }

    /** What a client sends decides neither which key a token is held to nor where that is fetched. */
    @ParameterizedTest
    @ValueSource(strings = {"jku", "x5u", "jwk"})
    void aTokenBringsNoKeyOfItsOwn(String header) throws JoseException {
        PublicJsonWebKey stranger = RsaJwkGenerator.generateJwk(2048);
        stranger.setKeyId(TestTokens.RSA);
        JsonWebSignature token = new JsonWebSignature();
        token.setPayload(owner().toJson());
        token.setAlgorithmHeaderValue(AlgorithmIdentifiers.RSA_USING_SHA256);
        token.setKeyIdHeaderValue(TestTokens.RSA);
        if (header.equals("jwk")) {
            token.setJwkHeader(stranger);
        } else {
            token.setHeader(header, "http://localhost:1/keys");
        }
        token.setKey(stranger.getPrivateKey());

        refused(token.getCompactSerialization());
    }

    @ParameterizedTest
    @ValueSource(strings = {"sub", "exp", "iss", "aud", "tally_account"})
    void aTokenWithoutAClaimThatCountsIsRefused(String claim) {
        JwtClaims claims = owner();
        claims.unsetClaim(claim);

        refused(signed(claims));
    }

    @Test
    void aTokenForAnAccountThatDoesNotExistIsRefused() {
        refused(TestTokens.token(UUID.randomUUID().toString(), OWNER, "owner"));
        refused(TestTokens.token("org_nobody_has", OWNER, "owner"));
        refused(TestTokens.token("' or 1=1 --", OWNER, "owner"));
        refused(TestTokens.token("org\u0000", OWNER, "owner"));
    }

    @Test
    void claimsOfTheWrongTypeAreRefused() {
        JwtClaims claims = owner();
        claims.setClaim("tally_account", List.of(team.id()));
        refused(signed(claims));

        claims = owner();
        claims.setClaim("email", 7);
        refused(signed(claims));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\u0000@example.com", "a", "a b@example.com"})
    void anEmailThatNobodyCanHaveIsRefused(String email) {
        JwtClaims claims = owner();
        claims.setClaim("email", email);
        refused(signed(claims));
    }

    @ParameterizedTest
    @CsvSource({"owner,200", "admin,200", "member,403", "viewer,403", "OWNER,403", "root,403"})
    void theRoleComesFromTheGroupsOfTheToken(String group, int status) {
        get(team.token("somebody@example.com", "unrelated", group)).statusCode(status);
    }

    @Test
    void ofSeveralGroupsTheHighestCounts() {
        get(team.token("somebody@example.com", "viewer", "admin")).statusCode(200);
    }

    @Test
    void aTokenWithoutRoleMayDoNothingInATeam() {
        get(team.token("somebody@example.com")).statusCode(403);
        get(signed(claims(team.id()))).statusCode(403);
    }

    @Test
    void theTeamsOwnRecordOfAPersonOutranksTheGroups() {
        team.member("demoted@example.com", "viewer").member("promoted@example.com", "admin");

        get(team.token("Demoted@Example.com", "owner")).statusCode(403);
        get(team.token("promoted@example.com", "viewer")).statusCode(200);
    }

    @Test
    void aSoloUserAdministersTheirOwnAccount() {
        TestAccount solo = TestAccount.solo();

        as(solo.token("ada@example.com")).get(solo.path("")).then().statusCode(200);
    }

    @Test
    void aTokenIsNotTakenFromTheKeyHeader() {
        given().header("X-Api-Key", signed(owner())).get("/v1/accounts").then().statusCode(401);
    }

    private JwtClaims owner() {
        JwtClaims claims = claims(team.id());
        claims.setStringClaim("email", OWNER);
        claims.setStringListClaim("groups", "owner");
        return claims;
    }

    private String symmetric(byte[] secret) throws JoseException {
        JsonWebSignature token = new JsonWebSignature();
        token.setAlgorithmHeaderValue(AlgorithmIdentifiers.HMAC_SHA256);
        token.setKeyIdHeaderValue(TestTokens.RSA);
        token.setPayload(owner().toJson());
        token.setKey(new HmacKey(secret));
        return token.getCompactSerialization();
    }

    private ValidatableResponse get(String token) {
        return as(token).get(team.path("")).then();
    }

    private void accepted(String token) {
        get(token).statusCode(200).body("id", equalTo(team.id()));
    }

    private void refused(String token) {
        get(token).statusCode(401).body("detail", equalTo("The credential is not valid"));
    }
}
