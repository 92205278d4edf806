import type { FaultRow } from './fault-row.ts'

/** Faults of the installation itself: its addresses, its data, its keys and its surroundings. */
export const installationFaults = {
  internal: {
    http: 500,
    sentence:
      'Something went wrong inside Hookwright; the log of the server says what. Try again, and report it if it stays.'
  },

  'page.gone': { http: 404, sentence: 'There is nothing at this address; go back to the start page.' },

  'input.invalid': { http: 400, sentence: '{what}' },

  'request.too-large': {
    http: 413,
    sentence: 'The request is larger than {limit}, so it was not read; send less at once.'
  },
  'request.no-room': {
    http: 503,
    sentence:
      'The server holds too many requests at the moment, so this one was not read; try again in a few seconds.'
  },

  'alert-endpoint.gone': {
    http: 404,
    sentence: 'This address for alerts does not exist any more; go back to the list.'
  },
  'alert-endpoint.not-on': {
    http: 409,
    sentence: 'Nothing is sent to this address, since it is not on; switch it on first.'
  },

  'sample.no-practice': {
    http: 409,
    sentence:
      'The practice service does not run beside Hookwright, and the sample is made for it; start both with npm start, without HOOKWRIGHT_PRACTICE_PORT=off.'
  },
  'sample.name-taken': {
    http: 409,
    sentence:
      'A connector named “{name}” exists already and is not the sample; give it another name, then load the sample.'
  },

  'storage.failed': {
    http: 503,
    sentence: 'The data could not be written to disk: {why}. Nothing was accepted; try again.'
  },
  'storage.unsynced': {
    http: 503,
    sentence:
      'Hookwright stopped because the disk failed to sync {file} ({why}). Check the disk, then start Hookwright again; everything it has acknowledged before is on the disk.'
  },
  'storage.busy': {
    http: 500,
    sentence:
      'Another Hookwright process uses the data folder {folder}; stop it first, or choose another folder with HOOKWRIGHT_DATA.'
  },
  'storage.unwritable': {
    http: 500,
    sentence:
      'The data folder {folder} cannot be written ({why}); make it writable, or choose another folder with HOOKWRIGHT_DATA.'
  },
  'storage.full': {
    http: 500,
    sentence:
      'Hookwright cannot start because there is no room left on the disk of the data folder {folder}. Free at least 128 MB there, then start again; nothing was lost.'
  },
  'storage.damaged': {
    http: 500,
    sentence:
      'The database {file} is damaged ({why}). Keep a copy of the data folder, then restore the newest backup into an empty folder with npm run restore and start with HOOKWRIGHT_DATA set to it.'
  },
  'storage.newer': {
    http: 500,
    sentence:
      'The database {file} was written by a newer version of Hookwright. Start that version, or restore a backup that was made with this one.'
  },
  'storage.old': {
    http: 500,
    sentence:
      'The database {file} was written by Hookwright 0.7 or an older version. Run npm run convert -- {folder}, which makes a backup first, then start again.'
  },
  'storage.missing': {
    http: 500,
    sentence:
      'The database {file} is {state}, although {beside} in the same folder shows that there was one. Put the file back, or restore a backup into an empty folder with npm run restore. To begin anew, choose another folder with HOOKWRIGHT_DATA.'
  },
  'storage.foreign-log': {
    http: 500,
    sentence:
      'The file {file} belongs to another database than the one beside it, so opening both would damage the data. Move it out of the folder, then start again; or restore a backup into an empty folder with npm run restore.'
  },

  'backup.no-data': {
    http: 500,
    sentence:
      'There is no database in {folder}, so nothing was backed up. Set HOOKWRIGHT_DATA to the data folder of the server.'
  },
  'backup.target-taken': {
    http: 500,
    sentence:
      'The backup was not written because {folder} exists already and is not empty. Choose another folder with --to.'
  },
  'backup.failed': {
    http: 500,
    sentence:
      'The backup was not written ({why}). Make room or make the folder writable, then run the command again.'
  },
  'convert.no-data': {
    http: 500,
    sentence:
      'There is no database in {folder}, so nothing was converted. Name the data folder of the server: npm run convert -- FOLDER.'
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
      'The sealing key is missing although the data holds sealed secrets; put back {file} or set HOOKWRIGHT_SECRET_KEY to the key that was used.'
  },
  'seal.key-wrong': {
    http: 500,
    sentence:
      'A sealed secret cannot be opened with this sealing key; use the key with which it was sealed ({keyId}).'
  },
  'seal.broken': {
    http: 500,
    sentence: 'A sealed secret is damaged or was moved from where it belongs, so it cannot be opened.'
  },

  'auth-file.newer': {
    http: 500,
    sentence:
      'The file {file} was written by a newer Hookwright, so this one cannot read it; start the newer one, or put an older copy of the file back.'
  },
  'auth-file.failed': {
    http: 500,
    sentence:
      'The file {file} cannot be used ({why}). Free some room or make the file writable; if it is damaged, restore a backup with npm run restore.'
  },

  'environment.port-taken': {
    http: 500,
    sentence:
      'The server cannot listen on port {port} ({why}); stop what uses it, or choose another port with PORT.'
  },
  'environment.invalid': { http: 500, sentence: 'The environment is not right: {what}' }
} as const satisfies Record<string, FaultRow>
