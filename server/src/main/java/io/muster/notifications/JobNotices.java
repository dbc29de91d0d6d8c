package io.muster.notifications;

import io.muster.access.OrganizationScope;
import io.muster.access.Permission;
import io.muster.jobs.Job;
import io.muster.jobs.JobEnded;
import io.muster.jobs.JobProgressed;
import io.muster.jobs.JobStarted;
import io.muster.jobs.JobState;
import io.muster.jobs.Jobs;
import io.muster.notifications.Notice.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Tells administrators that a job started, how it ended, and, live, how far it is. All who may see
 * jobs are told, or those whom its kind concerns, and the starter.
 */
@Component
class JobNotices {

    /** Who waited longer than this has most likely turned to something else. */
    private static final Duration WORTH_A_MAIL = Duration.ofMinutes(1);

    /** So many items that failed are named; the rest is on the job's page. */
    private static final int NAMED = 5;

    private final Notices notices;
    private final Jobs jobs;
    private final LiveUpdates live;
    private final PersonalMails mails;
    private final Links links;
    private final Map<String, Permission> audiences;

    JobNotices(
            Notices notices,
            Jobs jobs,
            LiveUpdates live,
            PersonalMails mails,
            Links links,
            List<JobAudience> audiences) {
        this.notices = notices;
        this.jobs = jobs;
        this.live = live;
        this.mails = mails;
        this.links = links;
        this.audiences =
                audiences.stream()
                        .collect(Collectors.toMap(JobAudience::kind, JobAudience::holders));
    }

    @EventListener
    void started(JobStarted event) {
        Job job = event.job();
        Map<String, Object> facts = facts(job);
        if (job.total() != null) {
            facts.put("total", job.total());
        }
        notices.tell(
                event.scope(), told(job), new Notice(NoticeKind.JOB_STARTED, Severity.INFO, facts));
        live.changed(event.scope(), LiveTopic.JOBS, audience(job));
    }

    @EventListener
    void ended(JobEnded event) {
        Job job = event.job();
        Map<String, Object> facts = facts(job);
        facts.put("state", job.state().name());
        facts.put("done", job.done());
        facts.put("skipped", job.skipped());
        facts.put("failed", job.failed());
        facts.put("reason", job.reason());
        if (job.failed() > 0) {
            facts.put("failures", jobs.failures(event.scope(), job.id(), NAMED));
        }
        notices.tell(
                event.scope(),
                told(job),
                new Notice(NoticeKind.JOB_ENDED, severity(job.state()), facts));
        live.changed(event.scope(), LiveTopic.JOBS, audience(job));
        mail(event.scope(), job);
    }

    @EventListener
    void progressed(JobProgressed event) {
        live.progressed(event.organization(), audience(event.job()));
    }

    private Audience told(Job job) {
        return Audience.holders(audiences.getOrDefault(job.kind(), Permission.JOBS_READ))
                .and(job.startedBy());
    }

    private static Audience audience(Job job) {
        return Audience.holders(Permission.JOBS_READ).and(job.startedBy());
    }

    private static Map<String, Object> facts(Job job) {
        Map<String, Object> facts = new HashMap<>();
        facts.put("jobId", job.id().toString());
        facts.put("job", job.kind());
        facts.put("by", job.startedByName());
        return facts;
    }

    private static Severity severity(JobState state) {
        return switch (state) {
            case COMPLETED -> Severity.SUCCESS;
            case PARTIAL, CANCELLED -> Severity.WARNING;
            case FAILED -> Severity.DANGER;
            case QUEUED, RUNNING -> Severity.INFO;
        };
    }

    private void mail(OrganizationScope scope, Job job) {
        Instant ended = job.endedAt();
        boolean worth =
                ended != null
                        && Duration.between(job.createdAt(), ended).compareTo(WORTH_A_MAIL) > 0;
        if (worth) {
            mails.write(
                    scope,
                    job.startedBy(),
                    NoticeKind.JOB_ENDED,
                    MailTemplate.JOB_RESULT,
                    result(scope, job));
        }
    }

    private Map<String, String> result(OrganizationScope scope, Job job) {
        return Map.of(
                "job", job.kind(),
                "state", job.state().name(),
                "done", String.valueOf(job.done()),
                "skipped", String.valueOf(job.skipped()),
                "failed", String.valueOf(job.failed()),
                "link", links.to("/organizations/" + scope.organization() + "/jobs/" + job.id()));
    }
}
