package io.jenkins.plugins.taskhub.terraform;

import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import hudson.util.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jenkinsci.plugins.plaincredentials.impl.StringCredentialsImpl;

/**
 * A script that plays terraform on the agent, as a real process: it shows a recorded plan, and an apply waits in its
 * middle until the test says how it ends.
 */
final class PlayedTerraform {
    static final String PASSWORD = "canary-password-1";

    private static final String SCRIPT = """
            #!/bin/sh
            dir=$(dirname "$0")
            [ "$*" = version ] && echo Terraform v1.11.4 && exit
            printf '%s\\n' "$*" >> "$dir/calls"
            case "$*" in
            "version -json") echo '{"terraform_version":"1.11.4"}' ;;
            *" validate "*) echo '{"valid":true,"diagnostics":[]}' ;;
            *" plan "*)
                for argument; do case $argument in -out=*) echo plan > "${argument#-out=}" ;; esac; done
                exit 2 ;;
            *" show "*) cat "$dir/show.json" ;;
            *" apply "*)
                trap 'cat "$dir/interrupted.log"; exit 1' TERM
                echo "has its password: $TF_VAR_password" >&2
                cat "$dir/first.log"
                echo started > "$dir/started"
                while [ ! -e "$dir/go" ]; do sleep 0.05; done
                cat "$dir/second.log"
                exit "$(cat "$dir/go")" ;;
            *" output "*) echo '{"size":{"sensitive":false,"value":1}}' ;;
            esac
            """;

    final Path dir;

    /** @param dir a folder that comes first on the agent's PATH */
    PlayedTerraform(Path dir) throws IOException {
        this.dir = dir;
        Path program = Files.writeString(dir.resolve("terraform"), SCRIPT);
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
        shows("create");
        var lines = Recorded.text("apply.log").lines().toList();
        int half = lines.size() - 6;
        write("first.log", lines.subList(0, half));
        write("second.log", lines.subList(half, lines.size()));
        write("interrupted.log", Recorded.text("interrupted.log").lines()
                .dropWhile(line -> !line.contains("Interrupt received")).toList());
    }

    /** What a plan is like. */
    void shows(String recorded) throws IOException {
        Files.writeString(dir.resolve("show.json"), Recorded.text(recorded + ".json"));
    }

    private void write(String file, List<String> lines) throws IOException {
        Files.writeString(dir.resolve(file), lines.stream().map(line -> line + "\n").collect(Collectors.joining()));
    }

    /** Waits until an apply is in its middle. */
    void awaitStart() throws InterruptedException {
        long patience = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!Files.exists(dir.resolve("started"))) {
            if (System.nanoTime() > patience) {
                throw new AssertionError("terraform did not begin to apply within a minute");
            }
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }

    /** Lets the apply go on to its end. */
    void end(int status) throws IOException {
        Path written = Files.writeString(dir.resolve("go.new"), Integer.toString(status));
        Files.move(written, dir.resolve("go"));
    }

    /** The arguments of each call. */
    List<String> calls() throws IOException {
        Path calls = dir.resolve("calls");
        return Files.exists(calls) ? Files.readAllLines(calls) : List.of();
    }

    /** A Pipeline with a configuration in its workspace; the call of the step is given. */
    String pipeline(String call) {
        return """
                node {
                    withEnv(["PATH=%s:${env.PATH}"]) {
                        writeFile file: 'infra/dev/main.tf', text: '# a configuration'
                        def r = %s
                        echo "RESULT ${r.add} ${r.applied} ${r.outputs.size} ${r.partial}"
                    }
                }
                """.formatted(dir, call);
    }

    /** Adds the credential {@code db}. */
    static void addPassword() throws IOException {
        SystemCredentialsProvider.getInstance().getCredentials().add(new StringCredentialsImpl(CredentialsScope.GLOBAL,
                "db", "", Secret.fromString(PASSWORD)));
        SystemCredentialsProvider.getInstance().save();
    }
}
