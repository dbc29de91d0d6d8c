package io.muster.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Puts the commands together. */
final class Commands {

    private Commands() {}

    @Command(name = "users", description = "The users of an organization.")
    private static final class Users {}

    @Command(name = "jobs", description = "Work over many items.")
    private static final class Jobs {}

    @Command(name = "mail", description = "The mail of an organization's users.")
    private static final class Mail {}

    @Command(name = "audit", description = "Who changed what.")
    private static final class Audit {}

    static CommandLine of(Muster muster, Session session) {
        CommandLine line =
                new CommandLine(muster)
                        .addSubcommand(new SignInCommand(session))
                        .addSubcommand(new SignOutCommand(session))
                        .addSubcommand(organizations(session))
                        .addSubcommand(new UnitsCommand(session))
                        .addSubcommand(domains(session))
                        .addSubcommand(directories(session))
                        .addSubcommand(users(session))
                        .addSubcommand(invitations(session))
                        .addSubcommand(registration(session))
                        .addSubcommand(phoneNumbers(session))
                        .addSubcommand(seats(session))
                        .addSubcommand(mappings(session))
                        .addSubcommand(jobs(session))
                        .addSubcommand(mail(session))
                        .addSubcommand(audit(session))
                        .addSubcommand(new CompletionCommand(session));
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setUsageHelpAutoWidth(true);
        line.setExecutionExceptionHandler((fault, _, _) -> {
            if (fault instanceof Failure failure) {
                return muster.failed(failure, session.terminal());
            }
            throw fault;
        });
        return line;
    }

    private static CommandLine organizations(Session session) {
        return new CommandLine(new OrganizationsCommand(session))
                .addSubcommand(new OrganizationsCommand.Use(session));
    }

    private static CommandLine domains(Session session) {
        return new CommandLine(new DomainsCommand(session))
                .addSubcommand(new DomainsCommand.All(session))
                .addSubcommand(new DomainsCommand.Add(session))
                .addSubcommand(new DomainsCommand.Show(session))
                .addSubcommand(new DomainsCommand.Verify(session))
                .addSubcommand(new DomainsCommand.Activate(session))
                .addSubcommand(new DomainsCommand.Deactivate(session))
                .addSubcommand(new CatchAllCommand(session))
                .addSubcommand(new DomainsCommand.Delete(session));
    }

    private static CommandLine directories(Session session) {
        return new CommandLine(new DirectoriesCommand(session))
                .addSubcommand(new DirectoriesCommand.Add(session))
                .addSubcommand(new DirectoriesCommand.Show(session))
                .addSubcommand(new DirectoriesCommand.Change(session))
                .addSubcommand(new DirectoriesCommand.Test(session))
                .addSubcommand(new DirectoryPeople.Browse(session))
                .addSubcommand(new DirectoryPeople.Import(session))
                .addSubcommand(new DirectorySync.Preview(session))
                .addSubcommand(new DirectorySync.Run(session))
                .addSubcommand(new DirectorySync.Runs(session))
                .addSubcommand(new DirectoriesCommand.Delete(session));
    }

    private static CommandLine users(Session session) {
        return new CommandLine(new Users())
                .addSubcommand(new UserListCommand(session))
                .addSubcommand(new UserShowCommand(session))
                .addSubcommand(new UserCreateCommand(session))
                .addSubcommand(new UserServicesCommand(session))
                .addSubcommand(new UserOffboardCommand(session))
                .addSubcommand(new UserActs.Disable(session))
                .addSubcommand(new UserActs.Enable(session))
                .addSubcommand(new UserActs.Move(session))
                .addSubcommand(new UserActs.SetExpiry(session))
                .addSubcommand(new UserActs.ExpirePassword(session))
                .addSubcommand(new UserActs.SendPasswordLink(session))
                .addSubcommand(new UserActs.SendPasswordMail(session))
                .addSubcommand(new UserUnlinkCommand(session))
                .addSubcommand(new UserActs.SetFields(session))
                .addSubcommand(new UserActs.AddRole(session))
                .addSubcommand(new UserActs.RemoveRole(session))
                .addSubcommand(new UserActs.Mail(session))
                .addSubcommand(new UserActs.Resync(session))
                .addSubcommand(new UserActs.Reindex(session))
                .addSubcommand(new UserActs.Recalculate(session))
                .addSubcommand(new UserStatusCommand(session))
                .addSubcommand(new MailboxActs.Disconnect(session))
                .addSubcommand(new MailboxActs.ChangeAliases(session))
                .addSubcommand(new MailboxActs.SetLimit(session))
                .addSubcommand(new MailboxActs.SwitchServices(session))
                .addSubcommand(new UserActs.Delete(session))
                .addSubcommand(new UserActs.Restore(session))
                .addSubcommand(new UserActs.Purge(session))
                .addSubcommand(new UserImportCommand(session))
                .addSubcommand(new UserExportCommand(session))
                .addSubcommand(new UserReportCommand(session))
                .addSubcommand(
                        new CommandLine(new UserWorkbookCommand())
                                .addSubcommand(new UserWorkbookCommand.Example(session))
                                .addSubcommand(new UserWorkbookCommand.Create(session)));
    }

