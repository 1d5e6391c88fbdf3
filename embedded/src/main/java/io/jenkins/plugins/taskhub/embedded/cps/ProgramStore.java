package io.jenkins.plugins.taskhub.embedded.cps;

import hudson.AbortException;
import hudson.model.Run;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InvalidClassException;
import java.io.NotSerializableException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.Map;

/** Saves and loads the state of Pipelines: the script, scripts evaluated later, and the program. */
final class ProgramStore {
    private static final String PROGRAM = "program.dat";
    private static final String SCRIPT = "Jenkinsfile";
    private static final String NAME = "name";
    private static final String SCRIPTS = "scripts";

    private ProgramStore() {}

    static void saveSource(Path directory, PipelineSource source) throws IOException {
        Files.createDirectories(directory);
        Files.writeString(directory.resolve(SCRIPT), source.text());
        Files.writeString(directory.resolve(NAME), source.name());
    }

    /** The script that was saved. */
    static PipelineSource loadSource(Path directory) throws IOException {
        return new PipelineSource(Files.readString(directory.resolve(SCRIPT)),
                Files.readString(directory.resolve(NAME)));
    }

    /** Keeps a script that was compiled later, so that its classes are there after a restart. */
    static void saveScript(Path directory, String className, String text) throws IOException {
        Files.createDirectories(directory.resolve(SCRIPTS));
        Files.writeString(directory.resolve(SCRIPTS).resolve(className), text);
    }

    /** Text by class name. */
    static Map<String, String> loadScripts(Path directory) throws IOException {
        var scripts = new LinkedHashMap<String, String>();
        if (Files.isDirectory(directory.resolve(SCRIPTS))) {
            try (var files = Files.list(directory.resolve(SCRIPTS))) {
                for (var file : files.sorted().toList()) {
                    scripts.put(file.getFileName().toString(), Files.readString(file));
                }
            }
        }
        return scripts;
    }

    /** Saves the program in the place of the one saved before, in one step. */
    static void save(Program program, Path directory) throws IOException {
        var bytes = new ByteArrayOutputStream(1 << 14);
        try (var out = new ProgramOutput(bytes)) {
            out.writeObject(program);
        } catch (NotSerializableException failure) {
            throw new IOException("The state of the Pipeline cannot be saved: a variable holds a "
                    + failure.getMessage() + ", which is not serializable. Use it in a @NonCPS method, or set the"
                    + " variable to null before a step.", failure);
        }
        var fresh = directory.resolve(PROGRAM + ".new");
        Files.write(fresh, bytes.toByteArray());
        Files.move(fresh, directory.resolve(PROGRAM), StandardCopyOption.REPLACE_EXISTING,
                StandardCopyOption.ATOMIC_MOVE);
    }

    static Program load(PipelineExecution execution, Path directory) throws IOException, ClassNotFoundException {
        try (var in = new ProgramInput(new BufferedInputStream(Files.newInputStream(directory.resolve(PROGRAM))),
                execution)) {
            return (Program) in.readObject();
        }
    }

    /** Why a build cannot go on, in words. */
    static AbortException cannotResume(Run<?, ?> run, Throwable failure) {
        var why = failure instanceof NoSuchFileException ? "no state was saved"
                : failure instanceof InvalidClassException
                ? "its state was saved by another version (" + failure.getMessage() + ")"
                : failure.toString();
        var abort = new AbortException("Cannot go on with " + run.getFullDisplayName() + " after the restart: " + why
                + ". Run it again.");
        abort.addSuppressed(failure);
        return abort;
    }
}
