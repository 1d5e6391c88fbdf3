package io.jenkins.plugins.taskhub.registry;

import static io.jenkins.plugins.taskhub.registry.FakeRegistry.authorized;
import static io.jenkins.plugins.taskhub.registry.FakeRegistry.body;
import static io.jenkins.plugins.taskhub.registry.FakeRegistry.json;
import static io.jenkins.plugins.taskhub.registry.FakeRegistry.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.jenkins.plugins.taskhub.registry.RegistryException.Kind;
import io.jenkins.plugins.taskhub.registry.RegistryHttp.Patience;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.After;
import org.junit.Test;

public class RegistryClientTest {

    private static final String DIGEST = "sha256:" + "0123456789abcdef".repeat(4);
    private static final String CANARY = "canary-pass-7f3a";
    private static final RegistryLogin LOGIN = new RegistryLogin("ci", CANARY);
    private static final String MANIFEST = "/v2/taskhub/app/manifests/0.1.2";

    private final FakeRegistry registry = new FakeRegistry();
    private final RegistryClient client = clientFor(RegistryClient::address);

    @After
    public void stop() {
        registry.close();
    }

    private static RegistryClient clientFor(java.util.function.Function<ImageReference, URI> addresses) {
        return new RegistryClient(RegistryClient.newHttpClient().build(),
                new Patience(Duration.ofSeconds(2), Duration.ofMillis(5), 2), addresses);
    }

    private ImageReference image() {
        return registry.image().withTag("0.1.2");
    }

    @Test
    public void theDigestOfATagComesByHeadWithEveryManifestTypeAccepted() {
        registry.hasTag("0.1.2", DIGEST);
        assertThat(client.digest(image(), null).join()).contains(DIGEST);
        assertThat(registry.asked()).hasSize(1);
        assertThat(registry.asked().get(0).line()).isEqualTo("HEAD " + MANIFEST);
        assertThat(registry.asked().get(0).accept()).contains("oci.image.index.v1+json", "oci.image.manifest.v1+json",
                "docker.distribution.manifest.list.v2+json", "docker.distribution.manifest.v2+json");
    }

    @Test
    public void withoutADigestHeaderTheManifestIsReadAndHashed() {
        registry.on(MANIFEST, body(200, "hello"));
        assertThat(client.digest(image(), null).join())
                .contains("sha256:2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824");
    }

    @Test
    public void aDigestHeaderThatIsNoneIsNotBelieved() {
        registry.on(MANIFEST, body(200, "hello", "Docker-Content-Digest", "sha256:zz"));
        assertThat(client.digest(image(), null).join().orElseThrow()).startsWith("sha256:2cf24dba");
    }

    @Test
    public void anUnknownTagIsRefusedWithTheNearestTags() {
        registry.listsTags("0.1.0", "0.1.1", "latest", "0.1.20", "1.0.0");
        RegistryException failure = failureOf(client.resolve(image(), null));
        assertThat(failure.kind()).isEqualTo(Kind.NOT_FOUND);
        assertThat(failure).hasMessage(registry.host() + "/taskhub/app has no tag 0.1.2 in the registry. Nearest:"
                + " 0.1.20, 0.1.1, 0.1.0. Take one of these, or push 0.1.2 first.");
    }

    @Test
    public void anUnknownTagOfARegistryThatListsNoneIsRefusedAllTheSame() {
        assertThat(failureOf(client.resolve(image(), null)))
                .hasMessageContaining("/taskhub/app:0.1.2 is not in the registry (404)");
        assertThat(failureOf(client.tags(image(), null))).hasMessageContaining("knows no image taskhub/app (404)");
    }

    @Test
    public void tagsAreReadPageByPage() {
        registry.on("/v2/taskhub/app/tags/list?n=1000", body(200, "{\"tags\":[\"a\",\"b\"],\"x\":{\"tags\":[1]}}",
                "Link", "</v2/taskhub/app/tags/list?last=b>; rel=\"next\""));
        registry.on("/v2/taskhub/app/tags/list?last=b", json("{\"name\":\"taskhub/app\",\"tags\":[\"c\"]}"));
        assertThat(client.tags(image(), null).join()).containsExactly("a", "b", "c");
    }

