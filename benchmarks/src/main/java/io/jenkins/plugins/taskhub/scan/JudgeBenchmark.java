package io.jenkins.plugins.taskhub.scan;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/**
 * Judges a report of 100 MB within a heap of 32 MB, and compares the time with that of going through its tokens. What
 * is promised: at most one and a half times as long.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class JudgeBenchmark {
    private static final String REPORT = "taskhub.report";
    private static final double PROMISED = 1.5;
    private static final JsonFactory JSON = new JsonFactory();
    private static final Policy POLICY = new Policy(new ArrayList<>(List.of(Severity.HIGH, Severity.CRITICAL)),
            new ArrayList<>(List.of(Severity.MEDIUM)), new LinkedHashMap<>(), false, false, false);

    private final Path report = Path.of(System.getProperty(REPORT));

    /** The bare token scan. */
    @Benchmark
    public int tokens() throws IOException {
        int count = 0;
        try (var json = JSON.createParser(Files.newInputStream(report))) {
            for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
                count++;
            }
        }
        return count;
    }

    /** The judgement. */
    @Benchmark
    public Object judge() throws IOException {
        return checked(new Judge(POLICY, IgnoreFile.none(), null, null)
                .judge("the report", Files.newInputStream(report)));
    }

    /** The judgement with every finding written as SARIF beside it, as the step does. */
    @Benchmark
    public Object judgeAndWriteSarif() throws IOException {
        try (var sarif = new Sarif(OutputStream.nullOutputStream(), false)) {
            return checked(new Judge(POLICY, IgnoreFile.none(), null, sarif)
                    .judge("the report", Files.newInputStream(report)));
        }
    }

    private static Judgement checked(Judgement judgement) {
        if (judgement.total() != LargeReport.FINDINGS) {
            throw new IllegalStateException(judgement.total() + " findings were counted");
        }
        return judgement;
    }

    /**
     * Runs all three and prints how they compare.
     *
     * @param arguments where the report is written
     */
    public static void main(String[] arguments) throws IOException, RunnerException {
        Path report = Path.of(arguments[0]).toAbsolutePath();
        LargeReport.write(report);
        System.out.printf("%,d bytes, %,d findings%n", Files.size(report), LargeReport.FINDINGS);
        var results = new Runner(new OptionsBuilder().include(JudgeBenchmark.class.getName()).forks(1)
                .jvmArgs("-Xmx32m", "-D" + REPORT + "=" + report).warmupIterations(4).warmupTime(TimeValue.seconds(2))
                .measurementIterations(8).measurementTime(TimeValue.seconds(2)).shouldFailOnError(true).build()).run();
        var times = new LinkedHashMap<String, Double>();
        results.forEach(result -> times.put(result.getPrimaryResult().getLabel(), result.getPrimaryResult()
                .getScore()));
        Files.delete(report);
        double ratio = times.get("judge") / times.get("tokens");
        System.out.printf("tokens %.0f ms, judge %.0f ms (%.2f times), with SARIF %.0f ms (%.2f times); heap 32 MB%n",
                times.get("tokens"), times.get("judge"), ratio, times.get("judgeAndWriteSarif"),
                times.get("judgeAndWriteSarif") / times.get("tokens"));
        if (ratio > PROMISED) {
            System.out.printf("The promise of %.1f times is broken.%n", PROMISED);
        }
    }
}
