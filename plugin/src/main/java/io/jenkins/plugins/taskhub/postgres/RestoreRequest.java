package io.jenkins.plugins.taskhub.postgres;

import hudson.util.EditDistance;
import io.jenkins.plugins.taskhub.kubernetes.Workload;
import io.jenkins.plugins.taskhub.step.Names;
import io.jenkins.plugins.taskhub.step.StepFailure;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;

/** What is asked of {@code pgRestore}: filled by the step, then checked once; from then on it does not change. */
final class RestoreRequest implements Serializable {
    private static final long serialVersionUID = 1L;
    private static final Pattern DUMP =
            Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,39}_\\d{8}-\\d{6}(\\.before-restore)?\\.dump");
    private static final Pattern ADDRESS = Pattern.compile("s3://([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])/"
            + "(?:([A-Za-z0-9_][A-Za-z0-9_.-]*(?:/[A-Za-z0-9_][A-Za-z0-9_.-]*)*)/)?([A-Za-z_][A-Za-z0-9_]{0,39})/"
            + "(latest|\\3_\\d{8}-\\d{6}\\.dump)");
    private static final Pattern DATABASE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,39}");
    private static final Pattern QUERY = Pattern.compile("(?i)(SELECT|WITH|TABLE|VALUES)[ (].*");
    private static final int LONGEST_QUERY = 2_000;
    private static final int NEAREST = 3;

    String dump;
    String database = "taskdb";
    String confirmDatabase;
    ArrayList<String> scaleDown = new ArrayList<>();
    boolean preRestoreDump = true;
    String verifyQuery;
    /** The bucket that holds the dump; null: it is on the volume. */
    S3Place s3;
    /** The database whose dump it is, where an address in a bucket says so; null: that of the CronJob. */
    String dumpedDatabase;
    boolean dryRun;

    /**
     * Checks every value.
     *
     * @throws StepFailure for the first that is refused
     */
    RestoreRequest checked() {
        Names.plain("dump", dump);
        if (dump.startsWith("s3://")) {
            takeAddress();
        } else if (!dump.equals("latest") && !DUMP.matcher(dump).matches()) {
            throw new StepFailure("dump " + Names.shown(dump) + " is neither 'latest' nor the name of a dump such as "
                    + "taskdb_20261120-021500.dump: run pgBackups to see those there are, with s3 those in a bucket");
        }
        Names.required("database", database);
        if (!DATABASE.matcher(database).matches()) {
            throw new StepFailure("database " + Names.shown(database) + " is not a plain name: letters, digits and "
                    + "'_', beginning with a letter or '_', at most 40 characters");
        }
        if ((!dryRun || confirmDatabase != null) && !database.equals(confirmDatabase)) {
            throw new StepFailure(confirmDatabase == null || confirmDatabase.isBlank()
                    ? "confirmDatabase is missing: type the name of the database that is replaced, "
                    + Names.shown(database)
                    : "confirmDatabase " + Names.shown(confirmDatabase) + " is not the database that would be "
                    + "replaced, " + Names.shown(database) + ": type its name again. Nothing was touched");
        }
        if (verifyQuery != null) {
            checkQuery();
        }
        scaleDown.forEach(workload -> workload("dev", workload));
        return this;
    }

    private void takeAddress() {
        var address = ADDRESS.matcher(dump);
        if (!address.matches()) {
            throw new StepFailure("dump " + Names.shown(dump) + " is not the address of a dump in a bucket, such as "
                    + "s3://acme/pg-backups/taskdb/taskdb_20261120-021500.dump: run pgBackups with s3 to see those "
                    + "there are");
        }
        s3 = (s3 == null ? S3Place.of(Map.of()) : s3).at(address.group(1), Objects.toString(address.group(2), ""));
        dumpedDatabase = address.group(3);
        dump = address.group(4);
    }

    private void checkQuery() {
        String query = Names.plain("verifyQuery", verifyQuery.strip());
        if (!QUERY.matcher(query).matches() || query.contains(";") || query.length() > LONGEST_QUERY) {
            throw new StepFailure("verifyQuery " + Names.shown(query) + " is not one SELECT, WITH, TABLE or VALUES "
                    + "without a semicolon, of at most " + LONGEST_QUERY + " characters: it is run in a transaction "
                    + "that can only read");
        }
        verifyQuery = query;
    }

    /** What is restored from what, in words. */
    String what() {
        return database + " from " + (dump.equals("latest") ? "the newest verified dump" : dump)
                + (s3 == null ? "" : " in a bucket");
    }

    /** The end of a sentence that names the dumps whose names are nearest to the wanted one. */
    String nearest(List<String> known) {
        var nearest = known.stream().sorted(Comparator.comparingInt(name -> EditDistance.editDistance(dump, name)))
                .limit(NEAREST).toList();
        return nearest.isEmpty() ? "" : ". Nearest: " + String.join(", ", nearest) + "; pgBackups lists them all";
    }

    /** The workloads that are taken down. */
    List<Workload> workloads(String namespace) {
        return scaleDown.stream().map(text -> workload(namespace, text)).toList();
    }

    /** {@code task-service} and {@code deployment/task-service} are the same. */
    static Workload workload(String namespace, String text) {
        Names.required("scaleDown", text);
        int slash = text.indexOf('/');
        String kind = slash < 0 ? "deployment" : text.substring(0, slash).toLowerCase(Locale.ROOT);
        String name = Names.release("scaleDown", text.substring(slash + 1));
        return switch (kind) {
            case "deployment" -> new Workload(Workload.Kind.DEPLOYMENT, namespace, name);
            case "statefulset" -> new Workload(Workload.Kind.STATEFUL_SET, namespace, name);
            default -> throw new StepFailure("scaleDown " + Names.shown(text) + " is neither deployment/NAME nor "
                    + "statefulset/NAME");
        };
    }
}
