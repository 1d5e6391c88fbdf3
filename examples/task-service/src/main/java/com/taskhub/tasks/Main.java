package com.taskhub.tasks;

import java.util.concurrent.CountDownLatch;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts the service, and stops it in order when the process is told to end. */
public final class Main {
    private static final Logger LOG = LoggerFactory.getLogger(Main.class);

    private Main() {
    }

    /** Runs until the process is told to end; exit code 1 when it cannot start. */
    public static void main(String[] args) throws InterruptedException {
        Service service;
        try {
            service = Service.start(Settings.from(System.getenv()));
        } catch (Settings.Invalid | Database.Unavailable e) {
            LOG.error("The service cannot start: {}", e.getMessage());
            System.exit(1);
            return;
        }
        var stopped = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            service.close();
            stopped.countDown();
        }, "shutdown"));
        stopped.await();
    }
}
