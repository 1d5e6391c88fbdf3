package io.jenkins.plugins.taskhub.embedded.steps;

import java.io.IOException;

import hudson.FilePath;
import hudson.model.Run;

/** Where the stashes of a build are kept: in its directory. */
final class Stashes {
    private Stashes() {
    }

    static String checkName(String name) {
        if (name == null || !name.matches("[A-Za-z0-9_.-]+") || name.startsWith(".")) {
            throw new IllegalArgumentException("The name of a stash is made of letters, digits and _ . -, not \""
                    + name + "\"");
        }
        return name;
    }

    static FilePath of(Run<?, ?> run, String name) {
        return new FilePath(run.getRootDir()).child("stashes").child(name);
    }

    static void copy(FilePath from, FilePath[] files, FilePath to) throws IOException, InterruptedException {
        to.mkdirs();
        int prefix = from.getRemote().length() + 1;
        for (FilePath file : files) {
            FilePath target = to.child(file.getRemote().substring(prefix));
            target.getParent().mkdirs();
            file.copyToWithPermission(target);
        }
    }
}
