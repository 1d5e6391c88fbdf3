package hudson.console;

/** Text that Jenkins' pages link. */
public class HyperlinkNote extends ConsoleNote<Object> {
    private static final long serialVersionUID = 1L;

    HyperlinkNote() {
    }

    public static String encodeTo(String url, String text) {
        return text.replace('\n', ' ').replace('\r', ' ');
    }
}
