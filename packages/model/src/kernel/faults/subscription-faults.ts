import type { FaultRow } from './fault-row.ts'

/** Faults of subscriptions: turning on and off, renewing, moving, and leftovers at services. */
export const subscriptionFaults = {
  'subscription.gone': { http: 404, sentence: 'This subscription does not exist. Go back to the flow.' },
  'subscription.already-on': {
    http: 409,
    sentence: 'The flow is already on or turning on. Turn it off first.'
  },
  'subscription.already-off': {
    http: 409,
    sentence: 'The flow is already off.'
  },
  'subscription.cannot-turn-on': { http: 409, sentence: 'The flow cannot be turned on yet: {what}' },
  'subscription.registering': {
    http: 409,
    sentence: 'The flow is still turning on. Wait until it is on, then try again.'
  },
  'subscription.replacing': {
    http: 409,
    sentence: 'The flow is being registered again at the moment. Try again in a minute.'
  },
  'subscription.secret-registered': {
    http: 409,
    sentence:
      'This flow has no Signing Secret to enter: its registration flow passes the secret to the service, or the event does not use one.'
  },
  'subscription.not-replacing': {
    http: 409,
    sentence:
      'The flow is no longer being registered again, so there is nothing to cancel. Check the status of the flow.'
  },
  'subscription.not-uncertain': {
    http: 409,
    sentence:
      'The result of this registration is already known, so there is nothing to close. Go back to the list.'
  },

  'registration.refused': {
    http: 502,
    sentence:
      'The registration flow failed{where}, so the flow was not registered: {why} Fix this and try again.'
  },
  'registration.may-exist': {
    http: 502,
    sentence:
      'The registration flow failed{where} after it had sent its request, so the subscription may exist at the service: {why} Remove it there if it exists, then try again.'
  },
  'registration.timed-out': {
    http: 504,
    sentence:
      'The registration flow did not finish within {seconds} seconds{where}, so the flow was not registered. Check its last card and whether the service responds.'
  },
  'registration.cancelled': { http: 409, sentence: 'Turning on was cancelled, so the flow stays off.' },
  'registration.no-time': {
    http: 502,
    sentence:
      'The registration flow returned an Expires At in the past ({expiresAt}), so the registration was undone. Check the value that is mapped to Expires At of its Return card, and the clocks of both servers.'
  },
  'registration.uncertain': {
    http: 502,
    sentence:
      'The server stopped during a request to the service, so the subscription may exist there. Remove it at the service if it exists, then try again.'
  },
  'poll.cursor-too-large': {
    http: 502,
    sentence:
      'The cursor has {bytes} bytes, but the limit is 10240. The previous cursor is kept; return only what the next poll needs, such as a time or an id.'
  },
  'poll.no-list': {
    http: 502,
    sentence:
      'The list of records received no value, so the poll was not counted and the cursor is kept. Check the response of the service; if there is nothing new, the list must be empty.'
  },
  'poll.no-result': {
    http: 502,
    sentence:
      'The polling flow ended before Return Outputs, so it returned neither records nor a cursor. Change the flow so that it always reaches Return Outputs.'
  },
  'poll.too-many-records': {
    http: 502,
    sentence:
      'The poll returned {count} records, but the limit is {most}. The previous cursor is kept; return fewer records and continue from the cursor at the next poll.'
  },
  'poll.timed-out': {
    http: 504,
    sentence:
      'The poll did not finish within {seconds} seconds. It is retried at its next time; check whether the service responds.'
  },
  'registration.data-too-large': {
    http: 502,
    sentence:
      'The Registration Data has {bytes} bytes, but the limit is 65536. Return only the values that the deregistration flow needs.'
  },
  'registration.probe-failed': {
    http: 502,
    sentence: 'The registration was undone because the request for a test event failed: {why}'
  },
  'registration.not-proven': {
    http: 504,
    sentence:
      'The registration was undone because the service accepted it{where} but sent nothing to the Event URL within {seconds} seconds. Check that the service can reach this server, and whether a probe flow must ask for the test event.'
  },
  'registration.not-there': {
    http: 502,
    sentence:
      'The response to the registration was lost, and the service does not list the subscription, so nothing is left there. Turn the flow on again if needed.'
  },
  'registration.removed': {
    http: 502,
    sentence:
      'The response to the registration was lost. The subscription was found at the service and removed; turn the flow on again if needed.'
  },

  'deregistration.failed': {
    http: 502,
    sentence:
      'The deregistration flow failed{where}: {why} Fix this and retry the cleanup entry, or remove the subscription at the service and close the entry.'
  },
  'deregistration.timed-out': {
    http: 504,
    sentence:
      'The deregistration flow did not finish within {seconds} seconds{where}. Check that the service responds and retry the cleanup entry, or remove the subscription at the service and close the entry.'
  },
  'deregistration.interrupted': {
    http: 502,
    sentence:
      'The server stopped while the deregistration flow was running. The flow is run again automatically.'
  },

  'registration.no-data': {
    http: 502,
    sentence:
      'The service accepted the registration, but its response has no {what}, which the deregistration flow needs. Map it to Registration Data of the Return card.'
  },
  'renewal.no-more-time': {
    http: 502,
    sentence:
      'The renewal flow returned no Expires At in the future, so the subscription would expire unnoticed. Map the new expiry time to Expires At of its Return card.'
  },
  'renewal.timed-out': {
    http: 504,
    sentence: 'The renewal flow did not finish within {seconds} seconds. It is retried automatically.'
  },
  'renewal.uncertain': {
    http: 502,
    sentence:
      'The response to the renewal was lost, so its result is unknown: {why} The subscription is registered again instead.'
  },
  'renewal.may-exist': {
    http: 502,
    sentence:
      'The response to a renewal was lost, so the service may now have a second registration: {why} Remove it there if it exists, then close this entry.'
  },
  'cleanup.registering': {
    http: 409,
    sentence:
      'The flow is being registered at the moment. Retry the cleanup entry when the registration has finished.'
  },
  'cleanup.listed': {
    http: 502,
    sentence:
      'The service lists a registration that this installation does not use. It is removed automatically.'
  },
  'renewal.not-expiring': {
    http: 409,
    sentence: 'This subscription does not expire, so there is nothing to renew.'
  },
  'renewal.busy': {
    http: 409,
    sentence: 'The subscription is already being renewed. Wait until the renewal has finished.'
  },

  'cleanup.gone': { http: 404, sentence: 'This cleanup entry does not exist. Go back to the list.' },
  'cleanup.busy': {
    http: 409,
    sentence: 'This cleanup entry is already being retried. Wait for the result.'
  },
  'cleanup.by-hand': {
    http: 409,
    sentence:
      'There is no Registration Data, so Hookwright cannot remove the subscription. Remove it at the service, then close the entry.'
  },
  'cleanup.closed': { http: 409, sentence: 'This cleanup entry is already closed. Nothing was changed.' },

  'orphan.gone': { http: 404, sentence: 'This registration is no longer on the list. Reload the list.' },
  'orphan.closed': { http: 409, sentence: 'This registration is already closed. Nothing was changed.' },
  'orphan.not-removable': {
    http: 409,
    sentence:
      'Hookwright cannot remove this registration: the connector has no deregistration flow, or the Registration Data is unknown. Delete it at the service, then choose Ignore on the Registrations page.'
  },

  'reconciliation.no-listing': {
    http: 409,
    sentence:
      'Registrations cannot be compared because the event of this flow has no List Registrations flow. Ask the maker of the connector to choose one on the Webhook Event card.'
  },
  'listing.names-none': {
    http: 502,
    sentence:
      'The list of registrations contains no Event URL, so it was not compared and nothing was changed. Check the values mapped to the Return card; a service without registrations must return an empty list.'
  },
  'orphan.not-listed': {
    http: 409,
    sentence:
      'The service does not list this registration yet. It was requested only a moment ago; try again in {seconds} seconds.'
  },
  'reconciliation.timed-out': {
    http: 504,
    sentence:
      'The flow that lists registrations did not finish within {seconds} seconds. Nothing was changed.'
  },

  'dry-run.gone': {
    http: 404,
    sentence:
      'This dry run no longer exists. If it left something at the service, that is listed on Registrations; start a new dry run.'
  },
  'dry-run.cancelled': { http: 409, sentence: 'The dry run was cancelled.' },
  'dry-run.no-deregistration': {
    http: 409,
    sentence:
      'The registration stays at the service because there is no deregistration flow. Remove it there, or choose a deregistration flow.'
  },

  'moving.busy': {
    http: 409,
    sentence: 'Flows are being registered at the new address. Wait until the registration has finished.'
  },

  'upgrade.busy': {
    http: 409,
    sentence: 'Flows are being upgraded. Wait until the upgrade has finished.'
  }
} as const satisfies Record<string, FaultRow>
