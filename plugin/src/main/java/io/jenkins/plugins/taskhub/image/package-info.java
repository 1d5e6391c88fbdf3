/** The feature <em>image</em>: the step {@code taskhubBuild} with its build tools and its builders of images. */
package io.jenkins.plugins.taskhub.image;