    private static CommandLine invitations(Session session) {
        return new CommandLine(InvitationsCommand.group())
                .addSubcommand(new InvitationsCommand.All(session))
                .addSubcommand(new InvitationsCommand.Send(session))
                .addSubcommand(new InvitationsCommand.Resend(session))
                .addSubcommand(new InvitationsCommand.Revoke(session))
                .addSubcommand(new OwnInvitationsCommand.Mine(session))
                .addSubcommand(new OwnInvitationsCommand.Accept(session))
                .addSubcommand(new OwnInvitationsCommand.Decline(session));
    }

    private static CommandLine registration(Session session) {
        return new CommandLine(new RegistrationCommand(session))
                .addSubcommand(new RegistrationCommand.Open(session))
                .addSubcommand(new RegistrationCommand.Close(session));
    }

    private static CommandLine phoneNumbers(Session session) {
        return new CommandLine(new PhoneNumbersCommand(session))
                .addSubcommand(new PhoneNumbersCommand.Set(session));
    }

    private static CommandLine seats(Session session) {
        return new CommandLine(new SeatsCommand(session))
                .addSubcommand(new SeatsCommand.Set(session));
    }

    private static CommandLine mappings(Session session) {
        return new CommandLine(new MappingsCommand(session))
                .addSubcommand(new MappingsCommand.Rename(session))
                .addSubcommand(new MappingsCommand.Delete(session));
    }

    private static CommandLine jobs(Session session) {
        return new CommandLine(new Jobs())
                .addSubcommand(new JobListCommand(session))
                .addSubcommand(new JobShowCommand(session))
                .addSubcommand(new JobWatchCommand(session))
                .addSubcommand(new JobCancelCommand(session))
                .addSubcommand(new JobUndoCommand(session))
                .addSubcommand(new JobResultCommand(session));
    }

    private static CommandLine mail(Session session) {
        return new CommandLine(new Mail())
                .addSubcommand(new MailAliasesCommand(session))
                .addSubcommand(new MailForwardingCommand(session))
                .addSubcommand(
                        new CommandLine(new MailGroupsCommand(session))
                                .addSubcommand(new MailGroupsCommand.Create(session))
                                .addSubcommand(new MailGroupsCommand.Members(session))
                                .addSubcommand(new MailGroupsCommand.Delete(session)))
                .addSubcommand(
                        new CommandLine(new MailboxGroupsCommand(session))
                                .addSubcommand(new MailboxGroupsCommand.Create(session))
                                .addSubcommand(new MailboxGroupsCommand.Rename(session))
                                .addSubcommand(new MailboxGroupsCommand.Mailboxes(session))
                                .addSubcommand(new MailboxGroupsCommand.Delete(session)))
                .addSubcommand(
                        new CommandLine(new MailQueueCommand(session))
                                .addSubcommand(new MailQueueCommand.Retry(session))
                                .addSubcommand(new MailQueueCommand.GiveUp(session)))
                .addSubcommand(
                        new CommandLine(new MailSigningCommand(session))
                                .addSubcommand(new MailSigningCommand.Add(session))
                                .addSubcommand(new MailSigningCommand.Check(session))
                                .addSubcommand(new MailSigningCommand.Remove(session)));
    }

    private static CommandLine audit(Session session) {
        return new CommandLine(new Audit())
                .addSubcommand(new AuditListCommand(session))
                .addSubcommand(new AuditExportCommand(session))
                .addSubcommand(new AuditVerifyCommand(session));
    }
}
