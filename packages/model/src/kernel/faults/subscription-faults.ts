import type { FaultRow } from './fault-row.ts'

/** Faults of subscriptions: turning on and off, renewing, moving, and what may be left at a service. */
export const subscriptionFaults = {
  'subscription.gone': { http: 404, sentence: 'This subscription does not exist; go back to the flow.' },
  'subscription.already-on': {
    http: 409,
    sentence: 'The flow is on or turning on already; turn it off first.'
  },
  'subscription.already-off': {
    http: 409,
    sentence: 'The flow is off already; there is nothing to turn off.'
  },
  'subscription.cannot-turn-on': { http: 409, sentence: 'The flow cannot be turned on yet: {what}' },
  'subscription.registering': {
    http: 409,
    sentence: 'The flow is still turning on; wait until it is on, then try again.'
  },
  'subscription.replacing': {
    http: 409,
    sentence:
      'The flow is being registered anew at this moment; wait until that has ended, which takes a minute at most.'
  },
  'subscription.not-replacing': {
    http: 409,
    sentence: 'The flow is not being registered anew any more; look at its switch for what came of it.'
  },
  'subscription.not-uncertain': {
    http: 409,
    sentence: 'It is known how this subscription stands, so there is nothing to close; go back to the list.'
  },

  'registration.refused': {
    http: 502,
    sentence:
      'The registration flow failed{where}, so the flow was not registered: {why} Fix this and try again.'
  },
  'registration.may-exist': {
    http: 502,
    sentence:
      'The subscription may exist at the service, since the registration flow failed{where} after it had asked for it: {why} Look at the service, remove the subscription there if it exists, then try again.'
  },
  'registration.timed-out': {
    http: 504,
    sentence:
      'The registration flow did not finish within {seconds} seconds{where}, so the flow was not registered; look at its last card and whether the service answers.'
  },
  'registration.cancelled': { http: 409, sentence: 'Turning on was cancelled, so the flow stays off.' },
  'registration.no-time': {
    http: 502,
    sentence:
      'The registration flow returned an Expires At that has passed already ({expiresAt}), so this registration does not count and what was registered is taken back; look whether the right part of the answer is mapped to Expires At of its Return card, and compare the clocks of both sides.'
  },
  'registration.uncertain': {
    http: 502,
    sentence:
      'The server stopped while a request to the service was under way, so the subscription may exist there; look at the service, remove it by hand if it does, then try again.'
  },
  'registration.data-too-large': {
    http: 502,
    sentence:
      'The Registration Data is {bytes} bytes; the most is 65536. Keep only what the deregistration flow needs.'
  },
  'registration.probe-failed': {
    http: 502,
    sentence:
      'The service took the registration but could not be asked for a test event, so this registration does not count and what was registered is taken back: {why}'
  },
  'registration.not-proven': {
    http: 504,
    sentence:
      'The service took the registration{where} but sent nothing to the Event URL within {seconds} seconds, so this registration does not count and what was registered is taken back; look whether the service reaches this address, and whether it sends a test event by itself or has to be asked for one.'
  },
  'registration.not-there': {
    http: 502,
    sentence:
      'The answer of the service to the registration was lost. The service does not list the subscription, so nothing is left there; turn the flow on if it is to be on and is not.'
  },
  'registration.removed': {
    http: 502,
    sentence:
      'The answer of the service to the registration was lost. A comparison found the subscription there and it was removed from here, so nothing is left there; turn the flow on if it is to be on and is not.'
  },

  'deregistration.failed': {
    http: 502,
    sentence:
      'The deregistration flow failed{where}: {why} A cleanup entry keeps what may still exist at the service; try it again once that is mended, or remove it there and close the entry.'
  },
  'deregistration.timed-out': {
    http: 504,
    sentence:
      'The deregistration flow did not finish within {seconds} seconds{where}. A cleanup entry keeps what may still exist at the service; look whether the service answers, or remove it there and close the entry.'
  },
  'deregistration.interrupted': {
    http: 502,
    sentence: 'The server stopped while the deregistration flow was running; it is run again.'
  },

  'registration.no-data': {
    http: 502,
    sentence:
      'The service accepted the registration, but its answer has no {what}, which the deregistration flow needs. Map it to Registration Data of the Return card.'
  },
  'renewal.no-more-time': {
    http: 502,
    sentence:
      'The renewal flow returned no Expires At that lies ahead, so the subscription would lapse unseen; map what the service answers to Expires At of its Return card.'
  },
  'renewal.timed-out': {
    http: 504,
    sentence: 'The renewal flow did not finish within {seconds} seconds; it is tried again.'
  },
  'renewal.uncertain': {
    http: 502,
    sentence:
      'The answer of the service to the renewal was lost, so nobody knows whether it was done: {why} The subscription is registered anew instead.'
  },
  'renewal.may-exist': {
    http: 502,
    sentence:
      'The answer to a renewal was lost, and the renewal may have made another registration at the service: {why} Look for it there, remove it, then close this entry.'
  },
  'cleanup.registering': {
    http: 409,
    sentence: 'The flow is being registered at the moment; try this entry again when that has ended.'
  },
  'cleanup.listed': {
    http: 502,
    sentence:
      'The service lists a registration that is not used here; it is removed with what the list says of it.'
  },
  'renewal.not-expiring': {
    http: 409,
    sentence: 'The service does not end this subscription by itself, so there is nothing to renew.'
  },
  'renewal.busy': {
    http: 409,
    sentence: 'The subscription is being renewed right now; wait until that has ended.'
  },

  'cleanup.gone': { http: 404, sentence: 'This cleanup entry does not exist; go back to the list.' },
  'cleanup.busy': {
    http: 409,
    sentence: 'This cleanup entry is being tried at this moment; wait for what comes of it.'
  },
  'cleanup.by-hand': {
    http: 409,
    sentence:
      'Nothing is known with which it could be taken back from here; look at the service, remove it there, then close the entry.'
  },
  'cleanup.closed': { http: 409, sentence: 'This cleanup entry is closed already; nothing was changed.' },

  'orphan.gone': { http: 404, sentence: 'This find does not exist; go back to the list.' },
  'orphan.closed': { http: 409, sentence: 'This find is closed already; nothing was changed.' },
  'orphan.not-removable': {
    http: 409,
    sentence:
      'Hookwright cannot remove this registration: the connector has no deregistration flow, or the Registration Data is unknown. Delete it at the service, then choose Ignore on the Registrations page.'
  },

  'reconciliation.no-listing': {
    http: 409,
    sentence:
      'The event of this flow has no flow that lists registrations, so there is nothing to compare with; its maker can choose one on the Webhook Event card.'
  },
  'listing.names-none': {
    http: 502,
    sentence:
      'What the service answered to the flow that lists registrations names no Event URL, so it was not compared and nothing was changed; look at what is mapped to its Return card. A service that has none has to answer with an empty list.'
  },
  'orphan.not-listed': {
    http: 409,
    sentence:
      'The service does not list this registration. It may still appear, since it was requested only a moment ago; try again in {seconds} seconds.'
  },
  'reconciliation.timed-out': {
    http: 504,
    sentence:
      'The flow that lists registrations did not finish within {seconds} seconds; nothing was changed.'
  },

  'dry-run.gone': {
    http: 404,
    sentence:
      'The server has forgotten this dry run. Anything it left at the service is listed on Registrations; start a new one.'
  },
  'dry-run.cancelled': { http: 409, sentence: 'The dry run was cancelled.' },
  'dry-run.no-deregistration': {
    http: 409,
    sentence:
      'There is no deregistration flow, so the registration stays at the service; remove it there, or choose a deregistration flow.'
  },

  'moving.busy': {
    http: 409,
    sentence: 'Flows are being registered at the new address at this moment; wait until that has ended.'
  },

  'upgrade.busy': {
    http: 409,
    sentence: 'Flows are being upgraded at this moment; wait until that has ended.'
  }
} as const satisfies Record<string, FaultRow>
