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

  'environment.port-taken': {
    http: 500,
    sentence:
      'The server cannot listen on port {port} ({why}); stop what uses it, or choose another port with PORT.'
  },
  'environment.invalid': { http: 500, sentence: 'The environment is not right: {what}' }
} as const satisfies Record<string, FaultRow>
