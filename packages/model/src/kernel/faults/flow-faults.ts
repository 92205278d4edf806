import type { FaultRow } from './fault-row.ts'

/** Faults of editing and testing flows. */
export const flowFaults = {
  'flow.gone': {
    http: 404,
    sentence: 'This flow does not exist or was deleted. Choose another one from the list of flows.'
  },
  'flow.name-reserved': {
    http: 400,
    sentence: 'The name “{name}” is reserved for a system flow ({code}). Choose another name.'
  },
  'flow.stale': {
    http: 409,
    sentence:
      'Someone else saved this flow in the meantime (draft {draftNo}). Load their draft, or save yours as a copy.'
  },
  'flow.state-gone': {
    http: 404,
    sentence: 'This state of the flow is no longer in its history. Reload the page to see the stored states.'
  },
  'flow.in-use': {
    http: 409,
    sentence: 'This flow is used by {users}. Remove it there first, then delete it.'
  },
  'flow.is-on': { http: 409, sentence: 'This flow is on or turning on. Turn it off first, then delete it.' },
  'flow.not-saved': { http: 409, sentence: 'The flow has no name yet. Save it under a name first.' },
  'flow.on-hold': {
    http: 409,
    sentence: 'The flow is on hold. {why}'
  },
  'flow.not-on': {
    http: 409,
    sentence: 'The flow is off, so it has no Event URL and does not run. Turn it on first.'
  },
  'flow.not-manual': {
    http: 409,
    sentence: 'This flow cannot be run manually. Choose a flow that starts with Delegated Flow.'
  },
  'flow.no-event': {
    http: 409,
    sentence:
      'The flow does not start with an event of a connector, so it cannot receive events. Add an event first.'
  },
  'flow.no-changes': {
    http: 409,
    sentence: 'There are no changes to apply: the draft is already running.'
  },
  'flow.must-re-register': {
    http: 409,
    sentence:
      'The changes cannot be applied in place because the service must be informed: {what} Register the flow again instead.'
  },
  'flow.wrong-place': {
    http: 409,
    sentence: 'A flow of the kind {kind} cannot be used here: {what}'
  },

  'choices.failed': {
    http: 502,
    sentence: 'The dropdown could not be loaded because the helper flow “{flow}” failed at “{card}”: {why}'
  },
  'choices.unreadable': {
    http: 502,
    sentence: 'The helper flow “{flow}” did not return values for a dropdown: {what}'
  },
  'choices.timed-out': {
    http: 504,
    sentence:
      'The helper flow “{flow}” did not return the values of the dropdown within {seconds} seconds. Check its last card and whether the service responds.'
  },
  'fields.failed': {
    http: 502,
    sentence: 'The fields could not be loaded because the helper flow “{flow}” failed at “{card}”: {why}'
  },
  'fields.unreadable': {
    http: 502,
    sentence: 'The helper flow “{flow}” did not return fields: {what}'
  },
  'fields.timed-out': {
    http: 504,
    sentence:
      'The helper flow “{flow}” did not return the fields within {seconds} seconds. Check its last card and whether the service responds.'
  },

  'listening.gone': {
    http: 404,
    sentence:
      'Listening has ended and its events were not stored. Start listening again, then send the event again.'
  },

  'test-event.not-signed': {
    http: 409,
    sentence: 'The test event was not sent because it could not be signed: {why}.'
  }
} as const satisfies Record<string, FaultRow>
