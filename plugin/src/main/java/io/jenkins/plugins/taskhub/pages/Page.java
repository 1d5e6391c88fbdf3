package io.jenkins.plugins.taskhub.pages;

import hudson.model.AbstractItem;
import hudson.model.Action;
import hudson.model.Item;
import io.jenkins.plugins.taskhub.report.HtmlRenderer;
import io.jenkins.plugins.taskhub.report.Report;
import java.time.Instant;
import java.util.List;

/** A page below a job or a folder, made of reports when somebody looks at it. */
public abstract class Page implements Action {
    private final AbstractItem item;

    Page(AbstractItem item) {
        this.item = item;
    }

    /** The job or folder, for the page. */
    public final AbstractItem getItem() {
        return item;
    }

    /** The page's content: safe HTML, for those who may read the job or folder. */
    public final String getHtml() {
        item.checkPermission(Item.READ);
        return HtmlRenderer.fragment(reports(Instant.now()));
    }

    /** What the page shows at a moment. */
    abstract List<Report> reports(Instant now);

    @Override
    public final String getIconFileName() {
        return item.hasPermission(Item.READ) ? "clipboard.png" : null;
    }

    @Override
    public final String getUrlName() {
        return "taskhub";
    }
}
