import type { FaultNote } from './fault-note.ts'

/** Notes on faults of turning flows on and off, renewing, comparing and cleaning up. */
export const subscriptionNotes: Record<string, FaultNote> = {
  'subscription.gone': { why: 'Its flow was deleted, or it belongs to another member.' },
  'subscription.already-on': { why: 'The switch was used in another tab or by a program.' },
  'subscription.already-off': {
    why: 'The switch was used in another tab or by a program.',
    fix: 'Nothing is left to do.'
  },
  'subscription.cannot-turn-on': {
    why: 'The flow has problems: a missing connection, an option without a value, an input that is not mapped. The message names the first.',
    fix: 'Open the flow; its problems are listed on the canvas, and each leads to its field.'
  },
  'subscription.registering': { why: 'Only one act on a registration runs at a time.' },
  'subscription.secret-registered': {
    why: 'A Signing Secret is shown only where a person has to enter it at the service.',
    fix: 'Nothing is left to do.'
  },
  'subscription.replacing': { why: 'Only one act on a registration runs at a time.' },
  'subscription.not-replacing': { why: 'It ended in the meantime.' },
  'subscription.not-uncertain': { why: 'Only registrations whose state is unknown can be closed by hand.' },
  'registration.refused': {
    why: 'A card of the registration flow failed before anything was created at the service, for example because the service answered 401 or 422.'
  },
  'registration.may-exist': {
    why: 'The request was sent, but its answer was lost or was a server error. The service may have created the subscription.'
  },
  'registration.timed-out': { why: 'The registration flow has 60 seconds, so that a switch never hangs.' },
  'registration.cancelled': {
    why: 'Somebody pressed Cancel.',
    fix: 'Turn the flow on again when you want to.'
  },
  'registration.no-time': {
    why: 'The value is in the past, in another unit (seconds, milliseconds) or another time zone.'
  },
  'registration.uncertain': {
    why: 'The server was stopped or killed after the request was sent and before its answer was stored. An effect in flight is never sent twice.'
  },
  'poll.cursor-too-large': { why: 'The cursor is stored at each poll.' },
  'poll.no-list': { why: 'The answer of the service had no list where the flow expects one.' },
  'poll.no-result': { why: 'A Continue If or an If/Else ended the flow early.' },
  'poll.too-many-records': { why: 'All records of a poll are stored in one transaction.' },
  'poll.timed-out': { why: 'The service is slow, or the flow reads too many pages.' },
  'registration.data-too-large': {
    why: 'Registration Data is encrypted and kept with each registration. The whole response of the service is rarely needed.'
  },
  'registration.probe-failed': {
    why: 'The event asks for a proof that events arrive, and its probe flow failed.',
    fix: 'Read the error of the probe flow, correct it, then turn the flow on again.'
  },
  'registration.not-proven': {
    why: 'The service cannot reach `HOOKWRIGHT_PUBLIC_URL`, or sends a test event only when asked.'
  },
  'registration.not-there': {
    why: 'Hookwright asked the service for its subscriptions after the answer was lost.'
  },
  'registration.removed': {
    why: 'Hookwright asked the service for its subscriptions after the answer was lost, and cleaned up.'
  },
  'deregistration.failed': {
    why: 'The service refused the removal. The flow is off all the same: its Event URL answers 410.'
  },
  'deregistration.timed-out': { why: 'The service is slow or down. The flow is off all the same.' },
  'deregistration.interrupted': {
    why: 'Removing twice does no harm, so it is simply done again.',
    fix: 'Nothing: wait for the next try.'
  },
  'registration.no-data': {
    why: 'The deregistration flow uses a part of Registration Data that this answer of the service does not have.'
  },
  'renewal.no-more-time': { why: 'The answer of the service has no new expiry time, or it is not mapped.' },
  'renewal.timed-out': {
    why: 'The service is slow or down.',
    fix: 'Nothing: it is retried by itself. If it happens often, check its last card.'
  },
  'renewal.uncertain': {
    why: 'The answer was lost after the request was sent.',
    fix: 'Nothing: the flow is registered again, and the old registration is removed.'
  },
  'renewal.may-exist': {
    why: 'The answer to a renewal was lost, and the service may create a second subscription when it renews.'
  },
  'cleanup.registering': { why: 'A removal and a registration of the same flow do not run at once.' },
  'cleanup.listed': {
    why: 'A comparison found a registration that no longer belongs to a flow of this installation.',
    fix: 'Nothing: wait for the next try.'
  },
  'renewal.not-expiring': {
    why: 'Its registration flow returned no *Expires At*.',
    fix: 'Nothing is left to do.'
  },
  'renewal.busy': { why: 'The scheduled renewal runs at this moment.' },
  'cleanup.gone': { why: 'Its flow was deleted, or it belongs to another member.' },
  'cleanup.busy': { why: 'Entries are retried by themselves, with growing pauses.' },
  'cleanup.by-hand': {
    why: 'The registration ended before the service answered, so nothing says what to remove.'
  },
  'cleanup.closed': { why: 'Somebody closed it, or a retry succeeded.', fix: 'Nothing is left to do.' },
  'orphan.gone': { why: 'It was removed, or a newer comparison did not find it.' },
  'orphan.closed': { why: 'Somebody removed or ignored it.', fix: 'Nothing is left to do.' },
  'orphan.not-removable': { why: 'Removing needs a deregistration flow and its Registration Data.' },
  'reconciliation.no-listing': { why: 'Comparing needs a flow that asks the service for its subscriptions.' },
  'listing.names-none': {
    why: 'If nothing in the list has an Event URL, the mapping is probably wrong. Taking it as “nothing is registered” would register everything twice.'
  },
  'orphan.not-listed': { why: 'Some services list a new subscription only after a while.' },
  'reconciliation.timed-out': {
    why: 'The service is slow, or the flow reads too many pages.',
    fix: 'Check its last card and whether the service responds, then compare again.'
  },
  'dry-run.gone': { why: 'Dry runs are listed for a short time only.' },
  'dry-run.cancelled': { why: 'Somebody pressed Cancel.', fix: 'Start a new dry run when you want to.' },
  'dry-run.no-deregistration': {
    why: 'A dry run registers for a moment and then removes, which needs a deregistration flow.'
  },
  'moving.busy': { why: 'The public URL changed, and flows are registered at the new one.' },
  'upgrade.busy': { why: 'One series of upgrades runs at a time.' }
}
