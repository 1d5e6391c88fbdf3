package jenkins.model;

import hudson.DescriptorExtensionList;
import hudson.ExtensionList;
import hudson.FilePath;
import hudson.Launcher;
import hudson.Util;
import hudson.XmlFile;
import hudson.model.AbstractCIBase;
import hudson.model.Computer;
import hudson.model.Describable;
import hudson.model.Descriptor;
import hudson.model.Failure;
import hudson.model.Item;
import hudson.model.ItemGroup;
import hudson.model.Label;
import hudson.model.Node;
import hudson.model.Queue;
import hudson.model.Saveable;
import hudson.model.TaskListener;
import hudson.model.TopLevelItem;
import hudson.model.TopLevelItemDescriptor;
import hudson.model.labels.LabelAtom;
import hudson.model.listeners.ItemListener;
import hudson.security.ACL;
import hudson.security.AuthorizationStrategy;
import hudson.security.Permission;
import hudson.security.PermissionGroup;
import hudson.security.SecurityRealm;
import hudson.slaves.NodeDescriptor;
import hudson.slaves.NodeProperty;
import hudson.slaves.NodePropertyDescriptor;
import hudson.util.DescribableList;
import hudson.util.XStream2;
import io.jenkins.plugins.taskhub.embedded.model.EmbeddedJenkins;
import io.jenkins.plugins.taskhub.embedded.model.Identity;
import io.jenkins.plugins.taskhub.embedded.model.ItemStore;
import io.jenkins.plugins.taskhub.embedded.model.ModelAccess;
import io.jenkins.plugins.taskhub.embedded.model.QueueFactory;
import io.jenkins.plugins.taskhub.embedded.model.Workspaces;
import jakarta.servlet.ServletContext;
import java.io.File;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.Authentication;

/** The controller: its items, nodes, queue, extensions and configuration, kept below a home directory. */
public class Jenkins extends AbstractCIBase implements DirectlyModifiableTopLevelItemGroup {
    public static final XStream2 XSTREAM2 = new XStream2();

    public static final PermissionGroup PERMISSIONS = Permission.HUDSON_PERMISSIONS;
    public static final Permission ADMINISTER = Permission.HUDSON_ADMINISTER;
    public static final Permission MANAGE = ModelAccess.permission(PERMISSIONS, "Manage", ADMINISTER);
    public static final Permission READ = ModelAccess.permission(PERMISSIONS, "Read", Permission.READ);

    /** Nobody in particular. */
    public static final Authentication ANONYMOUS2 = new Identity(ACL.ANONYMOUS_USERNAME, List.of());

    public final transient File root;

    private final transient Queue queue = QueueFactory.create();
    private final transient ItemStore items = new ItemStore(this);
    private final transient Nodes nodes = new Nodes(this);
    private transient volatile boolean terminating;
    private transient volatile AuthorizationStrategy authorizationStrategy = AuthorizationStrategy.UNSECURED;
    private transient volatile SecurityRealm securityRealm = SecurityRealm.NO_AUTHENTICATION;
    private final transient DescribableList<NodeProperty<?>, NodePropertyDescriptor> nodeProperties =
            new DescribableList<>(Saveable.NOOP);

    private int numExecutors = 2;
    private String label = "";
    private DescribableList<NodeProperty<?>, NodePropertyDescriptor> globalNodeProperties =
            new DescribableList<>(this);

    protected Jenkins(File root, ServletContext context) throws IOException {
        this.root = root;
    }

    /** The running controller; refuses where there is none. */
    public static Jenkins get() throws IllegalStateException {
        Jenkins instance = getInstanceOrNull();
        if (instance == null) {
            throw new IllegalStateException("Jenkins.instance is missing. Read the documentation of"
                    + " Jenkins.getInstanceOrNull to see what you are doing wrong.");
        }
        return instance;
    }

    public static Jenkins getInstanceOrNull() {
        EmbeddedJenkins running = EmbeddedJenkins.currentOrNull();
        return running == null ? null : running.jenkins();
    }

