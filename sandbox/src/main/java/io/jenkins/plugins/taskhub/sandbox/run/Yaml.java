package io.jenkins.plugins.taskhub.sandbox.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;

import io.jenkins.plugins.taskhub.sandbox.CommandFailure;

/** Reads the YAML files that a user hands in. */
final class Yaml {
    private Yaml() {
    }

    /** Maps, lists and scalars; refuses a file that is missing or no YAML. */
    static Object read(Path file) {
        if (!Files.isRegularFile(file)) {
            throw CommandFailure.wrongUsage("There is no file " + file);
        }
        try {
            return new YAMLMapper().readValue(file.toFile(), Object.class);
        } catch (JacksonException e) {
            throw CommandFailure.wrongUsage(file + " is no YAML: " + e.getOriginalMessage());
        } catch (IOException e) {
            throw CommandFailure.wrongUsage(file + " cannot be read: " + e.getMessage());
        }
    }
}
