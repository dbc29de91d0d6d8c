package io.muster.users;

import io.muster.access.Permission;
import io.muster.jobs.ItemWork;
import io.muster.roles.Grants;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.json.JsonMapper;

/** The jobs that do an act to many users, one kind for each act. */
@Configuration(proxyBeanMethods = false)
class UserActWorks {

    @Bean
    ItemWork enableUsers(UserActs acts, ActUndo undo, UserGuard guard, JsonMapper json) {
        return new UndoableActWork(
                new UserActWork(
                        "users.enable", UserAct.Enable.class, Permission.USERS_DISABLE, acts, json),
                undo,
                guard);
    }

    @Bean
    ItemWork disableUsers(UserActs acts, ActUndo undo, UserGuard guard, JsonMapper json) {
        return new UndoableActWork(
                new UserActWork(
                        "users.disable",
                        UserAct.Disable.class,
                        Permission.USERS_DISABLE,
                        acts,
                        json),
                undo,
                guard);
    }

    @Bean
    ItemWork setExpiries(UserActs acts, ActUndo undo, UserGuard guard, JsonMapper json) {
        return new UndoableActWork(
                new UserActWork(
                        "users.set-expiry",
                        UserAct.SetExpiry.class,
                        Permission.USERS_DISABLE,
                        acts,
                        json),
                undo,
                guard);
    }

    @Bean
    ItemWork expirePasswords(UserActs acts, ActUndo undo, UserGuard guard, JsonMapper json) {
        return new UndoableActWork(
                new UserActWork(
                        "users.expire-password",
                        UserAct.ExpirePassword.class,
                        Permission.USERS_PASSWORDS,
                        acts,
                        json),
                undo,
                guard);
    }

    @Bean
    ItemWork moveUsers(UserActs acts, ActUndo undo, UserGuard guard, JsonMapper json) {
        return new UndoableActWork(
                new UserActWork(
                        "users.move", UserAct.Move.class, Permission.USERS_EDIT, acts, json),
                undo,
                guard);
    }

    @Bean
    ItemWork deleteUsers(UserActs acts, ActUndo undo, UserGuard guard, JsonMapper json) {
        return new UndoableActWork(
                new UserActWork(
                        "users.delete", UserAct.Delete.class, Permission.USERS_DELETE, acts, json),
                undo,
                guard);
    }

    @Bean
    ItemWork restoreUsers(UserActs acts, JsonMapper json) {
        return new UserActWork(
                "users.restore", UserAct.Restore.class, Permission.USERS_DELETE, acts, json);
    }

    @Bean
    ItemWork purgeUsers(UserActs acts, JsonMapper json) {
        return new UserActWork(
                "users.purge", UserAct.Purge.class, Permission.USERS_PURGE, acts, json);
    }

    @Bean
    ItemWork addRole(Grants grants, UserGuard guard, JsonMapper json) {
        return new UserRoleWork(UserRoleWork.ADD, giving(grants), taking(grants), guard, json);
    }

    @Bean
    ItemWork removeRole(Grants grants, UserGuard guard, JsonMapper json) {
        return new UserRoleWork(UserRoleWork.REMOVE, taking(grants), giving(grants), guard, json);
    }

    private static UserRoleWork.Way giving(Grants grants) {
        return new UserRoleWork.Way(
                Permission.GRANTS_ASSIGN, grants::addRole, grants::wouldAddRole, false);
    }

    private static UserRoleWork.Way taking(Grants grants) {
        return new UserRoleWork.Way(
                Permission.GRANTS_REVOKE, grants::removeRole, grants::wouldRemoveRole, true);
    }

    @Bean
    ItemWork propagateDefaults(UserPropagation propagation, FieldsUndo undo) {
        return new UserPropagation.Work(
                UserPropagation.DEFAULTS, Permission.USERS_DEFAULTS, propagation, undo);
    }

    @Bean
    ItemWork setFields(UserPropagation propagation, FieldsUndo undo) {
        return new UserPropagation.Work(
                UserPropagation.CHOSEN, Permission.USERS_EDIT, propagation, undo);
    }
}
