import type { FaultRow } from './fault-row.ts'

/** Faults of the installation itself: its URLs, its data, its keys and its environment. */
export const installationFaults = {
  internal: {
    http: 500,
    sentence:
      'An internal error occurred; details are in the server log. Try again, and report it if it happens again.'
  },

  'page.gone': { http: 404, sentence: 'This page does not exist. Go back to the start page.' },

  'input.invalid': { http: 400, sentence: '{what}' },

  'request.too-large': {
    http: 413,
    sentence: 'The request is larger than {limit}, so it was not processed. Send a smaller request.'
  },
  'request.no-room': {
    http: 503,
    sentence: 'The server is busy, so this request was not processed. Try again in a few seconds.'
  },

  'process.silent': {
    http: 503,
    sentence:
      'Another server of this installation is processing this item and did not respond in time. Try again in a few seconds.'
  },

  'process.not-receiving': {
    http: 503,
    sentence:
      'The request was not stored because this server does not receive events and calls (HOOKWRIGHT_ROLES). Send it to a server that receives them.'
  },
  'process.no-pages': {
    http: 404,
    sentence:
      'This server has no pages and no API (HOOKWRIGHT_ROLES). Open the public URL of the installation.'
  },

  'alert-endpoint.gone': {
    http: 404,
    sentence: 'This alert address no longer exists. Choose another one from the list.'
  },
  'alert-endpoint.not-on': {
    http: 409,
    sentence: 'This alert address is off, so nothing is sent to it. Turn it on first.'
  },

  'sample.no-practice': {
    http: 409,
    sentence:
      'The sample needs the practice service, which is not running. Start Hookwright without HOOKWRIGHT_PRACTICE_PORT=off.'
  },
  'sample.name-taken': {
    http: 409,
    sentence:
      'A connector named “{name}” that is not the sample already exists. Rename it, then load the sample.'
  },
  'sample.older': {
    http: 409,
    sentence:
      'This installation has the sample of an earlier version. Delete its flow and its connector “Acme HR”, then load the sample.'
  },
  'sample.chat-refused': {
    http: 502,
    sentence: 'Acme Chat did not sign the sample in: {why} Restart Hookwright, then load the sample again.'
  },

  'storage.failed': {
    http: 503,
    sentence: 'The data could not be stored: {why}. Nothing was saved; try again.'
  },
  'storage.unsynced': {
    http: 503,
    sentence:
      'Hookwright stopped because the disk failed to sync {file} ({why}). Check the disk, then start Hookwright again; everything it has acknowledged before is on the disk.'
  },
  'storage.busy': {
    http: 500,
    sentence:
      'Another Hookwright process is using the data folder {folder}. Stop it first, or choose another folder with HOOKWRIGHT_DATA.'
  },
  'storage.unwritable': {
    http: 500,
    sentence:
      'The data folder {folder} is not writable ({why}). Make it writable, or choose another folder with HOOKWRIGHT_DATA.'
  },
  'storage.full': {
    http: 500,
    sentence:
      'Hookwright cannot start because the disk of the data folder {folder} is full. Free at least 128 MB there, then start again; no data was lost.'
  },
  'storage.damaged': {
    http: 500,
    sentence:
      'The database {file} is damaged ({why}). Keep a copy of the data folder, then restore the newest backup into an empty folder with "hookwright restore" and start with HOOKWRIGHT_DATA set to it.'
  },
  'storage.newer': {
    http: 500,
    sentence:
      'The database {file} was written by a newer version of Hookwright. Start that version, or restore a backup that was made with this one.'
  },
  'storage.server-old': {
    http: 500,
    sentence:
      'The PostgreSQL server has version {version}, but Hookwright needs version {least} or newer. Upgrade the server, or set HOOKWRIGHT_DATABASE_URL to a newer one.'
  },
  'storage.old': {
    http: 500,
    sentence:
      'The database {file} was written by Hookwright 0.7 or an older version. Run "hookwright convert {folder}", which makes a backup first, then start again.'
  },
  'storage.missing': {
    http: 500,
    sentence:
      'The database {file} is {state}, but {beside} in the same folder belongs to an earlier database. Put the file back, restore a backup into an empty folder with "hookwright restore", or choose another folder with HOOKWRIGHT_DATA to start fresh.'
  },
  'storage.foreign-log': {
    http: 500,
    sentence:
      'The file {file} belongs to a different database than the one in the same folder, so opening both would damage the data. Move it out of the folder and start again, or restore a backup into an empty folder with "hookwright restore".'
  },

  'storage.half-moved': {
    http: 500,
    sentence:
      'The database {database} holds only a part of the data that is being moved into it. Run the same "hookwright move" again, which continues where it stopped, or create a new, empty database.'
  },

  'move.no-data': {
    http: 500,
    sentence:
      'Nothing was moved because there is no database in {folder}. Name the data folder with --from, or set HOOKWRIGHT_DATA to it.'
  },
  'move.in-use': {
    http: 500,
    sentence:
      'Nothing was moved because {what} is in use. Stop all servers that use it, and any other move, then run the command again.'
  },
  'move.not-empty': {
    http: 500,
    sentence: 'Nothing was moved because {target} is not empty ({found}). Choose an empty one.'
  },
  'move.other-key': {
    http: 500,
    sentence:
      'Nothing was moved because the encryption key that is set is not that of {folder}, so its secrets could not be read. Unset HOOKWRIGHT_SECRET_KEY and set HOOKWRIGHT_SECRET_KEY_FILE to {file}.'
  },
  'move.key-exchange': {
    http: 500,
    sentence:
      'Nothing was moved because the encryption key of {folder} is being replaced. Run "hookwright rotate-key", then move.'
  },
  'move.differs': {
    http: 500,
    sentence:
      'The move was not completed because the table {table} has {source} rows in the source and {copy} in the copy, or rows that differ. Something has changed the source since the move began: empty the target, then run the command again.'
  },

  'backup.no-data': {
    http: 500,
    sentence:
      'Nothing was backed up because there is no database in {folder}. Set HOOKWRIGHT_DATA to the data folder of the server.'
  },
  'backup.target-taken': {
    http: 500,
    sentence:
      'The backup was not written because the folder {folder} is not empty. Choose another folder with --to.'
  },
  'backup.failed': {
    http: 500,
    sentence:
      'The backup could not be written ({why}). Free disk space or make the folder writable, then run the command again.'
  },
  'backup.other-version': {
    http: 500,
    sentence:
      'Nothing was backed up because the database {database} belongs to another version of Hookwright. Run the command of the version that its servers run.'
  },
  'convert.no-data': {
    http: 500,
    sentence:
      'There is no database in {folder}, so nothing was converted. Name the data folder of the server: "hookwright convert FOLDER".'
  },
  'restore.bad-copy': {
    http: 500,
    sentence:
      'Nothing was restored because the backup in {folder} cannot be used: {why}. Choose another backup with --from.'
  },
  'restore.target-taken': {
    http: 500,
    sentence:
      'Nothing was restored because the folder {folder} {state}. Choose an empty folder with --to, or set HOOKWRIGHT_DATA to one.'
  },

  'seal.key-missing': {
    http: 500,
    sentence:
      'The encryption key is missing, but the data contains encrypted secrets. Restore {file}, or set HOOKWRIGHT_SECRET_KEY to the key that was used.'
  },
  'seal.key-wrong': {
    http: 500,
    sentence:
      'A secret cannot be decrypted with this encryption key. Use the key with which it was encrypted ({keyId}).'
  },
  'seal.broken': {
    http: 500,
    sentence:
      'A secret cannot be decrypted because it is damaged or was moved to another record. Enter it again.'
  },

  'auth-file.newer': {
    http: 500,
    sentence:
      'The file {file} was written by a newer version of Hookwright. Start that version, or restore an older copy of the file.'
  },
  'auth-file.failed': {
    http: 500,
    sentence:
      'The file {file} cannot be used ({why}). Free disk space or make the file writable; if it is damaged, restore a backup with "hookwright restore".'
  },

  'command.usage': { http: 400, sentence: '{what}' },
  'command.failed': { http: 500, sentence: '{what}' },

  'environment.port-taken': {
    http: 500,
    sentence:
      'The server cannot listen on port {port} ({why}). Stop the program that uses it, or choose another port with PORT.'
  },
  'metrics.off': {
    http: 404,
    sentence:
      'Metrics are off because HOOKWRIGHT_METRICS_TOKEN is not set. Set it and send its value as a bearer token.'
  },
  'metrics.token': {
    http: 401,
    sentence:
      'The metrics were not read because the bearer token is missing or wrong. Send the value of HOOKWRIGHT_METRICS_TOKEN.'
  },
  'environment.invalid': { http: 500, sentence: 'An environment variable is invalid: {what}' }
} as const satisfies Record<string, FaultRow>
