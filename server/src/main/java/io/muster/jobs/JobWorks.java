package io.muster.jobs;

import io.muster.access.Scopes;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** What each kind of job does, from the beans of all modules. */
@Component
class JobWorks {

    private final Map<String, JobWork> works = new HashMap<>();
    private final Map<String, UndoableWork> undoable = new HashMap<>();
    private final ItemRepository repository;
    private final Scopes scopes;

    JobWorks(
            ObjectProvider<JobWork> works,
            ObjectProvider<ItemWork> itemWorks,
            ItemRepository repository,
            Scopes scopes,
            JsonMapper json) {
        this.repository = repository;
        this.scopes = scopes;
        works.stream().forEach(this::add);
        itemWorks.stream()
                .forEach(work -> {
                    add(work);
                    if (work instanceof UndoableWork one) {
                        undoable.put(one.kind(), one);
                        add(new UndoOfWork(one, false, json));
                        add(new UndoOfWork(one, true, json));
                    }
                });
    }

    private void add(ItemWork work) {
        add(new ItemSteps(work, repository, scopes));
    }

    private void add(JobWork work) {
        if (works.put(work.kind(), work) != null) {
            throw new IllegalStateException("two kinds of job are " + work.kind());
        }
    }

    Optional<JobWork> find(String kind) {
        return Optional.ofNullable(works.get(kind));
    }

    /** How jobs of this kind are taken back; empty when they can't be. */
    Optional<UndoableWork> undoable(String kind) {
        return Optional.ofNullable(undoable.get(kind));
    }
}
