package io.muster;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.modulith.Modulithic;

/** The one process: console, API, jobs and the database it starts itself unless told of another. */
@SpringBootApplication
@ConfigurationPropertiesScan
@Modulithic(systemName = "Muster")
public class MusterApplication {

    private static final String CARRIERS = "jdk.virtualThreadScheduler.parallelism";

    /**
     * Threads that carry the virtual ones. A virtual thread that loads a class keeps its carrier
     * even while it waits for another's lock; with one carrier a processor, as is usual, the first
     * requests after a start could hold all of them, and whoever has the lock never went on.
     */
    private static final int LEAST_CARRIERS = 32;

    static void main(String[] arguments) {
        if (System.getProperty(CARRIERS) == null) {
            int carriers = Math.max(LEAST_CARRIERS, Runtime.getRuntime().availableProcessors());
            System.setProperty(CARRIERS, Integer.toString(carriers));
        }
        var application = new SpringApplication(MusterApplication.class);
        application.addInitializers(new DatabaseStart());
        application.run(arguments);
    }
}
