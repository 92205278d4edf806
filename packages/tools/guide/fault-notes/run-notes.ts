import type { FaultNote } from './fault-note.ts'

/** Notes on faults of runs and cards. */
export const runNotes: Record<string, FaultNote> = {
  'run.not-drawable': { why: 'The canvas shows a run on the flow as it was then.' },
  'run.not-suspended': { why: 'Somebody else resumed or ended it, or its time came.' },
  'run.flow-on-hold': {
    why: 'The owner of the flow may no longer use one of its connections.',
    fix: 'Share the connection again, hand it over, or choose another one, then resume the run.'
  },
  'run.flow-paused': { why: 'Runs of a paused flow wait.' },
  'run.going-on': { why: 'It is running at this moment.' },
  'run.waits-too-long': {
    why: 'Somebody or something waits for this kind of run: a switch, a dropdown, a test.'
  },
  'run.cannot-replay': { why: 'It was not started by an event.' },
  'run.gone': {
    why: 'Runs are kept for 30 days unless you choose otherwise.',
    fix: 'Choose a longer time under Settings, Retention, for those to come.'
  },
  'run.fuel': { why: 'The number of steps of a run is limited, so that no mistake runs forever.' },
  'run.values-too-large': { why: 'The values of a run are kept in memory and in its history.' },
  'run.not-storable': { why: 'The values of the run do not fit into the database.' },
  'run.calls-too-deep': {
    why: 'Flows start each other with Call Flow Async, or by sending events to one another.'
  },
  'run.too-many-calls': { why: 'Call Flow Async in a loop starts a run for each item.' },
  'run.depth': { why: 'A helper flow calls itself, directly or through others.' },
  'run.taken-over': {
    why: 'A server that gives no sign of life for ten seconds loses its work to the others: it was stopped, overloaded, or cut off from the database.',
    fix: 'Nothing is lost. If it happens often, look at processor time and memory under **Settings**, *Processes*.'
  },
  'run.interrupted': {
    why: 'This kind of run is not resumed after a restart, since nobody waits for it.'
  },
  'card.unknown': { why: 'The flow was made with a newer Hookwright.' },
  'card.gone': { why: 'It was deleted, or the latest change is not saved yet.' },
  'card.not-alone': {
    why: 'Cards that start, end or branch a flow make sense only in it.',
    fix: 'Run the whole flow instead.'
  },
  'card.config': {
    why: 'A setting of the card is missing or wrong. The message says which.',
    fix: 'Open the card and complete its settings.'
  },
  'card.input-missing': {
    why: 'The mapped value was null in this run: the service did not send it, or an earlier card returned nothing.'
  },
  'card.body-unread': { why: 'Body has parts only if the request is JSON or a form. Other bodies are text.' },
  'card.input-type': {
    why: 'Values are converted only where the text says exactly so: “12” to a number, “true”, an ISO date. One thing never becomes a list by itself, nor the reverse.'
  },
  'card.output-type': {
    why: 'The service sends another type than the event declares. *Drift* on the overview of the connector shows it, too.',
    fix: 'Map another value to the input, or ask the maker of the connector to change the type of the output.'
  },
  'card.failed': {
    why: 'The card says why in its message, for example a text of Return Error.',
    fix: 'Do what the message says, then replay the delivery.'
  },
  'card.timed-out': { why: 'The time limit of the card counts all its tries together.' },
  'card.not-sent': {
    why: 'A replay without side effects answers requests from the old run. This card did not run then, or sends something else now.'
  },
  'card.not-json': {
    why: 'The text is empty, is HTML, or was cut off.',
    fix: 'Look at the value in the run. Map the JSON output of the request card where there is one.'
  },
  'card.not-base64': { why: 'The text contains characters that Base64 does not have.' },
  'helper.gone': { why: 'The helper flow was deleted, or the card was copied from another connector.' },
  'action.gone': { why: 'The version that the card uses has no such action.' }
}