    /** Who acts in this thread. */
    public static Authentication getAuthentication2() {
        return ModelAccess.current();
    }

    public void load() throws IOException {
        if (getConfigFile().exists()) {
            getConfigFile().unmarshal(this);
            globalNodeProperties.setOwner(this);
        }
        nodes.load();
        items.load();
    }

    private XmlFile getConfigFile() {
        return new XmlFile(XSTREAM2, new File(root, "config.xml"));
    }

    @Override
    public void save() throws IOException {
        getConfigFile().write(this);
    }

    /** Ends this controller. */
    public void cleanUp() {
        for (ItemListener listener : ItemListener.all()) {
            listener.onBeforeShutdown();
        }
        terminating = true;
        nodes.close();
    }

    public boolean isTerminating() {
        return terminating;
    }

    @Override
    public File getRootDir() {
        return root;
    }

    @Override
    public FilePath getRootPath() {
        return new FilePath(root);
    }

    @Override
    public Queue getQueue() {
        return queue;
    }

    /** The address of this controller, with a slash at its end; {@code null} where none is configured. */
    public String getRootUrl() throws IllegalStateException {
        return JenkinsLocationConfiguration.get().getUrl();
    }

    public <T> ExtensionList<T> getExtensionList(Class<T> extensionType) {
        return ExtensionList.create(this, extensionType);
    }

    public <T extends Describable<T>, D extends Descriptor<T>> DescriptorExtensionList<T, D> getDescriptorList(
            Class<T> type) {
        return DescriptorExtensionList.createDescriptorList(this, type);
    }

    @SuppressWarnings("rawtypes")
    public Descriptor getDescriptor(String id) {
        return Lookup.descriptor(d -> d.getId().equals(id)
                || d.clazz.getName().equals(id) || d.clazz.getSimpleName().equals(id));
    }

    @SuppressWarnings("rawtypes")
    public Descriptor getDescriptor(Class<? extends Describable> type) {
        return Lookup.descriptor(d -> d.clazz == type);
    }

    @SuppressWarnings("rawtypes")
    public Descriptor getDescriptorOrDie(Class<? extends Describable> type) {
        Descriptor d = getDescriptor(type);
        if (d == null) {
            throw new AssertionError(type + " is missing its descriptor");
        }
        return d;
    }

    public <T extends Descriptor> T getDescriptorByType(Class<T> type) {
        return getExtensionList(Descriptor.class).stream().filter(d -> d.getClass() == type).map(type::cast)
                .findFirst().orElse(null);
    }

    @Override
    public List<TopLevelItem> getItems() {
        return items.visible();
    }

    public <T> List<T> getItems(Class<T> type) {
        return items.visible().stream().filter(type::isInstance).map(type::cast).toList();
    }

    @Override
    public TopLevelItem getItem(String name) throws AccessDeniedException {
        return name == null ? null : items.get(name);
    }

    /** The item of a path from the root: names joined by slashes. */
    public <T extends Item> T getItemByFullName(String fullName, Class<T> type) throws AccessDeniedException {
        return Lookup.item(this, fullName, type);
    }

    public Item getItemByFullName(String fullName) {
        return getItemByFullName(fullName, Item.class);
    }

    /** The item of a path, relative to a group where it does not begin with a slash; then from the root. */
    public Item getItem(String pathName, ItemGroup context) {
        return Lookup.item(this, pathName, context);
    }

    public final <T extends Item> T getItem(String pathName, ItemGroup context, Class<T> type) {
        Item item = getItem(pathName, context);
        return type.isInstance(item) ? type.cast(item) : null;
    }

    public final <T extends Item> T getItem(String pathName, Item context, Class<T> type) {
        return getItem(pathName, context == null ? null : context.getParent(), type);
    }

    @SuppressWarnings("unchecked")
    public <T extends TopLevelItem> T createProject(Class<T> type, String name) throws IOException {
        return type.cast(createProject((TopLevelItemDescriptor) getDescriptorOrDie(type), name, true));
    }

