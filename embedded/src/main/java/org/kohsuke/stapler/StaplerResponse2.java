package org.kohsuke.stapler;

import jakarta.servlet.http.HttpServletResponse;

/** A web response. Only its type is here; there is no web server. */
public interface StaplerResponse2 extends HttpServletResponse {
}
