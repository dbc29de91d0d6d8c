package io.muster.jobs;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.task.helper.OneTimeTask;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import io.muster.kernel.JobId;
import io.muster.kernel.OrganizationId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
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

    /** As many as there are cores for jobs; the rest wait in the database. */
    private static final int THREADS = 6;

    private static final Duration HEARTBEAT = Duration.ofSeconds(2);
    private static final int MISSED_HEARTBEATS = 4;

    private final DataSource database;
    private final ObjectProvider<JobExecution> execution;
    private final ObjectProvider<RecurringWork> recurring;
    private final OneTimeTask<Void> task;
    private volatile Scheduler scheduler;

    JobRunner(
            DataSource database,
            ObjectProvider<JobExecution> execution,
            ObjectProvider<RecurringWork> recurring) {
        this.database = database;
        this.execution = execution;
        this.recurring = recurring;
        this.task = Tasks.oneTime("job").execute((instance, _) -> execute(instance.getId()));
        this.scheduler = build(List.of());
    }

    /**
     * Puts the job in line; it starts once the transaction has committed, and not at all if that is
     * rolled back.
     */
    void schedule(OrganizationId organization, JobId job) {
        scheduler.scheduleIfNotExists(task.instance(organization + "/" + job), Instant.now());
        if (TransactionSynchronizationManager.isSynchronizationActive()) {
            TransactionSynchronizationManager.registerSynchronization(
                    new TransactionSynchronization() {
                        @Override
                        public void afterCommit() {
                            scheduler.triggerCheckForDueExecutions();
                        }
                    });
        }
    }

    private void execute(String id) {
        int slash = id.indexOf('/');
        execution
                .getObject()
                .run(
                        OrganizationId.valueOf(id.substring(0, slash)),
                        JobId.valueOf(id.substring(slash + 1)));
    }

    @Override
    public void start() {
        scheduler = build(recurring.stream().map(JobRunner::task).toList());
        scheduler.start();
    }

    @Override
    public void stop() {
        scheduler.stop();
    }

    @Override
    public boolean isRunning() {
        return scheduler.getSchedulerState().isStarted()
                && !scheduler.getSchedulerState().isShuttingDown();
    }

    private Scheduler build(List<RecurringTask<Void>> recurringTasks) {
        return Scheduler.create(new TransactionAwareDataSourceProxy(database), task)
                .startTasks(recurringTasks)
                .threads(THREADS)
                .pollingInterval(Duration.ofSeconds(2))
                .heartbeatInterval(HEARTBEAT)
                .missedHeartbeatsLimit(MISSED_HEARTBEATS)
                .build();
    }

    private static RecurringTask<Void> task(RecurringWork work) {
        return Tasks.recurring(work.name(), FixedDelay.of(work.pause()))
                .execute((_, _) -> work.run());
    }
}
