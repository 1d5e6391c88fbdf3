package io.jenkins.plugins.taskhub.sandbox.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;

import io.jenkins.plugins.taskhub.sandbox.Checkout;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class SourcesCopyTest {
    @Rule
    public TemporaryFolder folder = new TemporaryFolder();

    @Test
    public void theDemosJobsAndChangesFitTheProject() throws Exception {
        var checkout = Checkout.find();
        var original = Files.readString(checkout.resolve(Act.DEV_VALUES));
        var copy = SourcesCopy.copy(checkout, folder.newFolder().toPath());
        for (var act : Act.all()) {
            assertThat(copy.jenkinsfile(act.job())).exists();
            for (var change : act.sources()) {
                copy.change(change.file(), change.before(), change.after());
                assertThat(copy.dir().resolve(change.file())).content().contains(change.after());
            }
        }
        assertThat(checkout.resolve(Act.DEV_VALUES)).hasContent(original);
    }

    @Test
    public void aChangeThatDoesNotFitIsRefused() throws Exception {
        var copy = SourcesCopy.copy(Checkout.find(), folder.newFolder().toPath());
        assertThatThrownBy(() -> copy.change(Act.DEV_VALUES, "nothing like this", "x"))
                .hasMessageContaining(Act.DEV_VALUES).hasMessageContaining("nothing like this");
    }
}
