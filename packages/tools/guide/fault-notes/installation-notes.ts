import type { FaultNote } from './fault-note.ts'

/** Notes on faults of the installation. */
export const installationNotes: Record<string, FaultNote> = {
  internal: {
    why: 'Hookwright met a case that it does not handle. The page shows no details, since they may contain data of others.'
  },
  'page.gone': { why: 'The address was typed wrong, or belongs to something that was deleted.' },
  'input.invalid': {
    why: 'A value that was sent does not have the expected form: a text is too long, a number too large, or a required value is missing. The message names it.',
    fix: 'Correct the value that the message names, and send it again.'
  },
  'request.too-large': { why: 'The body of a request to the API is larger than its limit.' },
  'request.no-room': {
    why: 'Many large requests arrived at once and used the memory that the server reserves for their bodies.'
  },
  'process.silent': {
    why: 'Tests that are in progress are in the memory of the server that began them. That server is busy, has just stopped, or runs another release.'
  },
  'process.not-receiving': {
    why: '`HOOKWRIGHT_ROLES` of this process leaves out `receive`, and a proxy led an event or call to it.',
    fix: 'Lead `/e/` and `/a/` to processes with the role `receive`. Senders try again.'
  },
  'process.no-pages': {
    why: '`HOOKWRIGHT_ROLES` of this process leaves out `web`, and a proxy led a request for a page or the API to it.'
  },
  'alert-endpoint.gone': { why: 'Another admin deleted the address in the meantime.' },
  'alert-endpoint.not-on': { why: 'A test message was asked for an address that is switched off.' },
  'sample.no-practice': {
    why: 'The sample uses Acme HR and Acme Chat. They run only beside a server that `npm start` or `hookwright start` started.'
  },
  'sample.name-taken': {
    why: 'The sample adds connectors named Acme HR and Acme Chat, and names of connectors are unique.'
  },
  'sample.older': {
    why: 'The sample of version 0.7 has one service and no action, and cannot be completed in place.'
  },
  'sample.chat-refused': {
    why: 'The sample signs in to Acme Chat by itself. The practice service answered with an error, usually because it restarted.'
  },
  'storage.failed': {
    why: 'The disk is full, or the operating system refused the write. The server keeps running and answers 503 until writing works again.',
    fix: 'Free space on the disk of the data folder, then try again. `GET /readyz` names the reason.'
  },
  'storage.unsynced': {
    why: 'The disk reported an error while data was forced to it. After that nobody knows what is on the disk, so the process ends instead of guessing.'
  },
  'storage.busy': {
    why: 'Only one process may use a data folder. It is often a server that is still running in another terminal.'
  },
  'storage.unwritable': {
    why: 'The user that runs Hookwright may not write there, or the disk is mounted read-only.'
  },
  'storage.full': { why: 'A start needs room for the logs of the database.' },
  'storage.damaged': {
    why: 'The file was changed by another program, copied while the server wrote to it, or the disk lost data.'
  },
  'storage.newer': { why: 'An older Hookwright does not know the tables of a newer one.' },
  'storage.server-old': { why: 'Older versions of PostgreSQL lack what the tables and queues need.' },
  'storage.old': {
    why: 'Folders up to version 0.7 have another layout, which a start does not change without being asked.'
  },
  'storage.missing': {
    why: 'The database was moved or deleted, while files that belong to it stayed. Starting with an empty one would hide that.'
  },
  'storage.foreign-log': { why: 'Files of two copies of the data folder were mixed.' },
  'backup.no-data': { why: 'The command looks in `./.hookwright`, or where `HOOKWRIGHT_DATA` points.' },
  'backup.target-taken': { why: 'A backup never mixes with files that are already there.' },
  'storage.half-moved': { why: 'A move into this database was ended, or is still under way.' },
  'move.no-data': { why: 'The named folder does not hold a Hookwright database.' },
  'move.in-use': { why: 'A server or another move has the folder or the database open.' },
  'move.not-empty': { why: 'A move never overwrites or mixes data.' },
  'move.other-key': {
    why: 'Secrets keep the encryption key with which they were sealed, also at the target.'
  },
  'move.key-exchange': { why: 'Some secrets have the old key and some the new one.' },
  'move.differs': { why: 'Both sides are read again after the copy, and a row was not the same.' },
  'backup.other-version': {
    why: 'A backup changes nothing in the database, so it does not bring its tables to another version.'
  },
  'backup.failed': { why: 'The target could not be written.' },
  'convert.no-data': { why: 'The named folder does not hold a Hookwright database.' },
  'restore.bad-copy': {
    why: 'The backup was changed, is incomplete, or its checksums do not match. The message says which.',
    fix: 'Choose another backup with `--from`. Nothing was written.'
  },
  'restore.target-taken': { why: 'A restore never overwrites a data folder.' },
  'seal.key-missing': {
    why: 'Secrets are encrypted with a key that is not in the database: `secret.key` in the data folder, or `HOOKWRIGHT_SECRET_KEY`. Backups do not contain it unless you asked for it.'
  },
  'seal.key-wrong': { why: 'The key was replaced or belongs to another installation.' },
  'seal.broken': { why: 'The encrypted value does not belong to its record.' },
  'auth-file.newer': { why: '`auth.db` holds passwords and sessions; a newer version changed its tables.' },
  'auth-file.failed': { why: '`auth.db` could not be opened or written.' },
  'command.usage': {
    why: 'A command, an option or an argument is unknown, missing or contradicts another one.',
    fix: 'Run the command with `--help`; it shows the arguments and examples.'
  },
  'command.failed': {
    why: 'A command could not do its work. The message says why. With `--json`, the code in the output is more precise.',
    fix: 'Do what the message says. `hookwright doctor` checks everything that commands need.'
  },
  'metrics.off': {
    why: 'Metrics tell how much an installation is used, so that nobody gets them until a token is set.',
    fix: 'Set `HOOKWRIGHT_METRICS_TOKEN` and restart the server. [Metrics](monitoring.md#metrics) shows the settings of Prometheus.'
  },
  'metrics.token': {
    why: 'The scraper sends no bearer token, or another one than the server was started with.',
    fix: 'Send the header `Authorization: Bearer` with the value of `HOOKWRIGHT_METRICS_TOKEN`.'
  },
  'environment.port-taken': { why: 'Another program listens on the port, often an older Hookwright.' },
  'environment.invalid': {
    why: 'The server reads its settings once, at its start, and refuses those that it cannot use.',
    fix: 'Correct the variable that the message names. All of them are listed under [Settings](operations.md#settings).'
  }
}
