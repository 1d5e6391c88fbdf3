package hudson;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import jenkins.YesNoMaybe;
import net.java.sezpoz.Indexable;

/** Marks what the extension finder (sezpoz's index {@code META-INF/annotations/hudson.Extension}) instantiates. */
@Indexable
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.FIELD, ElementType.METHOD})
@Documented
public @interface Extension {
    /** Extensions of a higher ordinal come first. */
    double ordinal() default 0;

    /** Where true, an extension whose classes are missing is passed over in silence. */
    boolean optional() default false;

    /** Read by Jenkins when a plugin is installed without a restart; without effect here. */
    YesNoMaybe dynamicLoadable() default YesNoMaybe.MAYBE;
}
