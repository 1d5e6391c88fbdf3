package jenkins.model;

import hudson.Extension;
import hudson.ExtensionList;
import hudson.Util;
import org.jenkinsci.Symbol;

/** The address of the controller. */
@Extension
@Symbol("location")
public class JenkinsLocationConfiguration extends GlobalConfiguration {
    private String adminAddress;
    private String jenkinsUrl;

    public JenkinsLocationConfiguration() {
        load();
    }

    public static JenkinsLocationConfiguration get() {
        return ExtensionList.lookupFirst(JenkinsLocationConfiguration.class);
    }

    public String getUrl() {
        return jenkinsUrl;
    }

    public void setUrl(String url) {
        jenkinsUrl = Util.ensureEndsWith(Util.fixEmptyAndTrim(url), "/");
        save();
    }

    public String getAdminAddress() {
        return adminAddress == null ? "address not configured yet <nobody@nowhere>" : adminAddress;
    }

    public void setAdminAddress(String adminAddress) {
        this.adminAddress = Util.fixEmptyAndTrim(adminAddress);
        save();
    }
}
