package hudson.util;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Finds processes by their environment: {@code /proc/PID/environ}, or {@code ps} where there is no such file. */
final class UnixProcessTree extends ProcessTree {
    private static final Path PROC = Path.of("/proc/self/environ");

    @Override
    public void killAll(Map<String, String> modelEnvVars) throws InterruptedException {
        if (modelEnvVars.isEmpty()) {
            throw new IllegalArgumentException("No variables: every process would be ended");
        }
        long self = ProcessHandle.current().pid();
        List<Long> pids = Files.isReadable(PROC) ? fromProc(modelEnvVars) : fromPs(modelEnvVars);
        end(pids.stream().filter(pid -> pid != self).flatMap(pid -> ProcessHandle.of(pid).stream()).toList());
    }

    private static List<Long> fromProc(Map<String, String> wanted) {
        return ProcessHandle.allProcesses().map(ProcessHandle::pid).filter(pid -> {
            try {
                String environ = Files.readString(Path.of("/proc", Long.toString(pid), "environ"),
                        StandardCharsets.ISO_8859_1);
                return hasAll(Set.of(environ.split("\0")), wanted);
            } catch (IOException | IllegalArgumentException x) {
                return false;
            }
        }).toList();
    }

    private static List<Long> fromPs(Map<String, String> wanted) throws InterruptedException {
        try {
            Process ps = new ProcessBuilder("ps", "axeww", "-o", "pid=,command=").redirectErrorStream(true).start();
            List<Long> found = new ArrayList<>();
            try (BufferedReader lines = ps.inputReader()) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    String[] words = line.strip().split("\\s+");
                    if (hasAll(new HashSet<>(Arrays.asList(words)), wanted)) {
                        found.add(Long.parseLong(words[0]));
                    }
                }
            }
            ps.waitFor();
            return found;
        } catch (IOException x) {
            throw new UncheckedIOException("Cannot look for processes with ps", x);
        }
    }

    private static boolean hasAll(Set<String> environment, Map<String, String> wanted) {
        return wanted.entrySet().stream().allMatch(e -> environment.contains(e.getKey() + "=" + e.getValue()));
    }
}
