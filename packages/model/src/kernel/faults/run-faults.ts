import type { FaultRow } from './fault-row.ts'

/** Faults of runs and of the cards in them. */
export const runFaults = {
  'run.not-drawable': {
    http: 409,
    sentence:
      'The run cannot be drawn, since the version or the flow that it ran is not kept any more; look at its steps instead.'
  },
  'run.not-suspended': {
    http: 409,
    sentence:
      'This run neither waits nor is on hold any more, so nothing was changed; look at how it stands now.'
  },
  'run.flow-paused': {
    http: 409,
    sentence: 'The flow of this run is paused, so it cannot go on now; resume the flow first.'
  },
  'run.going-on': {
    http: 409,
    sentence: 'This run is going on right now; look at how it ends, and cancel it if it waits again.'
  },
  'run.waits-too-long': {
    http: 409,
    sentence:
      'The card “{card}” is to wait for {seconds} seconds, but only a run that an event has started can wait for more than {most}: this one has somebody or something waiting for its end. Let it wait for less.'
  },
  'run.cannot-replay': {
    http: 409,
    sentence: 'This run is of no delivery, so there is nothing to be run again; do again what began it.'
  },
  'run.gone': { http: 404, sentence: 'This run does not exist or is past its retention time.' },
  'run.fuel': {
    http: 500,
    sentence:
      'The run took more than {steps} steps and was stopped; look for a helper flow that calls itself, or go through fewer items at once.'
  },
  'run.values-too-large': {
    http: 500,
    sentence:
      'The run was stopped at the card “{card}” because its values exceeded {most} MB; pass on smaller values or fewer items, and look for text or lists that are joined with themselves.'
  },
  'run.not-storable': {
    http: 500,
    sentence:
      'The run cannot be stored with its values ({why}), so it was ended and its steps are not kept; pass on smaller values, then replay the delivery.'
  },
  'run.calls-too-deep': {
    http: 500,
    sentence:
      'The run was not begun, since {depth} runs have begun one another before it; let a flow that begins itself come to an end.'
  },
  'run.too-many-calls': {
    http: 500,
    sentence:
      'The run was not begun, since {runs} runs have come of one event already; look at whether flows begin each other without end.'
  },
  'run.depth': {
    http: 500,
    sentence:
      'Helper flows call each other more than {depth} deep, so the run was stopped; look for one that calls itself.'
  },
  'run.interrupted': {
    http: 502,
    sentence:
      'The server stopped while this run was under way, so nobody knows how far it came; look at what it should have done, then start it again if need be.'
  },

  'card.unknown': {
    http: 409,
    sentence:
      'The card type “{type}” is not known to this installation; delete the card or update Hookwright.'
  },
  'card.gone': {
    http: 404,
    sentence: 'This card is not in the flow as it is saved; look at the flow anew, and choose a card of it.'
  },
  'card.not-alone': { http: 409, sentence: 'The card “{card}” cannot be run by itself, since {why}.' },
  'card.config': { http: 409, sentence: 'The card “{card}” is not set up: {what}' },
  'card.input-missing': {
    http: 409,
    sentence:
      'The input “{field}” of the card “{card}” is required but got nothing; map a value that is there.'
  },
  'card.body-unread': {
    http: 409,
    sentence:
      'The input “{field}” of the card “{card}” is required but got nothing, since the body of the request {why}; look at the body of the delivery and at its Content-Type, and have the service send JSON.'
  },
  'card.input-type': {
    http: 409,
    sentence:
      'The input “{field}” of the card “{card}” wants {wanted} but got {found}{place}; map another value or convert it first{hint}.'
  },
  'card.output-type': {
    http: 409,
    sentence:
      'The output “{output}” of “{source}” does not fit its declared type {wanted}: its value is {found}{place}. “{card}” uses it in “{field}”; map another value there, or ask the maker of the connector to change the declared type.'
  },
  'card.failed': { http: 409, sentence: '{message}' },
  'card.not-sent': {
    http: 409,
    sentence:
      'The request of “{card}” was not sent, since this replay has no side effects and the old run has no answer for it; replay with side effects to send it.'
  },
  'card.not-json': { http: 409, sentence: 'The text given to “{card}” cannot be read as JSON: {why}' },
  'card.not-base64': {
    http: 409,
    sentence: 'The text given to “{card}” is not Base64; check the value that is mapped.'
  },

  'helper.gone': {
    http: 409,
    sentence: 'The helper flow of the card “{card}” does not exist any more; choose another one.'
  }
} as const satisfies Record<string, FaultRow>
