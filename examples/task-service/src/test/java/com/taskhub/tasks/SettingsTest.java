package com.taskhub.tasks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

import org.junit.jupiter.api.Test;

class SettingsTest {
    private final Map<String, String> environment = new HashMap<>(Map.of(
            "DATABASE_URL", "jdbc:postgresql://postgres-postgresql.dev.svc.cluster.local:5432/taskdb",
            "DATABASE_USERNAME", "taskhub", "DATABASE_PASSWORD", "canary-3f1b"));

    @Test
    void whatIsLeftOutHasItsDefault() {
        var settings = Settings.from(environment);
        assertThat(settings.port()).isEqualTo(8080);
        assertThat(settings.poolSize()).isEqualTo(10);
        assertThat(settings.databaseWait()).isEqualTo(Duration.ofSeconds(60));
        assertThat(settings.shutdown()).isEqualTo(Duration.ofSeconds(20));
    }

    @Test
    void allThatIsWrongIsToldAtOnce() {
        environment.remove("DATABASE_PASSWORD");
        environment.put("DATABASE_URL", "mysql://db");
        environment.put("DATABASE_POOL_SIZE", "many");
        environment.put("PORT", "65536");
        assertThatThrownBy(() -> Settings.from(environment)).isInstanceOf(Settings.Invalid.class)
                .hasMessageContaining("DATABASE_PASSWORD is not set")
                .hasMessageContaining("DATABASE_URL is \"mysql://db\"")
                .hasMessageContaining("DATABASE_POOL_SIZE is \"many\", not a number from 1 to 100")
                .hasMessageContaining("PORT is \"65536\"");
    }

    @Test
    void thePasswordIsNotInTheText() {
        assertThat(Settings.from(environment).toString()).contains("taskdb as taskhub").doesNotContain("canary-3f1b");
    }
}
