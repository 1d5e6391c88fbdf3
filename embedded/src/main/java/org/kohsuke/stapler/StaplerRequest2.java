package org.kohsuke.stapler;

import jakarta.servlet.http.HttpServletRequest;

/** A web request. Only its type is here; there is no web server. */
public interface StaplerRequest2 extends HttpServletRequest {
}
