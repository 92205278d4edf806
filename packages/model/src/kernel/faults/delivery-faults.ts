import type { FaultRow } from './fault-row.ts'

/** Faults of deliveries and replays. */
export const deliveryFaults = {
  'event-url.unknown': { http: 404, sentence: 'There is no Event URL at this address.' },
  'event-url.off': { http: 410, sentence: 'This Event URL is no longer in use.' },
  'event-url.method': { http: 405, sentence: 'This Event URL accepts {methods} only.' },
  'event-url.refused': {
    http: 401,
    sentence: 'The request was refused by the rules of this Event URL. Its owner can see the reason.'
  },
  'event-url.hosts': {
    http: 400,
    sentence: 'The request was refused because it must have exactly one Host header.'
  },
  'event-url.too-large': {
    http: 413,
    sentence: 'The body is larger than {bytes} bytes, the limit of this Event URL.'
  },
  'event-url.encoding': {
    http: 415,
    sentence: 'The content encoding “{encoding}” is not supported here. Send the body without compression.'
  },
  'event-url.busy': {
    http: 503,
    sentence: 'Too many deliveries at once. Send this one again in {seconds} seconds.'
  },

  'delivery.gone': {
    http: 404,
    sentence: 'This delivery does not exist or was deleted after its retention period.'
  },
  'delivery.cannot-replay': {
    http: 409,
    sentence: 'The delivery cannot be replayed because {why}.'
  },

  'replay.draft-unready': { http: 409, sentence: 'The draft of “{flow}” cannot be run yet: {what}' },

  'replays.none': {
    http: 409,
    sentence:
      'None of the matching deliveries can be replayed: they have not started a run yet, or their data was not stored. Choose other filters.'
  },
  'replays.under-way': {
    http: 409,
    sentence:
      'Deliveries of one of these flows are already being replayed. Wait until that has finished or stop it, then try again.'
  },
  'replays.gone': {
    http: 404,
    sentence: 'This replay is no longer listed because it ended a while ago. Check the deliveries.'
  },

  'view.name-taken': {
    http: 409,
    sentence: 'You already have a view named “{name}”. Choose another name.'
  },
  'view.gone': {
    http: 404,
    sentence: 'This saved view no longer exists. Set the filters and save them as a new view.'
  },

  'views.too-many': {
    http: 409,
    sentence: 'You can save at most {most} views of a list. Delete one that you no longer need.'
  }
} as const satisfies Record<string, FaultRow>
