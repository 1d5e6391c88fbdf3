package io.jenkins.plugins.taskhub.pages;

import hudson.model.AbstractItem;
import hudson.model.Item;
import hudson.model.ItemGroup;
import hudson.model.Job;
import io.jenkins.plugins.taskhub.report.BuildRecords;
import io.jenkins.plugins.taskhub.report.BuildRecords.OfBuild;
import io.jenkins.plugins.taskhub.report.Report;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What runs where, as the builds of the jobs in a folder know it that the reader may see. */
public final class FolderPage extends Page {
    private static final int JOBS = 200;
    private static final int BUILDS = 200;

    private final ItemGroup<?> folder;

    FolderPage(AbstractItem item, ItemGroup<?> folder) {
        super(item);
        this.folder = folder;
    }

    @Override
    public String getDisplayName() {
        return Messages.FolderPage_displayName();
    }

    @Override
    List<Report> reports(Instant now) {
        var builds = new ArrayList<OfBuild>();
        folder.getAllItems(Job.class).stream()
                .filter(job -> job.hasPermission(Item.READ) && BuildRecords.areKeptBy(job)).limit(JOBS)
                .forEach(job -> BuildRecords.newest((Job<?, ?>) job, BUILDS).forEach(builds::add));
        var overview = new Overview(builds, folder.getUrl(), now);
        return List.of(overview.running(), overview.backups(), overview.platform());
    }
}
