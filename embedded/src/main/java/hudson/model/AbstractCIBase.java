package hudson.model;

import java.util.List;
import org.kohsuke.stapler.StaplerProxy;

/** The base of {@link jenkins.model.Jenkins}. */
public abstract class AbstractCIBase extends Node implements ItemGroup<TopLevelItem>, StaplerProxy,
        DescriptorByNameOwner {
    @Override
    public String getNodeName() {
        return "";
    }

    @Override
    public String getUrl() {
        return "";
    }

    public abstract List<Node> getNodes();

    public abstract Queue getQueue();
}
