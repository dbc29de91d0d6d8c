package io.muster.jobs;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerBuilder;
import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.FailureHandler;
import com.github.kagkarlsson.scheduler.task.helper.CustomTask;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import io.muster.kernel.JobId;
import io.muster.kernel.OrganizationId;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Hands jobs and recurring work to db-scheduler, which keeps them in the database: what a killed
 * server had in hand is taken up again, by this server or another one, some seconds later.
 */
@Component
class JobRunner implements SmartLifecycle {

    /** As many jobs at a time; the rest wait in the database for their turn. */
    static final int JOBS = 6;

    /** After so long a job stands in line again, if others wait. */
    static final Duration TURN = Duration.ofSeconds(5);

    /** Much of it waits for others: for name servers, relays, slow statements. */
    private static final int RECURRING = 5;

    private static final Duration HEARTBEAT = Duration.ofSeconds(2);
    private static final int MISSED_HEARTBEATS = 4;
    private static final Duration LONGEST_STOP = Duration.ofSeconds(15);

    private final DataSource database;
    private final ObjectProvider<JobExecution> execution;
    private final ObjectProvider<RecurringWork> recurring;
    private final JobRepository repository;
    private final CustomTask<Void> task;
    private volatile Scheduler jobs;
    private volatile Scheduler recurringWork;
    private volatile boolean stopping;

    JobRunner(
            DataSource database,
            ObjectProvider<JobExecution> execution,
            ObjectProvider<RecurringWork> recurring,
            JobRepository repository) {
        this.database = database;
        this.repository = repository;
        this.execution = execution;
        this.recurring = recurring;
        this.task =
                Tasks.custom("job", Void.class)
                        .onFailure(
                                new FailureHandler.ExponentialBackoffFailureHandler<>(
                                        Duration.ofSeconds(1), 1.5))
                        .execute((instance, _) -> execute(instance.getId()));
        this.jobs = jobs();
        this.recurringWork = recurringWork();
    }

    /** The server stops while a job runs; the next one goes on with it. */
    private static final class Stopped extends RuntimeException {
        Stopped() {
            super("the server stops", null, false, false);
        }
    }

    /**
     * Puts the job in line; it starts once the transaction has committed, and not at all if that is
     * rolled back.
     */
    void schedule(OrganizationId organization, JobId job) {
        jobs.scheduleIfNotExists(task.instance(organization + "/" + job), Instant.now());
        if (TransactionSynchronizationManager.isSynchronizationActive()) {
            TransactionSynchronizationManager.registerSynchronization(
                    new TransactionSynchronization() {
                        @Override
                        public void afterCommit() {
                            jobs.triggerCheckForDueExecutions();
                        }
                    });
        }
    }

    /** Does one turn of a job, and says whether it stands in line again. */
    private CompletionHandler<Void> execute(String id) {
        Instant end = Instant.now().plus(TURN);
        int slash = id.indexOf('/');
        Optional<Duration> rest =
                execution
                        .getObject()
                        .run(
                                OrganizationId.valueOf(id.substring(0, slash)),
                                JobId.valueOf(id.substring(slash + 1)),
                                () -> stopping || othersWait(end));
        if (rest.isEmpty()) {
            return new CompletionHandler.OnCompleteRemove<>();
        }
        if (stopping) {
            throw new Stopped();
        }
        return (complete, line) -> line.reschedule(complete, Instant.now().plus(rest.get()));
    }

    private boolean othersWait(Instant endOfTurn) {
        return Instant.now().isAfter(endOfTurn) && repository.anyWaiting();
    }

    @Override
    public void start() {
        stopping = false;
        jobs = jobs();
        recurringWork = recurringWork();
        jobs.start();
        recurringWork.start();
    }

    @Override
    public void stop() {
        stopping = true;
        jobs.stop();
        recurringWork.stop();
    }

    @Override
    public boolean isRunning() {
        return jobs.getSchedulerState().isStarted() && !jobs.getSchedulerState().isShuttingDown();
    }

    private Scheduler jobs() {
        return common(Scheduler.create(new TransactionAwareDataSourceProxy(database), task))
                .threads(JOBS)
                .build();
    }

    private Scheduler recurringWork() {
        return common(Scheduler.create(new TransactionAwareDataSourceProxy(database)))
                .tableName("recurring_tasks")
                .startTasks(recurring.stream().map(JobRunner::task).toList())
                .threads(RECURRING)
                .build();
    }

    private static SchedulerBuilder common(SchedulerBuilder builder) {
        return builder.pollingInterval(Duration.ofSeconds(2))
                .heartbeatInterval(HEARTBEAT)
                .missedHeartbeatsLimit(MISSED_HEARTBEATS)
                .shutdownMaxWait(LONGEST_STOP);
    }

    private static RecurringTask<Void> task(RecurringWork work) {
        return Tasks.recurring(work.name(), FixedDelay.of(work.pause()))
                .execute((_, _) -> work.run());
    }
}
