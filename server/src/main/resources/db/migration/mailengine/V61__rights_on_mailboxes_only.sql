-- Rights are given on whole mailboxes (mail_rights); nothing was ever written here.
DROP TABLE mail_folder_rights;