    @Test
    public void aListWithoutAnEndIsCutOff() {
        String page = "{\"tags\":[\"" + String.join("\",\"", java.util.Collections.nCopies(999, "t")) + "\"]}";
        registry.on("/v2/taskhub/app/tags/list",
                body(200, page, "Link", "</v2/taskhub/app/tags/list?last=t>; rel=\"next\""));
        assertThat(client.tags(image(), null).join()).hasSize(10_000);
    }

    @Test
    public void anImageWithoutTagsHasAnEmptyList() {
        registry.on("/v2/taskhub/app/tags/list", json("{\"name\":\"taskhub/app\",\"tags\":null}"));
        assertThat(client.tags(image(), null).join()).isEmpty();
    }

    @Test
    public void aBearerChallengeIsAnsweredWithATokenForRealmServiceAndScope() {
        registry.on(MANIFEST, authorized("Bearer t0k", bearer("/token"), status(200, "Docker-Content-Digest", DIGEST)));
        registry.on("/token", json("{\"expires_in\":60,\"token\":\"t0k\"}"));
        assertThat(client.digest(image(), LOGIN).join()).contains(DIGEST);
        FakeRegistry.Asked token = registry.asked().get(1);
        assertThat(token.line()).isEqualTo("GET /token?scope=repository%3Ataskhub%2Fapp%3Apull&service=reg");
        assertThat(token.authorization()).isEqualTo(LOGIN.basic());
        assertThat(registry.asked().get(2).authorization()).isEqualTo("Bearer t0k");
    }

    @Test
    public void anAccessTokenServesAsWellAndNobodyLogsInWithoutALogin() {
        registry.on(MANIFEST, authorized("Bearer t1", bearer("/token"), status(200, "Docker-Content-Digest", DIGEST)));
        registry.on("/token", json("{\"access_token\":\"t1\"}"));
        assertThat(client.digest(image(), null).join()).contains(DIGEST);
        assertThat(registry.asked().get(1).authorization()).isEmpty();
    }

    @Test
    public void aBasicChallengeIsAnsweredWithTheLogin() {
        registry.on(MANIFEST,
                authorized(LOGIN.basic(), "Basic realm=\"r\"", status(200, "Docker-Content-Digest", DIGEST)));
        assertThat(client.digest(image(), LOGIN).join()).contains(DIGEST);
    }

    @Test
    public void aTokenOfLessScopeShowsAsRefused() {
        registry.on(MANIFEST, status(401, "WWW-Authenticate", bearer("/token")));
        registry.on("/token", json("{\"token\":\"weak\"}"));
        RegistryException failure = failureOf(client.resolve(image(), LOGIN));
        assertThat(failure.kind()).isEqualTo(Kind.REFUSED);
        assertThat(failure).hasMessageContaining("does not let the given user read taskhub/app (401)")
                .hasMessageContaining("registryCredentialsId");
        assertThat(registry.asked()).hasSize(3);
    }

    @Test
    public void aTokenServiceThatRefusesTheUserIsTold() {
        registry.on(MANIFEST, status(401, "WWW-Authenticate", bearer("/token")));
        registry.on("/token", status(401, "WWW-Authenticate", "Basic realm=\"x\""));
        assertThat(failureOf(client.resolve(image(), LOGIN)))
                .hasMessageContaining("does not let the given user read taskhub/app (401)");
        assertThat(registry.asked()).hasSize(2);
    }

    @Test
    public void withoutALoginA401SaysThatOneIsNeeded() {
        registry.on(MANIFEST, status(401, "WWW-Authenticate", "Basic realm=\"r\""));
        assertThat(failureOf(client.resolve(image(), null)))
                .hasMessageContaining("lets nobody read taskhub/app without logging in (401)")
                .hasMessageContaining("Give registryCredentialsId");
    }

    @Test
    public void forbiddenIsToldWithWhatToDo() {
        registry.on(MANIFEST, status(403));
        RegistryException failure = failureOf(client.resolve(image(), LOGIN));
        assertThat(failure.kind()).isEqualTo(Kind.REFUSED);
        assertThat(failure).hasMessageContaining("(403). Check the credential");
    }

