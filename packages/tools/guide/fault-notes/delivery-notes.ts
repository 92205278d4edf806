import type { FaultNote } from './fault-note.ts'

/** Notes on faults of Event URLs, deliveries and replays. */
export const deliveryNotes: Record<string, FaultNote> = {
  'event-url.unknown': {
    why: 'The token in the address is not known: it is mistyped or belongs to another installation.',
    fix: 'Copy the Event URL from the page of the flow. If the service still has an old registration, remove it there.'
  },
  'event-url.off': {
    why: 'The flow was turned off or registered again, which makes a new Event URL.',
    fix: 'Nothing, if the flow is off on purpose: most services stop after some 410 answers. Otherwise turn the flow on.'
  },
  'event-url.method': {
    why: 'The receiving rules list the methods of events.',
    fix: 'Send the event with one of the methods that the message names, or add the method to the receiving rules.'
  },
  'event-url.refused': {
    why: 'The signature is missing or wrong, its timestamp is too old, or the content type is not allowed.',
    fix: 'Open *Why didn’t it run?* of the flow. It names the check that failed and its fix.'
  },
  'event-url.hosts': {
    why: 'A request with several Host headers could be read differently by a proxy.',
    fix: 'A proxy in front must send exactly one Host header.'
  },
  'event-url.too-large': {
    why: 'The receiving rules limit the size, by default to 1 MiB; `HOOKWRIGHT_MAX_BODY` limits what rules may allow.',
    fix: 'Raise the maximum body size in the receiving rules, up to 10 MiB.'
  },
  'event-url.encoding': {
    why: 'Compressed bodies are not unpacked, since a small one can unpack to a huge one.'
  },
  'event-url.busy': {
    why: 'A rate limit was reached, of the card, the sender’s network or the installation, or the disk has no room. Services send again later.'
  },
  'delivery.gone': {
    why: 'Deliveries are kept for 30 days unless you choose otherwise.',
    fix: 'Choose a longer time under Settings, Retention, for those to come.'
  },
  'delivery.cannot-replay': {
    why: 'Its body was not kept, it was refused or filtered, or its flow is gone. The message says which.',
    fix: 'Ask the service to send the event again.'
  },
  'replay.draft-unready': {
    why: 'The draft has problems that would stop a run.',
    fix: 'Open the flow; its problems are listed on the canvas.'
  },
  'replays.none': { why: 'All deliveries in the filter are of a kind that cannot run again.' },
  'replays.under-way': { why: 'One series of replays per flow at a time keeps the order clear.' },
  'replays.gone': { why: 'Ended series are listed for a short time only.' },
  'view.name-taken': { why: 'Names of saved views are unique for each member.' },
  'view.gone': { why: 'It was deleted in another tab.' },
  'views.too-many': { why: 'The number of saved views is limited.' }
}
