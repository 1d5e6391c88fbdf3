package io.jenkins.plugins.taskhub.postgres;

import io.jenkins.plugins.taskhub.kubernetes.CronJobState;
import io.jenkins.plugins.taskhub.step.Names;
import io.jenkins.plugins.taskhub.step.Parameters;
import io.jenkins.plugins.taskhub.step.StepFailure;
import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The bucket that a step's parameter {@code s3} means: that of the CronJob, with what the parameter says otherwise. The
 * credentials and the program are always those of the CronJob.
 */
final class S3Place implements Serializable {
    private static final long serialVersionUID = 1L;
    private static final Pattern BUCKET = Pattern.compile("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]");
    private static final Pattern FOLDERS = Pattern.compile("([A-Za-z0-9_][A-Za-z0-9_.-]*(/[A-Za-z0-9_][A-Za-z0-9_.-]*)*)?");
    private static final Pattern ENDPOINT =
            Pattern.compile("https?://[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?(:[0-9]{1,5})?");
    private static final Pattern REGION = Pattern.compile("[A-Za-z0-9][A-Za-z0-9-]*");
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,5}");
    private static final String CLIENT = "S3_CLIENT";

    /** What differs from the CronJob, as the scripts' variables. */
    private final LinkedHashMap<String, String> variables = new LinkedHashMap<>();

    /**
     * Takes the parameter.
     *
     * @return null for null: no bucket is meant
     * @throws StepFailure for the first key or value that is refused
     */
    static S3Place of(Map<?, ?> parameter) {
        if (parameter == null) {
            return null;
        }
        var place = new S3Place();
        Parameters.textMap("s3", parameter).forEach((key, value) -> {
            switch (key) {
                case "bucket" -> place.put("S3_BUCKET", key, value, BUCKET, "the name of a bucket");
                case "prefix" -> place.put("S3_PREFIX", key, value, FOLDERS, "folders such as pg-backups, without a "
                        + "slash at either end");
                case "endpoint" -> place.put("S3_ENDPOINT", key, value, ENDPOINT, "an address such as "
                        + "https://minio.example.com, without a name or a password in it");
                case "region" -> place.put("S3_REGION", key, value, REGION, "a region such as us-east-1");
                case "keep" -> place.put("S3_KEEP", key, value, NUMBER, "a number from 0 to 99999");
                case "keepDays" -> place.put("S3_KEEP_DAYS", key, value, NUMBER, "a number from 0 to 99999");
                default -> throw new StepFailure("s3 has no key " + Names.shown(key) + ": give bucket, prefix, "
                        + "endpoint, region, keep or keepDays. Credentials stand in a Secret that the chart "
                        + "postgres-backup names");
            }
        });
        return place;
    }

    private void put(String variable, String key, String value, Pattern allowed, String what) {
        if (!allowed.matcher(value).matches()) {
            throw new StepFailure("s3 " + key + " " + Names.shown(value) + " is not " + what);
        }
        variables.put(variable, value);
    }

    /** The same place, at a bucket and a prefix that the address of a dump names. */
    S3Place at(String bucket, String prefix) {
        var place = new S3Place();
        place.variables.putAll(variables);
        Map.of("S3_BUCKET", bucket, "S3_PREFIX", prefix).forEach((variable, value) -> {
            var other = place.variables.put(variable, value);
            if (other != null && !other.equals(value)) {
                throw new StepFailure("s3 and dump name different places, " + Names.shown(other) + " and "
                        + Names.shown(value) + ": leave one out");
            }
        });
        return place;
    }

    /** Refuses a CronJob without the program and the credentials. */
    void check(CronJobState state, String namespace) {
        if (!has(state)) {
            throw new StepFailure("the CronJob " + state.name() + " in " + namespace + " knows no bucket: give its "
                    + "chart postgres-backup the values s3.bucket and s3.credentialsSecret");
        }
    }

    static boolean has(CronJobState state) {
        return state.env().get(CLIENT) != null && !state.env().getOrDefault("S3_BUCKET", "").isEmpty();
    }

    /** Whether a rule for old dumps is given. */
    boolean hasRule() {
        return variables.containsKey("S3_KEEP") || variables.containsKey("S3_KEEP_DAYS");
    }

    /** For one of the scripts. A rule of the CronJob holds in its own bucket alone. */
    LinkedHashMap<String, String> environment() {
        var environment = new LinkedHashMap<>(variables);
        if (!variables.isEmpty()) {
            environment.putIfAbsent("S3_KEEP", "0");
            environment.putIfAbsent("S3_KEEP_DAYS", "0");
        }
        return environment;
    }

    /** {@code s3://bucket/pg-backups/taskdb}, for the database of the CronJob. */
    String url(CronJobState state) {
        var prefix = value(state, "S3_PREFIX");
        return "s3://" + value(state, "S3_BUCKET") + "/" + (prefix.isEmpty() ? "" : prefix + "/")
                + state.env().get("PGDATABASE");
    }

    /** Whether the Jobs of the CronJob send their dumps to this very place. */
    boolean isOf(CronJobState state) {
        return variables.keySet().stream().filter(key -> !key.startsWith("S3_KEEP"))
                .allMatch(key -> value(state, key).equals(state.env().getOrDefault(key, "")));
    }

    private String value(CronJobState state, String variable) {
        return variables.getOrDefault(variable, state.env().getOrDefault(variable, ""));
    }
}
