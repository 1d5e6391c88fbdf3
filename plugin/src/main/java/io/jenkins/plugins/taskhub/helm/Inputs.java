package io.jenkins.plugins.taskhub.helm;

import hudson.remoting.VirtualChannel;
import io.jenkins.plugins.taskhub.step.Names;
import io.jenkins.plugins.taskhub.step.Ports;
import io.jenkins.plugins.taskhub.step.StepFailure;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import jenkins.MasterToSlaveFileCallable;

/** Looks, in one call to the agent, whether the files of a deployment are in the workspace before anything is started. */
final class Inputs {
    private Inputs() {}

    /** What a path of the workspace leads to. */
    enum Found { MISSING, OUTSIDE, FILE, FOLDER, CHART }

    /** @throws StepFailure for the first file that is missing or lies outside */
    static void check(DeployRequest request, Ports ports) throws IOException, InterruptedException {
        var paths = new ArrayList<>(request.values);
        if (!request.chartIsRemote()) {
            paths.add(request.chart);
        }
        var found = ports.agent().workspace().act(new Look(paths));
        if (!request.chartIsRemote()) {
            checkChart(request, found.get(found.size() - 1));
        }
        for (int i = 0; i < request.values.size(); i++) {
            String file = Names.shown(request.values.get(i));
            refuseOutside("values", file, found.get(i));
            if (found.get(i) != Found.FILE) {
                throw new StepFailure("there is no values file " + file + " in the workspace: correct values, or check the "
                        + "file out first");
            }
        }
    }

    private static void checkChart(DeployRequest request, Found found) {
        String chart = Names.shown(request.chart);
        refuseOutside("chart", chart, found);
        if (found == Found.MISSING && !request.chartMayBeOfARepository()) {
            throw new StepFailure("there is no chart " + chart + " in the workspace: correct chart, or check it out first");
        }
        if (found == Found.FOLDER) {
            throw new StepFailure("chart " + chart + " has no Chart.yaml: give the folder that has it");
        }
    }

    private static void refuseOutside(String parameter, String path, Found found) {
        if (found == Found.OUTSIDE) {
            throw new StepFailure(parameter + " " + path + " leads out of the workspace by a symbolic link: give a path "
                    + "inside it");
        }
    }

    /** Runs on the agent. */
    private static final class Look extends MasterToSlaveFileCallable<ArrayList<Found>> {
        private static final long serialVersionUID = 1L;

        private final ArrayList<String> paths;

        Look(List<String> paths) {
            this.paths = new ArrayList<>(paths);
        }

        @Override
        public ArrayList<Found> invoke(File workspace, VirtualChannel channel) throws IOException {
            Path root = workspace.toPath().toRealPath();
            var found = new ArrayList<Found>();
            for (String each : paths) {
                Path path = root.resolve(each);
                if (!Files.exists(path)) {
                    found.add(Found.MISSING);
                } else if (!path.toRealPath().startsWith(root)) {
                    found.add(Found.OUTSIDE);
                } else if (Files.isDirectory(path)) {
                    found.add(Files.exists(path.resolve("Chart.yaml")) ? Found.CHART : Found.FOLDER);
                } else {
                    found.add(Found.FILE);
                }
            }
            return found;
        }
    }
}
