package io.jenkins.plugins.taskhub.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.jenkins.plugins.taskhub.registry.RegistryException.Kind;
import io.jenkins.plugins.taskhub.registry.RegistryHttp.Patience;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class RegistryTlsTest {

    private static final char[] STORE_PASSWORD = "changeit".toCharArray();

    @Rule
    public TemporaryFolder folder = new TemporaryFolder();

    @Test
    public void aCertificateThatNobodyVouchesForIsToldAndAskedOnce() throws Exception {
        HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        AtomicInteger hellos = new AtomicInteger();
        server.setHttpsConfigurator(new HttpsConfigurator(selfSigned()) {
            @Override
            public void configure(com.sun.net.httpserver.HttpsParameters parameters) {
                hellos.incrementAndGet();
                super.configure(parameters);
            }
        });
        server.start();
        try {
            URI address = URI.create("https://localhost:" + server.getAddress().getPort());
            RegistryClient client = new RegistryClient(RegistryClient.newHttpClient().build(),
                    new Patience(Duration.ofSeconds(5), Duration.ofMillis(5), 2), image -> address);
            Throwable failure = catchThrowable(() ->
                    client.resolve(ImageReference.parse("registry.example.com/app:1"), null).join()).getCause();
            assertThat(failure).isInstanceOf(RegistryException.class)
                    .hasMessageStartingWith("Registry registry.example.com (localhost:")
                    .hasMessageContaining("could not be trusted: TLS failed")
                    .hasMessageContaining("add its certificate authority");
            assertThat(((RegistryException) failure).kind()).isEqualTo(Kind.UNREACHABLE);
            assertThat(hellos).hasValue(1);
        } finally {
            server.stop(0);
        }
    }

    private SSLContext selfSigned() throws Exception {
        Path store = folder.getRoot().toPath().resolve("store.p12");
        Process keytool = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair", "-alias", "a", "-keyalg", "EC", "-dname", "CN=localhost", "-validity", "2",
                "-storetype", "PKCS12", "-keystore", store.toString(), "-storepass", new String(STORE_PASSWORD))
                .redirectErrorStream(true).redirectOutput(folder.newFile()).start();
        assertThat(keytool.waitFor(60, TimeUnit.SECONDS)).isTrue();
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, STORE_PASSWORD);
        }
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, STORE_PASSWORD);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context;
    }
}
