import type { FaultRow } from './fault-row.ts'

/** Faults of runs and of the cards in them. */
export const runFaults = {
  'run.not-drawable': {
    http: 409,
    sentence:
      'The run cannot be shown on the canvas because the version or flow that it ran was deleted. Look at its list of steps instead.'
  },
  'run.not-suspended': {
    http: 409,
    sentence:
      'This run is no longer waiting or on hold, so nothing was changed. Reload the page to see its status.'
  },
  'run.flow-on-hold': {
    http: 409,
    sentence: 'The run cannot continue because its flow is on hold. {why}'
  },
  'run.flow-paused': {
    http: 409,
    sentence: 'The run cannot continue because its flow is paused. Resume the flow first.'
  },
  'run.going-on': {
    http: 409,
    sentence: 'This run is running at the moment. Wait until it ends or waits again, then try again.'
  },
  'run.taken-over': {
    http: 409,
    sentence:
      'Another Hookwright process has taken over this run because this process did not respond in time. The run continues there; this process saved nothing.'
  },
  'run.waits-too-long': {
    http: 409,
    sentence:
      'The card “{card}” is set to wait {seconds} seconds, but this kind of run can wait at most {most}. Choose a shorter time; only runs started by an event can wait longer.'
  },
  'run.cannot-replay': {
    http: 409,
    sentence:
      'This run was not started by a delivery, so it cannot be replayed. Repeat the action that started it.'
  },
  'run.gone': { http: 404, sentence: 'This run does not exist or was deleted after its retention period.' },
  'run.fuel': {
    http: 500,
    sentence:
      'The run was stopped after {steps} steps. Look for a helper flow that calls itself, or process fewer items at once.'
  },
  'run.values-too-large': {
    http: 500,
    sentence:
      'The run was stopped at the card “{card}” because its values exceeded {most} MB. Pass smaller values or fewer items, and check for text or lists that grow in a loop.'
  },
  'run.not-storable': {
    http: 500,
    sentence:
      'The run was ended because its values could not be stored ({why}); its steps were not saved. Pass smaller values, then replay the delivery.'
  },
  'run.calls-too-deep': {
    http: 500,
    sentence:
      'The run was not started because {depth} runs have already started each other in a chain. Check for a flow that keeps starting itself.'
  },
  'run.too-many-calls': {
    http: 500,
    sentence:
      'The run was not started because one event has already led to {runs} runs. Check for flows that keep starting each other.'
  },
  'run.depth': {
    http: 500,
    sentence:
      'The run was stopped because helper flows call each other more than {depth} levels deep. Look for a helper flow that calls itself.'
  },
  'run.interrupted': {
    http: 502,
    sentence:
      'The server stopped during this run, so its result is unknown. Check what was done at the service, then start the run again if needed.'
  },

  'card.unknown': {
    http: 409,
    sentence: 'This installation does not have the card type “{type}”. Delete the card or update Hookwright.'
  },
  'card.gone': {
    http: 404,
    sentence: 'This card is not in the saved flow. Reload the flow, then choose a card.'
  },
  'card.not-alone': { http: 409, sentence: 'The card “{card}” cannot be run by itself because {why}.' },
  'card.config': { http: 409, sentence: 'The card “{card}” is not set up: {what}' },
  'card.input-missing': {
    http: 409,
    sentence:
      'The input “{field}” of the card “{card}” is required but received no value. Map a value that is always present.'
  },
  'card.body-unread': {
    http: 409,
    sentence:
      'The input “{field}” of the card “{card}” received no value because the body of the request {why}. Check the body and the Content-Type of the delivery; the service must send JSON.'
  },
  'card.input-type': {
    http: 409,
    sentence:
      'The input “{field}” of the card “{card}” expects {wanted} but received {found}{from}{place}. Map another value or convert it first{hint}.'
  },
  'card.output-type': {
    http: 409,
    sentence:
      'The output “{output}” of “{source}” is declared as {wanted}, but its value is {found}{place}. “{card}” uses it in “{field}”: map another value there, or ask the maker of the connector to change the type.'
  },
  'card.failed': { http: 409, sentence: '{message}' },
  'card.timed-out': {
    http: 409,
    sentence:
      'The card “{card}” took longer than its time limit of {seconds} s. Raise the limit, or check why the service is slow.'
  },
  'card.not-sent': {
    http: 409,
    sentence:
      'The request of “{card}” was not sent because this replay has no side effects and the original run has no response for it. Replay with side effects to send it.'
  },
  'card.not-json': { http: 409, sentence: 'The text passed to “{card}” cannot be parsed: {why}' },
  'card.not-base64': {
    http: 409,
    sentence: 'The text passed to “{card}” is not valid Base64. Check the mapped value.'
  },

  'helper.gone': {
    http: 409,
    sentence: 'The helper flow of the card “{card}” no longer exists. Choose another one.'
  },
  'action.gone': {
    http: 409,
    sentence: 'The action of the card “{card}” no longer exists. Choose another one.'
  }
} as const satisfies Record<string, FaultRow>
