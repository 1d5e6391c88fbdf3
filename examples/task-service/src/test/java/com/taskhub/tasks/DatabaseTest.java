package com.taskhub.tasks;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

class DatabaseTest {
    @Test
    void aDatabaseThatDoesNotAnswerIsNamed() throws Exception {
        int port;
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        var settings = new Settings(0, "jdbc:postgresql://127.0.0.1:" + port + "/taskdb", "taskhub", "canary-3f1b", 2,
                Duration.ZERO, Duration.ZERO);
        assertThatThrownBy(() -> Database.open(settings, new SimpleMeterRegistry()))
                .isInstanceOf(Database.Unavailable.class)
                .hasMessageContaining("no connection to jdbc:postgresql://127.0.0.1:" + port + "/taskdb as taskhub")
                .hasMessageContaining("refused").hasMessageNotContaining("canary-3f1b");
    }
}
