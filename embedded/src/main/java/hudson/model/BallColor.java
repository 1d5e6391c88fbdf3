package hudson.model;

/** The colour of a result. */
public enum BallColor {
    RED("red"), YELLOW("yellow"), BLUE("blue"), GREY("grey"), DISABLED("disabled"), ABORTED("aborted"),
    NOTBUILT("nobuilt");

    private final String label;

    BallColor(String label) {
        this.label = label;
    }

    @Override
    public String toString() {
        return label;
    }
}
