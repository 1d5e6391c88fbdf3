package jenkins.model;

import hudson.FilePath;
import hudson.Launcher;
import hudson.Util;
import hudson.model.BuildListener;
import hudson.model.Run;
import java.io.File;
import java.io.IOException;
import java.util.Map;
import jenkins.util.VirtualFile;

/** Keeps artifacts in {@code archive/} of the build's directory. */
public class StandardArtifactManager extends ArtifactManager {
    protected transient Run<?, ?> build;

    public StandardArtifactManager(Run<?, ?> build) {
        onLoad(build);
    }

    @Override
    public final void onLoad(Run<?, ?> build) {
        this.build = build;
    }

    private File directory() {
        return new File(build.getRootDir(), "archive");
    }

    @Override
    public void archive(FilePath workspace, Launcher launcher, BuildListener listener, Map<String, String> artifacts)
            throws IOException, InterruptedException {
        FilePath target = new FilePath(directory());
        for (Map.Entry<String, String> artifact : artifacts.entrySet()) {
            FilePath source = workspace.child(artifact.getValue());
            FilePath kept = target.child(artifact.getKey());
            kept.getParent().mkdirs();
            source.copyToWithPermission(kept);
        }
    }

    @Override
    public final boolean delete() throws IOException, InterruptedException {
        boolean there = directory().exists();
        Util.deleteRecursive(directory());
        return there;
    }

    @Override
    public VirtualFile root() {
        return VirtualFile.forFile(directory());
    }
}
