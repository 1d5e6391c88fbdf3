package jenkins.model;

import hudson.model.Result;

/** A build as history shows it. */
public interface HistoricalBuild extends FullyNamedModelObject {
    boolean isBuilding();

    String getDescription();

    int getNumber();

    long getQueueId();

    Result getResult();

    String getUrl();
}
