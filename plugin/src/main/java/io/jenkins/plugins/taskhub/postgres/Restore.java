package io.jenkins.plugins.taskhub.postgres;

import io.jenkins.plugins.taskhub.kubernetes.ClusterException;
import io.jenkins.plugins.taskhub.kubernetes.JobOutcome.Verdict;
import io.jenkins.plugins.taskhub.step.Engine;
import io.jenkins.plugins.taskhub.step.Phase;
import io.jenkins.plugins.taskhub.step.Ports;
import io.jenkins.plugins.taskhub.step.StepFailure;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Restores a database from a dump: what {@code pgRestore} does. The dump goes into a new database first, which then
 * takes the place of the old one by its name. What fails is remembered, so that the workloads come back in any case.
 */
final class Restore implements Engine<LinkedHashMap<String, Object>> {
    private static final long serialVersionUID = 1L;
    private static final String STAGE = "stage";
    private static final String SWAP = "swap";
    private static final String DROP = "drop";
    private static final Duration TO_DROP = Duration.ofMinutes(2);

    private final BackupJobs jobs;
    private final RestoreRequest request;
    private final Downtime downtime;
    private final String staged;
    private boolean touched;
    private Said dump;
    private Said swapped;
    private String failure;
    private long seconds;

    Restore(BackupJobs jobs, RestoreRequest request) {
        this.jobs = jobs;
        this.request = request;
        this.downtime = new Downtime(jobs, request);
        this.staged = request.database + "_restore_"
                + DateTimeFormatter.ofPattern("yyyyMMddHHmmss").withZone(ZoneOffset.UTC).format(Instant.now());
    }

    @Override
    public List<Phase> phases() {
        return List.of(
                Phase.call("Looking at what runs", this::look),
                Phase.await("Trying the dump", this::stage),
                Phase.call("Taking workloads down", this::takeDown),
                Phase.await("Waiting for pods to go", ports -> goesOn() && touched ? downtime.gone(ports) : done()),
                Phase.await("Replacing the database", this::swap),
                Phase.call("Taking workloads up", this::takeUp),
                Phase.await("Dropping what is not used", this::drop),
                Phase.await("Waiting for workloads", this::awaitReady),
                Phase.call("Telling", this::tell));
    }

    @Override
    public void attach(Ports ports) throws IOException, InterruptedException {
        jobs.attach(ports);
    }

    @Override
    public void close() {
        jobs.close();
    }

    private static CompletableFuture<Void> done() {
        return CompletableFuture.completedFuture(null);
    }

    private boolean goesOn() {
        return failure == null && !request.dryRun;
    }

    private void look(Ports ports) throws InterruptedException {
        var state = jobs.state(ports);
        if (request.s3 != null) {
            request.s3.check(state, jobs.namespace());
        }
        var other = jobs.other(state);
        if (other.isPresent()) {
            throw new StepFailure("another Job works on the backups in " + jobs.namespace() + ": "
                    + BackupJobs.words(other.get()) + ". Restore when it is over");
        }
        downtime.look(ports);
        ports.log().line((request.dryRun ? "Dry run: trying " : "Restoring ") + request.what() + " in "
                + jobs.namespace());
    }

    private CompletableFuture<?> stage(Ports ports) throws InterruptedException {
        var environment = environment();
        environment.put("DUMP", request.dump);
        if (request.s3 != null) {
            environment.putAll(request.s3.environment());
            environment.put("FROM", "s3");
        }
        if (request.dumpedDatabase != null) {
            environment.put("PGDATABASE", request.dumpedDatabase);
        }
        return jobs.run(ports, STAGE, environment, outcome -> {
            dump = new Said(outcome);
            if (!outcome.succeeded()) {
                untouched(outcome.reason() + request.nearest(outcome.all("known")));
                jobs.abandon(ports, outcome, STAGE);
            }
        }).exceptionally(problem -> {
            untouched(problem.getMessage());
            return null;
        });
    }

    private void untouched(String why) {
        failure = request.database + " in " + jobs.namespace() + " was not restored and not touched: " + why;
    }

