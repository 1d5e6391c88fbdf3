package jenkins.model;

import hudson.Util;
import hudson.XmlFile;
import hudson.model.Computer;
import hudson.model.Node;
import hudson.model.Slave;
import io.jenkins.plugins.taskhub.embedded.model.ModelAccess;
import java.io.File;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.logging.Level;
import java.util.logging.Logger;

/** The nodes of a controller: {@code nodes/NAME/config.xml}. */
final class Nodes {
    private static final Logger LOGGER = Logger.getLogger(Nodes.class.getName());

    private final Jenkins jenkins;
    private final Map<String, Node> nodes = new ConcurrentSkipListMap<>();
    private final Map<String, Computer> computers = new ConcurrentSkipListMap<>();

    Nodes(Jenkins jenkins) {
        this.jenkins = jenkins;
    }

    void load() {
        computers.put("", jenkins.createComputer());
        File[] directories = new File(jenkins.getRootDir(), "nodes").listFiles(d -> new File(d, "config.xml").exists());
        for (File directory : directories == null ? new File[0] : directories) {
            XmlFile file = new XmlFile(Jenkins.XSTREAM2, new File(directory, "config.xml"));
            try {
                put((Slave) file.read());
            } catch (IOException | RuntimeException x) {
                LOGGER.log(Level.WARNING, "Failed to load " + file, x);
            }
        }
    }

    List<Node> all() {
        return List.copyOf(nodes.values());
    }

    Computer[] computers() {
        return computers.values().toArray(Computer[]::new);
    }

    private void put(Slave node) {
        nodes.put(node.getNodeName(), node);
        computers.put(node.getNodeName(), node.createComputer());
    }

    void add(Node node) throws IOException {
        if (!(node instanceof Slave agent)) {
            throw new IllegalArgumentException(node + " is no agent");
        }
        remove(node);
        agent.save();
        put(agent);
        jenkins.getQueue().scheduleMaintenance();
    }

    void remove(Node node) throws IOException {
        Computer computer = computers.remove(node.getNodeName());
        if (computer != null) {
            computer.disconnect(null);
        }
        if (nodes.remove(node.getNodeName()) != null) {
            Util.deleteRecursive(node.getRootDir());
        }
    }

    void update(Node node) {
        Computer computer = computers.get(node.getNodeName());
        if (computer != null) {
            ModelAccess.setNode(computer, node);
        }
    }

    void close() {
        computers.values().forEach(c -> c.disconnect(null));
    }
}