    @Test
    public void aRateLimitIsToldWithItsNumbersAndNotTriedAgain() {
        registry.on(MANIFEST, status(429, "Retry-After", "37", "ratelimit-limit", "100;w=21600",
                "ratelimit-remaining", "0;w=21600"));
        RegistryException failure = failureOf(client.resolve(image(), null));
        assertThat(failure.kind()).isEqualTo(Kind.LIMITED);
        assertThat(failure).hasMessageContaining("(429): 100 requests in 21600 s, 0 left. Run this again in 37 s.");
        assertThat(registry.asked()).hasSize(1);
    }

    @Test
    public void whatALimitedRegistryWritesIsNotRepeatedBlindly() {
        registry.on(MANIFEST, status(429, "Retry-After", "<b>soon</b>", "ratelimit-limit", "x;w=<i>"));
        assertThat(failureOf(client.resolve(image(), null))).hasMessageContaining("(429). Run this again later.");
    }

    @Test
    public void aFailingRegistryIsAskedAgainAFewTimes() {
        AtomicInteger count = new AtomicInteger();
        registry.on(MANIFEST, exchange -> (count.incrementAndGet() < 3
                ? status(503) : status(200, "Docker-Content-Digest", DIGEST)).to(exchange));
        assertThat(client.digest(image(), null).join()).contains(DIGEST);
        assertThat(count).hasValue(3);
    }

    @Test
    public void aRegistryThatGoesOnFailingIsTold() {
        registry.on(MANIFEST, status(500));
        RegistryException failure = failureOf(client.resolve(image(), null));
        assertThat(failure.kind()).isEqualTo(Kind.BROKEN);
        assertThat(failure).hasMessageContaining("failed with 500 when asked about taskhub/app,"
                + " several times in a row");
        assertThat(registry.asked()).hasSize(3);
    }

    @Test
    public void aRedirectToAnotherHostGetsNoCredentials() {
        try (FakeRegistry other = new FakeRegistry()) {
            other.on("/elsewhere", status(401, "WWW-Authenticate", "Basic realm=\"give it to me\""));
            registry.on(MANIFEST, authorized(LOGIN.basic(), "Basic realm=\"r\"",
                    status(307, "Location", "http://" + other.host() + "/elsewhere")));
            assertThat(failureOf(client.resolve(image(), LOGIN)).kind()).isEqualTo(Kind.REFUSED);
            assertThat(other.asked()).hasSize(1).allMatch(asked -> asked.authorization().isEmpty());
        }
    }

    @Test
    public void aTokenServiceCannotSendTheLoginElsewhere() {
        try (FakeRegistry other = new FakeRegistry()) {
            registry.on(MANIFEST, status(401, "WWW-Authenticate", bearer("/token")));
            registry.on("/token", status(307, "Location", "http://" + other.host() + "/steal"));
            assertThat(failureOf(client.resolve(image(), LOGIN))).hasMessageContaining("redirects");
            assertThat(other.asked()).isEmpty();
        }
    }

    @Test
    public void plainHttpOutsideOfLoopbackIsNotSpoken() {
        registry.on(MANIFEST, status(401, "WWW-Authenticate", "Bearer realm=\"http://auth.example.com/token\""));
        assertThat(failureOf(client.resolve(image(), LOGIN)))
                .hasMessageContaining("only https is allowed outside of loopback");
        registry.on(MANIFEST, status(302, "Location", "http://mirror.example.com/x"));
        assertThat(failureOf(client.resolve(image(), LOGIN)))
                .hasMessageContaining("leads to http://mirror.example.com");
        assertThat(RegistryClient.address(ImageReference.parse("registry.example.com/a")))
                .hasToString("https://registry.example.com");
        assertThat(RegistryClient.address(ImageReference.parse("nginx"))).hasToString("https://registry-1.docker.io");
    }

    @Test
    public void redirectsWithoutAnEndAreGivenUp() {
        registry.on(MANIFEST, status(302, "Location", MANIFEST));
        assertThat(failureOf(client.resolve(image(), null))).hasMessageContaining("redirects without an end");
        assertThat(registry.asked()).hasSize(6);
    }

