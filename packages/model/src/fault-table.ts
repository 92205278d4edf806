/** One row of the table: the HTTP status that answers it, and the sentence with {names} of details. */
interface FaultRow {
  http: number
  sentence: string
}

/** Every fault that can be thrown: what happened, why, and what to do. */
export const faultTable = {
  internal: {
    http: 500,
    sentence:
      'Something went wrong inside Hookwright; the log of the server says what. Try again, and report it if it stays.'
  },
  'page.gone': { http: 404, sentence: 'There is nothing at this address; go back to the start page.' },
  'input.invalid': { http: 400, sentence: '{what}' },

  'sign-in.needed': {
    http: 401,
    sentence: 'You are not signed in, so this is closed; sign in and try again.'
  },
  'sign-in.wrong': {
    http: 401,
    sentence:
      'This name and password do not belong together, so you were not signed in; check both and try again.'
  },
  'sign-in.too-many-tries': {
    http: 429,
    sentence:
      'There were too many tries to sign in, so this one was not looked at; wait {minutes} minutes, then try again.'
  },
  'sign-in.unreadable': {
    http: 400,
    sentence: 'The request to sign in cannot be read, since {why}; send it again as JSON.'
  },
  'sign-in.closed': {
    http: 404,
    sentence: 'There is nothing at this address; new people are added by an admin inside Hookwright.'
  },
  'person.name-unfit': {
    http: 400,
    sentence: 'This name cannot be used, since {why}; choose another one.'
  },
  'person.name-taken': {
    http: 409,
    sentence: 'Someone named “{name}” exists already; choose another name.'
  },
  'password.too-short': {
    http: 400,
    sentence: 'The password is shorter than {least} characters, so it is easy to guess; choose a longer one.'
  },
  'password.too-long': {
    http: 400,
    sentence: 'The password is longer than {most} characters, the most that is taken; choose a shorter one.'
  },
  'password.too-common': {
    http: 400,
    sentence:
      'The password is made of well-known words, your name or a row of keys, so it is easy to guess; choose another one, such as four words that do not belong together.'
  },
  'auth-file.newer': {
    http: 500,
    sentence:
      'The file {file} was written by a newer Hookwright, so this one cannot read it; start the newer one, or put an older copy of the file back.'
  },
  'permission.denied': {
    http: 403,
    sentence: 'Your role {role} may not {act}; ask an admin to do it or to change your role.'
  },
  'origin.refused': {
    http: 403,
    sentence:
      'The request came from another page or host ({origin}), so it was refused; open Hookwright at its own address.'
  },
  'first-admin.wrong-code': {
    http: 401,
    sentence:
      'This first-admin link is not valid; take the newest link that the server printed when it started.'
  },
  'first-admin.exists': {
    http: 409,
    sentence: 'There is an admin already; sign in, or ask that admin to add you.'
  },

  'connector.gone': {
    http: 404,
    sentence: 'This connector does not exist or was deleted; go back to the list of connectors.'
  },
  'connector.name-taken': {
    http: 409,
    sentence: 'A connector named “{name}” exists already; choose another name.'
  },
  'connector.in-use': {
    http: 409,
    sentence: 'This connector is used by {count} flows that are on; turn them off first, then delete it.'
  },
  'flow.gone': {
    http: 404,
    sentence: 'This flow does not exist or was deleted; go back to the list of flows.'
  },
  'flow.name-reserved': {
    http: 400,
    sentence: 'The name “{name}” is kept for a flow of its own kind ({code}); choose another name.'
  },
  'flow.stale': {
    http: 409,
    sentence: 'Someone saved this flow meanwhile (draft {draftNo}); look at theirs, or save yours as a copy.'
  },
  'flow.in-use': {
    http: 409,
    sentence: 'This flow is used by {users}; take it out there first, then delete it.'
  },
  'flow.is-on': { http: 409, sentence: 'This flow is on or turning on; turn it off first, then delete it.' },
  'flow.not-saved': { http: 409, sentence: 'The flow has no name yet; save it under a name first.' },
  'flow.not-on': {
    http: 409,
    sentence: 'The flow is off, so it has no Event URL and nothing runs; turn it on first.'
  },
  'flow.no-event': {
    http: 409,
    sentence: 'The flow does not start with the event of a connector, so nothing can arrive; add one first.'
  },
  'test-event.not-signed': {
    http: 409,
    sentence: 'The test event was not sent, since it could not be signed: {why}.'
  },
  'flow.no-changes': {
    http: 409,
    sentence: 'The draft is what runs already, so there is nothing to apply; change something first.'
  },
  'flow.must-re-register': {
    http: 409,
    sentence:
      'The changes cannot be applied in place, since the service has to be told of them: {what} Re-register the flow instead.'
  },
  'flow.wrong-place': {
    http: 409,
    sentence: 'A flow of the kind {kind} does not belong here; {what}'
  },

  'version.gone': {
    http: 404,
    sentence: 'This version does not exist; choose one from the list of versions.'
  },
  'version.has-problems': { http: 409, sentence: 'The connector cannot become a version yet: {what}' },
  'version.not-deployed': {
    http: 409,
    sentence: 'The connector “{name}” has no deployed version, so its cards cannot be used; deploy one first.'
  },

  'breaker.closed': {
    http: 409,
    sentence: '{host} is called already; look at how its last calls came out.'
  },
  'connection.gone': {
    http: 404,
    sentence: 'This connection does not exist or was deleted; choose another one.'
  },
  'connection.incomplete': {
    http: 400,
    sentence: 'The connection lacks a value for “{label}”; fill it in, or choose a connection that has one.'
  },
  'connection.unknown-value': {
    http: 400,
    sentence: 'The connection has a value for “{field}”, which its connector does not ask for; leave it out.'
  },
  'connection.in-use': {
    http: 409,
    sentence: 'This connection is used by {users}; choose another connection there first, then delete it.'
  },
  'connection.no-token': {
    http: 502,
    sentence:
      'The service gave no access token at {url}: {why} Look at the values of the connection, and at the token URL and scope of the connector.'
  },
  'connection.no-authping': {
    http: 409,
    sentence:
      'The connector has no flow _authping, so a connection cannot be pinged; draw one that starts with Authping.'
  },

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
    sentence: 'The flow is still turning on; wait until it is on, then pause it.'
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
  'moving.busy': {
    http: 409,
    sentence: 'Flows are being registered at the new address at this moment; wait until that has ended.'
  },
  'upgrade.busy': {
    http: 409,
    sentence: 'Flows are being upgraded at this moment; wait until that has ended.'
  },
  'registration.refused': {
    http: 502,
    sentence:
      'The flow stays off, since its registration flow failed{where}: {why} Mend that, then turn the flow on again.'
  },
  'registration.may-exist': {
    http: 502,
    sentence:
      'The flow stays off, but the subscription may exist at the service, since the registration flow failed{where} after it had asked for it: {why} Look at the service, remove the subscription there if it exists, then turn the flow on again.'
  },
  'registration.timed-out': {
    http: 504,
    sentence:
      'The registration flow did not finish within {seconds} seconds{where}, so the flow stays off; look at its last card and whether the service answers.'
  },
  'registration.cancelled': { http: 409, sentence: 'Turning on was cancelled, so the flow stays off.' },
  'registration.no-time': {
    http: 502,
    sentence:
      'The registration flow returned an Expires At that has passed already ({expiresAt}), so the flow stays off and what was registered is taken back; look whether the right part of the answer is mapped to Expires At of its Return card, and compare the clocks of both sides.'
  },
  'registration.uncertain': {
    http: 502,
    sentence:
      'The server stopped while a request to the service was under way, so the subscription may exist there; look at the service, remove it by hand if it does, then turn the flow on again.'
  },
  'registration.data-too-large': {
    http: 502,
    sentence:
      'The Registration Data is {bytes} bytes; the most is 65536. Keep only what the deregistration flow needs.'
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
  'cleanup.gone': { http: 404, sentence: 'This cleanup entry does not exist; go back to the list.' },
  'registration.probe-failed': {
    http: 502,
    sentence:
      'The service took the registration but could not be asked for a test event, so the flow stays off and what was registered is taken back: {why}'
  },
  'registration.not-proven': {
    http: 504,
    sentence:
      'The service took the registration{where} but sent nothing to the Event URL within {seconds} seconds, so the flow stays off and what was registered is taken back; look whether the service reaches this address, and whether it sends a test event by itself or has to be asked for one.'
  },
  'cleanup.busy': {
    http: 409,
    sentence: 'This cleanup entry is being tried at this moment; wait for what comes of it.'
  },
  'cleanup.by-hand': {
    http: 409,
    sentence:
      'Nothing is known with which it could be taken back from here; look at the service, remove it there, then close the entry.'
  },
  'registration.not-there': {
    http: 502,
    sentence:
      'The answer of the service was lost when the flow was turned on. The service does not list the subscription, so nothing is left there; turn the flow on again.'
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
  'renewal.not-expiring': {
    http: 409,
    sentence: 'The service does not end this subscription by itself, so there is nothing to renew.'
  },
  'renewal.busy': {
    http: 409,
    sentence: 'The subscription is being renewed right now; wait until that has ended.'
  },
  'dry-run.gone': {
    http: 404,
    sentence:
      'This dry run is one that nobody remembers; what it may have left is listed in the overview of its connector. Run another one.'
  },
  'dry-run.no-deregistration': {
    http: 409,
    sentence:
      'There is no deregistration flow, so what the dry run registered stays at the service; remove it there, or choose such a flow.'
  },
  'listening.gone': {
    http: 404,
    sentence:
      'Nobody listens here any more, and what was heard is not kept; listen again, then have the service send.'
  },
  'alert-endpoint.gone': {
    http: 404,
    sentence: 'This address for alerts does not exist any more; go back to the list.'
  },
  'alert-endpoint.not-on': {
    http: 409,
    sentence: 'Nothing is sent to this address, since it is not on; switch it on first.'
  },
  'orphan.gone': { http: 404, sentence: 'This find does not exist; go back to the list.' },
  'orphan.closed': { http: 409, sentence: 'This find is closed already; nothing was changed.' },
  'orphan.not-removable': {
    http: 409,
    sentence:
      'It is not known how to remove this one: there is no Registration Data of it or no deregistration flow. Remove it at the service, then let it be here with a reason.'
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
  'reconciliation.timed-out': {
    http: 504,
    sentence:
      'The flow that lists registrations did not finish within {seconds} seconds; nothing was changed.'
  },
  'cleanup.closed': { http: 409, sentence: 'This cleanup entry is closed already; nothing was changed.' },

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
  'run.not-drawable': {
    http: 409,
    sentence:
      'The run cannot be drawn, since the version or the flow that it ran is not kept any more; look at its steps instead.'
  },
  'run.not-set-aside': {
    http: 409,
    sentence:
      'This run neither waits nor is parked any more, so nothing was changed; look at how it stands now.'
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
  'card.input-type': {
    http: 409,
    sentence:
      'The input “{field}” of the card “{card}” wants {wanted} but got {found}{place}; map another value or convert it first.'
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
  },

  'choices.failed': {
    http: 502,
    sentence:
      'The values of the dropdown could not be loaded, since the helper flow “{flow}” failed at “{card}”: {why}'
  },
  'choices.unreadable': {
    http: 502,
    sentence: 'The helper flow “{flow}” gave nothing that a dropdown can show: {what}'
  },
  'choices.timed-out': {
    http: 504,
    sentence:
      'The helper flow “{flow}” did not give the values of the dropdown within {seconds} seconds; look at its last card and whether the service answers.'
  },

  'http.status': {
    http: 502,
    sentence: '{method} {url} was answered with {status}: {body}'
  },
  'http.redirected': {
    http: 502,
    sentence:
      '{method} {url} was answered with {status}, a redirect to {location}; what may change something is not sent elsewhere, so it may not have been done. Write the address that it is to go to into the card, or switch off that the card fails on errors.'
  },
  'http.url': { http: 409, sentence: 'The URL “{url}” cannot be used: {why}' },
  'http.header': { http: 409, sentence: 'The header “{name}” cannot be sent: {why}' },
  'http.refused-address': {
    http: 403,
    sentence:
      'The address {host} is private, loopback or link-local, so the request was not sent; add {origin} to HOOKWRIGHT_OUTBOUND_ALLOW if it is meant.'
  },
  'http.no-answer': { http: 502, sentence: '{method} {url} got no answer: {why}' },
  'http.held': { http: 503, sentence: '{method} {url} was not sent, since {why}.' },
  'http.timed-out': { http: 504, sentence: '{method} {url} did not answer within {seconds} seconds.' },
  'http.answer-too-large': {
    http: 502,
    sentence: '{method} {url} answered with more than {bytes} bytes, so it was cut off.'
  },
  'http.not-json': {
    http: 502,
    sentence:
      '{method} {url} was answered with {contentType} instead of JSON; look at whether the URL is the one of the API.'
  },
  'http.host-not-allowed': {
    http: 403,
    sentence:
      'The credentials of this connection may not be sent to {host}; add the host to the allowed hosts of the connector or switch Authenticate off.'
  },

  'sample.no-practice': {
    http: 409,
    sentence:
      'The practice service does not run beside Hookwright, and the sample is made for it; start both with npm start, without HOOKWRIGHT_PRACTICE_PORT=off.'
  },
  'sample.name-taken': {
    http: 409,
    sentence:
      'A connector named “{name}” exists already and is not the sample; give it another name, then load the sample.'
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
  },

  'storage.failed': {
    http: 503,
    sentence: 'The data could not be written to disk: {why}. Nothing was accepted; try again.'
  },
  'storage.busy': {
    http: 500,
    sentence:
      'Another Hookwright process uses the data folder {folder}; stop it first, or choose another folder with HOOKWRIGHT_DATA.'
  },
  'storage.unwritable': {
    http: 500,
    sentence:
      'The data folder {folder} cannot be written ({why}); make it writable, or choose another folder with HOOKWRIGHT_DATA.'
  },
  'seal.key-missing': {
    http: 500,
    sentence:
      'The sealing key is missing although the data holds sealed secrets; put back {file} or set HOOKWRIGHT_SECRET_KEY to the key that was used.'
  },
  'seal.key-wrong': {
    http: 500,
    sentence:
      'A sealed secret cannot be opened with this sealing key; use the key with which it was sealed ({keyId}).'
  },
  'seal.broken': {
    http: 500,
    sentence: 'A sealed secret is damaged or was moved from where it belongs, so it cannot be opened.'
  },
  'environment.port-taken': {
    http: 500,
    sentence:
      'The server cannot listen on port {port} ({why}); stop what uses it, or choose another port with PORT.'
  },
  'environment.invalid': { http: 500, sentence: 'The environment is not right: {what}' }
} as const satisfies Record<string, FaultRow>