    private LinkedHashMap<String, String> environment() {
        var environment = new LinkedHashMap<String, String>();
        environment.put("DATABASE", request.database);
        environment.put("STAGED", staged);
        environment.put("QUERY", request.verifyQuery == null ? "" : request.verifyQuery);
        return environment;
    }

    private void takeDown(Ports ports) throws InterruptedException {
        if (!goesOn()) {
            return;
        }
        touched = true;
        try {
            downtime.begin(ports);
        } catch (ClusterException e) {
            untouched(e.getMessage());
        }
    }

    private CompletableFuture<?> swap(Ports ports) throws InterruptedException {
        if (!goesOn()) {
            return done();
        }
        var environment = environment();
        environment.put("DUMP_BEFORE", String.valueOf(request.preRestoreDump));
        try {
            return jobs.run(ports, SWAP, environment, outcome -> {
                swapped = new Said(outcome);
                if (!outcome.succeeded()) {
                    failure = "the dump is good, but " + request.database + " in " + jobs.namespace()
                            + " could not be replaced: " + outcome.reason()
                            + (swapped.is("replaced") ? ". It is the restored one already"
                            : outcome.verdict() == Verdict.FAILED ? ". It is as it was"
                            : ". It is either as it was or restored as a whole, never half: look with a query");
                    jobs.abandon(ports, outcome, SWAP);
                }
            }).exceptionally(problem -> {
                failure = "how the replacement of " + request.database + " in " + jobs.namespace()
                        + " ended is not known: "
                        + problem.getMessage() + " It is either as it was or restored as a whole: look with a query";
                return null;
            });
        } catch (ClusterException e) {
            failure = request.database + " in " + jobs.namespace() + " was not replaced: " + e.getMessage();
            return done();
        }
    }

    private void takeUp(Ports ports) throws InterruptedException {
        try {
            downtime.end(ports);
        } catch (StepFailure e) {
            failure = failure == null ? e.getMessage() : failure + ". Besides, " + e.getMessage();
        }
    }

    private CompletableFuture<?> drop(Ports ports) throws InterruptedException {
        if (failure == null && !request.dryRun) {
            return done();
        }
        try {
            return jobs.run(ports, DROP, environment(), TO_DROP, outcome -> {
                if (!outcome.succeeded()) {
                    left(ports, outcome.reason());
                }
            }).exceptionally(problem -> {
                left(ports, problem.getMessage());
                return null;
            });
        } catch (ClusterException e) {
            left(ports, e.getMessage());
            return done();
        }
    }

    private void left(Ports ports, String why) {
        ports.log().line("A database " + staged + " may be left, drop it by hand: " + why);
    }

    private CompletableFuture<?> awaitReady(Ports ports) {
        return !touched ? done() : downtime.ready(ports).exceptionally(problem -> {
            if (failure == null) {
                failure = request.database + " in " + jobs.namespace() + " is restored, but " + problem.getMessage();
            }
            return null;
        });
    }

    private void tell(Ports ports) throws IOException, InterruptedException {
        seconds = jobs.seconds();
        for (String script : List.of(STAGE, SWAP, DROP)) {
            jobs.delete(ports, script);
        }
        if (failure != null) {
            RestoreTelling.failed(ports, request, jobs.namespace(), failure);
            throw new StepFailure(failure);
        }
        RestoreTelling.done(ports, request, jobs.namespace(), result());
    }

    @Override
    public void interrupted(Ports ports) throws InterruptedException {
        jobs.delete(ports, STAGE);
        boolean replacing = jobs.delete(ports, SWAP);
        try {
            takeUp(ports);
        } finally {
            if (dump != null || swapped != null || replacing) {
                jobs.begin(ports, DROP, environment(), TO_DROP);
            }
        }
        ports.log().line("Interrupted: " + request.database + " in " + jobs.namespace()
                + (swapped != null && swapped.is("replaced") ? " is restored"
                : replacing ? " is either as it was or restored as a whole, never half: look with a query"
                : " is as it was") + (failure == null ? "" : ". " + failure));
    }

    @Override
    public LinkedHashMap<String, Object> result() {
        return RestoreTelling.result(request, dump, swapped, downtime.names(), seconds);
    }
}
