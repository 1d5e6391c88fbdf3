package hudson;

import io.jenkins.plugins.taskhub.embedded.model.ControllerExtensions;
import java.util.List;

/** Where extension lists come from. */
final class ExtensionAccess {
    private ExtensionAccess() {
    }

    static <T> List<T> of(Class<T> type) {
        return ControllerExtensions.of(type);
    }
}
