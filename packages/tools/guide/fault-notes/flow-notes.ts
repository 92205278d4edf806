import type { FaultNote } from './fault-note.ts'

/** Notes on faults of editing and testing flows. */
export const flowNotes: Record<string, FaultNote> = {
  'flow.gone': { why: 'It was deleted. Deleted flows stay in the recycle bin for 30 days.' },
  'flow.name-reserved': {
    why: 'The names `_authping` and `_revoke` belong to the flows that test and revoke a connection.'
  },
  'flow.stale': { why: 'Two people, or two tabs, edited the same draft.' },
  'flow.state-gone': { why: 'Older states of a draft are removed as new ones are added.' },
  'flow.in-use': { why: 'Other flows call it, or an event uses it for its registration.' },
  'flow.is-on': { why: 'Turning it off also removes its registration at the service.' },
  'flow.not-saved': { why: 'A flow gets its name when it is saved for the first time.' },
  'flow.on-hold': {
    why: 'The owner of the flow may no longer use one of its connections.',
    fix: 'Share the connection again, hand it over, or choose another one on the card.'
  },
  'flow.not-on': { why: 'Only a flow that is on receives and runs.' },
  'flow.not-manual': { why: 'Run works on flows that start with Delegated Flow.' },
  'flow.no-event': { why: 'The start card has no event of a connector.' },
  'flow.no-changes': {
    why: 'The running revision and the draft have the same content.',
    fix: 'Nothing is left to do.'
  },
  'flow.must-re-register': {
    why: 'Options, connection or version of the event changed; the service knows the old ones.'
  },
  'flow.wrong-place': {
    why: 'A flow of one kind was chosen where another kind is needed, for example a helper flow as a registration flow.',
    fix: 'Choose a flow of the kind that the message names, or create one with *Create new flow*.'
  },
  'choices.failed': {
    why: 'The values of the dropdown come from the service.',
    fix: 'Read the error of the named card. Check the connection, then open the dropdown again.'
  },
  'choices.unreadable': {
    why: 'The helper flow must return one list.',
    fix: 'Open the helper flow and compare what it returns with what the message names.'
  },
  'choices.timed-out': { why: 'A person waits for a dropdown, so its flow has little time.' },
  'fields.failed': {
    why: 'The fields of the dynamic group come from the service.',
    fix: 'Read the error of the named card. Check connection and options, then try again.'
  },
  'fields.unreadable': {
    why: 'The helper flow must return a list of objects with at least `name`.',
    fix: 'Compare what it returns with [dynamic fields](building-a-connector.md#dynamic-fields).'
  },
  'fields.timed-out': { why: 'A person waits for the fields, so their flow has little time.' },
  'listening.gone': { why: 'Listening ends by itself after a while, and its events belong to nothing.' },
  'test-event.not-signed': {
    why: 'A test event is signed by the receiving rules of the card, with the key of the connection.',
    fix: 'Enter the signing key in the connection, or turn the flow on first if the service hands out the key then.'
  }
}
