import type { FaultRow } from './fault-row.ts'

/** Faults of drawing flows, and of trying out what is drawn. */
export const flowFaults = {
  'flow.gone': {
    http: 404,
    sentence: 'This flow does not exist or was deleted; go back to the list of flows.'
  },
  'flow.name-reserved': {
    http: 400,
    sentence: 'The name “{name}” is kept for a flow of its own kind ({code}); choose another name.'
  },
  'flow.stale': {
    http: 409,
    sentence: 'Someone saved this flow meanwhile (draft {draftNo}); look at theirs, or save yours as a copy.'
  },
  'flow.in-use': {
    http: 409,
    sentence: 'This flow is used by {users}; take it out there first, then delete it.'
  },
  'flow.is-on': { http: 409, sentence: 'This flow is on or turning on; turn it off first, then delete it.' },
  'flow.not-saved': { http: 409, sentence: 'The flow has no name yet; save it under a name first.' },
  'flow.not-on': {
    http: 409,
    sentence: 'The flow is off, so it has no Event URL and nothing runs; turn it on first.'
  },
  'flow.no-event': {
    http: 409,
    sentence: 'The flow does not start with the event of a connector, so nothing can arrive; add one first.'
  },
  'flow.no-changes': {
    http: 409,
    sentence: 'The draft is what runs already, so there is nothing to apply; change something first.'
  },
  'flow.must-re-register': {
    http: 409,
    sentence:
      'The changes cannot be applied in place, since the service has to be told of them: {what} Re-register the flow instead.'
  },
  'flow.wrong-place': {
    http: 409,
    sentence: 'A flow of the kind {kind} does not belong here; {what}'
  },

  'choices.failed': {
    http: 502,
    sentence:
      'The values of the dropdown could not be loaded, since the helper flow “{flow}” failed at “{card}”: {why}'
  },
  'choices.unreadable': {
    http: 502,
    sentence: 'The helper flow “{flow}” gave nothing that a dropdown can show: {what}'
  },
  'choices.timed-out': {
    http: 504,
    sentence:
      'The helper flow “{flow}” did not give the values of the dropdown within {seconds} seconds; look at its last card and whether the service answers.'
  },

  'listening.gone': {
    http: 404,
    sentence:
      'Nobody listens here any more, and what was heard is not kept; listen again, then have the service send.'
  },

  'test-event.not-signed': {
    http: 409,
    sentence: 'The test event was not sent, since it could not be signed: {why}.'
  }
} as const satisfies Record<string, FaultRow>
