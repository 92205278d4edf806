import type { FaultRow } from './fault-row.ts'

/** Faults of what arrives, and of running it again. */
export const deliveryFaults = {
  'event-url.unknown': { http: 404, sentence: 'There is nothing at this address.' },
  'event-url.off': { http: 410, sentence: 'This address is no longer in use.' },
  'event-url.method': { http: 405, sentence: 'This address takes {methods}.' },
  'event-url.refused': {
    http: 401,
    sentence: 'The request is not what this address takes; whoever it belongs to can see why.'
  },
  'event-url.hosts': {
    http: 400,
    sentence: 'The request names more than one host or none, so it was refused.'
  },
  'event-url.too-large': {
    http: 413,
    sentence: 'The body is larger than {bytes} bytes, the most that this address takes.'
  },
  'event-url.encoding': {
    http: 415,
    sentence:
      'The body is sent with the content encoding “{encoding}”; send it as it is, without compression.'
  },
  'event-url.busy': {
    http: 503,
    sentence: 'Too many deliveries at once; send this one again in {seconds} seconds.'
  },

  'delivery.gone': { http: 404, sentence: 'This delivery does not exist or is past its retention time.' },
  'delivery.cannot-replay': {
    http: 409,
    sentence: 'The delivery cannot be run again, since {why}.'
  },

  'replay.draft-unready': { http: 409, sentence: 'The draft of “{flow}” cannot be run yet: {what}' },

  'replays.none': {
    http: 409,
    sentence:
      'No delivery that fits can be run again, since none of them has run and is kept with what arrived; choose other filters.'
  },
  'replays.under-way': {
    http: 409,
    sentence:
      'Deliveries of one of these flows are being run again already; wait until that has ended, or stop it, then begin anew.'
  },
  'replays.gone': {
    http: 404,
    sentence:
      'The server does not know of these replays, since it was started anew or they ended long ago; what they had begun went on. Look at the deliveries, then replay those that are left.'
  },

  'view.name-taken': {
    http: 409,
    sentence: 'You have a view named “{name}” already; choose another name.'
  },
  'view.gone': {
    http: 404,
    sentence: 'This saved view does not exist any more; set the filters by hand and save them anew.'
  },

  'views.too-many': {
    http: 409,
    sentence: 'No more than {most} views of a list are kept for one person; delete one that is not needed.'
  }
} as const satisfies Record<string, FaultRow>
