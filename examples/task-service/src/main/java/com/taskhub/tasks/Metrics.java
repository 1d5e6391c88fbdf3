package com.taskhub.tasks;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;

/** What Prometheus reads: requests, the pool of connections, the JVM. */
final class Metrics {
    private static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";
    private static final String BEGIN = "metrics.begin";
    private static final Duration[] BUCKETS = {Duration.ofMillis(10), Duration.ofMillis(50), Duration.ofMillis(100),
        Duration.ofMillis(250), Duration.ofMillis(500), Duration.ofSeconds(1), Duration.ofSeconds(3)};

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

    Metrics() {
        registry.config().commonTags("application", "task-service");
        new ClassLoaderMetrics().bindTo(registry);
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
    }

    MeterRegistry registry() {
        return registry;
    }

    void install(RoutesConfig routes) {
        routes.get("/actuator/prometheus", context -> context.contentType(CONTENT_TYPE).result(registry.scrape()));
        routes.before(context -> context.attribute(BEGIN, System.nanoTime()));
        routes.after(this::record);
    }

    /** Named by the route and not by the path: an id in a label would make a series of its own for each task. */
    private void record(Context context) {
        Long begin = context.attribute(BEGIN);
        if (begin != null) {
            var endpoint = context.endpoints().lastHttpEndpoint();
            Timer.builder("http.server.requests")
                    .tag("method", context.method().name())
                    .tag("uri", endpoint == null ? "UNKNOWN" : endpoint.path)
                    .tag("status", Integer.toString(context.statusCode()))
                    .serviceLevelObjectives(BUCKETS)
                    .register(registry)
                    .record(System.nanoTime() - begin, TimeUnit.NANOSECONDS);
        }
    }
}
