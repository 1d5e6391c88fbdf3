package jenkins.util.io;

/** Marks what never leaves the controller. */
public interface OnMaster {
}