    @Override
    public TopLevelItem createProject(TopLevelItemDescriptor type, String name, boolean notify) throws IOException {
        checkPermission(Item.CREATE);
        return items.create(type, name, notify);
    }

    /** Refuses names that cannot be a directory or part of a URL. */
    public static void checkGoodName(String name) throws Failure {
        Lookup.checkName(name);
    }

    @Override
    public File getRootDirFor(TopLevelItem child) {
        return items.directory(child);
    }

    @Override
    public void onDeleted(TopLevelItem item) throws IOException {
        items.forget(item);
    }

    @Override
    public String getUrlChildPrefix() {
        return "job";
    }

    @Override
    public String getFullName() {
        return "";
    }

    @Override
    public String getFullDisplayName() {
        return "";
    }

    @Override
    public String getDisplayName() {
        return "Jenkins";
    }

    @Override
    public Object getTarget() {
        return this;
    }

    @Override
    public List<Node> getNodes() {
        return nodes.all();
    }

    public Node getNode(String name) {
        return nodes.all().stream().filter(n -> n.getNodeName().equals(name)).findFirst().orElse(null);
    }

    public void addNode(Node n) throws IOException {
        nodes.add(n);
    }

    public void removeNode(Node n) throws IOException {
        nodes.remove(n);
    }

    public Computer[] getComputers() {
        return nodes.computers();
    }

    public Computer getComputer(String name) {
        String wanted = name.equals("(built-in)") || name.equals("(master)") ? "" : name;
        return Arrays.stream(getComputers()).filter(c -> c.getName().equals(wanted)).findFirst().orElse(null);
    }

    @Override
    public NodeDescriptor getDescriptor() {
        return BuiltInComputer.Kind.INSTANCE;
    }

    @Override
    public Computer createComputer() {
        return new BuiltInComputer(this);
    }

    public Label getLabel(String expr) {
        String trimmed = Util.fixEmptyAndTrim(expr);
        return trimmed == null ? null : Label.parseExpression(trimmed);
    }

    @Override
    public LabelAtom getSelfLabel() {
        return LabelAtom.get("built-in");
    }

    @Override
    public String getLabelString() {
        return label;
    }

    public void setLabelString(String label) throws IOException {
        this.label = Util.fixNull(label).trim();
        save();
        queue.scheduleMaintenance();
    }

    @Override
    public int getNumExecutors() {
        return numExecutors;
    }

    public void setNumExecutors(int n) throws IOException, IllegalArgumentException {
        if (n < 0) {
            throw new IllegalArgumentException(n + " executors: the number cannot be negative");
        }
        numExecutors = n;
        nodes.update(this);
        save();
    }

    @Override
    public Mode getMode() {
        return Mode.NORMAL;
    }

    @Override
    public String getNodeDescription() {
        return "the Jenkins controller's built-in node";
    }

    public int getQuietPeriod() {
        return 0;
    }

    public DescribableList<NodeProperty<?>, NodePropertyDescriptor> getGlobalNodeProperties() {
        return globalNodeProperties;
    }

    @Override
    public DescribableList<NodeProperty<?>, NodePropertyDescriptor> getNodeProperties() {
        return nodeProperties;
    }

    @Override
    public FilePath getWorkspaceFor(TopLevelItem item) {
        return new FilePath(new File(root, "workspace")).child(Workspaces.name(item));
    }

    @Override
    public Launcher createLauncher(TaskListener listener) {
        return new Launcher.LocalLauncher(listener);
    }

    public AuthorizationStrategy getAuthorizationStrategy() {
        return authorizationStrategy;
    }

    public void setAuthorizationStrategy(AuthorizationStrategy a) {
        authorizationStrategy = a == null ? AuthorizationStrategy.UNSECURED : a;
    }

    public SecurityRealm getSecurityRealm() {
        return securityRealm;
    }

    public void setSecurityRealm(SecurityRealm realm) {
        securityRealm = realm == null ? SecurityRealm.NO_AUTHENTICATION : realm;
    }

    @Override
    public ACL getACL() {
        return authorizationStrategy.getRootACL();
    }
}