    @Test
    public void anUnreachableRegistryIsTold() throws Exception {
        int free;
        try (ServerSocket socket = new ServerSocket(0)) {
            free = socket.getLocalPort();
        }
        RegistryException failure =
                failureOf(client.resolve(ImageReference.parse("127.0.0.1:" + free + "/taskhub/app:1"), LOGIN));
        assertThat(failure.kind()).isEqualTo(Kind.UNREACHABLE);
        assertThat(failure).hasMessage("Registry 127.0.0.1:" + free + " could not be reached: no connection."
                + " Check that it runs and the network; via: 'agent' asks from the agent.");
    }

    @Test
    public void anUnknownNameIsTold() {
        RegistryException failure =
                failureOf(client.resolve(ImageReference.parse("registry.invalid/taskhub/app:1"), null));
        assertThat(failure.kind()).isEqualTo(Kind.UNREACHABLE);
        assertThat(failure).hasMessageContaining("registry.invalid could not be reached: its name is unknown here");
    }

    @Test
    public void aRegistryThatStaysSilentIsGivenUp() throws Exception {
        try (ServerSocket silent = new ServerSocket(0)) {
            RegistryClient impatient = new RegistryClient(RegistryClient.newHttpClient().build(),
                    new Patience(Duration.ofMillis(200), Duration.ofMillis(5), 2), RegistryClient::address);
            ImageReference image = ImageReference.parse("127.0.0.1:" + silent.getLocalPort() + "/taskhub/app:1");
            assertThat(failureOf(impatient.resolve(image, null))).hasMessageContaining("gave no answer in time");
        }
    }

    @Test
    public void aBodyWithoutAnEndIsGivenUp() {
        registry.on("/v2/taskhub/app/tags/list", body(200, "{\"tags\":[\"" + "x".repeat(5_000_000) + "\"]}"));
        assertThat(failureOf(client.tags(image(), null))).hasMessageContaining("sent more than a registry should");
    }

    @Test
    public void whatIsNoListOfTagsIsTold() {
        for (String wrong : List.of("<html>", "[]", "{\"tags\":[\"<script>\"]}", "{\"tags\":[\"a\"")) {
            registry.on("/v2/taskhub/app/tags/list", json(wrong));
            assertThat(failureOf(client.tags(image(), null))).as(wrong)
                    .hasMessageContaining("sent a list of tags that is none").hasMessageNotContaining("script");
        }
    }

    @Test
    public void aTokenServiceWithoutATokenIsTold() {
        registry.on(MANIFEST, status(401, "WWW-Authenticate", bearer("/token")));
        for (String wrong : List.of("{}", "no", "{\"token\":\"two\\nlines\"}")) {
            registry.on("/token", json(wrong));
            assertThat(failureOf(client.resolve(image(), LOGIN))).as(wrong).hasMessageContaining("gives no token");
        }
    }

    @Test
    public void noFailureShowsThePassword() {
        registry.on(MANIFEST, status(401, "WWW-Authenticate", bearer("/token")));
        for (FakeRegistry.Reply reply : List.of(status(401), status(403), status(429), status(500), json("{}"),
                json("{\"token\":\"" + CANARY + "\"}"),
                status(302, "Location", "http://" + CANARY + ".example.com/"))) {
            registry.on("/token", reply);
            StringWriter trace = new StringWriter();
            failureOf(client.resolve(image(), LOGIN)).printStackTrace(new PrintWriter(trace));
            assertThat(trace.toString()).doesNotContain(CANARY).doesNotContain(LOGIN.basic().substring(6));
        }
        assertThat(LOGIN).hasToString("ci:****");
    }

    private String bearer(String path) {
        return "Bearer realm=\"http://" + registry.host() + path + "\",service=\"reg\","
                + "scope=\"repository:taskhub/app:pull\"";
    }

    private static RegistryException failureOf(CompletableFuture<?> future) {
        Throwable thrown = catchThrowable(future::join);
        assertThat(thrown).isInstanceOf(CompletionException.class).hasCauseInstanceOf(RegistryException.class);
        return (RegistryException) thrown.getCause();
    }
}
