import type { FaultRow } from './fault-row.ts'

/** Faults of connectors, their versions and their connections. */
export const connectorFaults = {
  'connector.gone': {
    http: 404,
    sentence: 'This connector does not exist or was deleted. Choose another one from the list of connectors.'
  },
  'connector.name-taken': {
    http: 409,
    sentence: 'A connector named “{name}” already exists. Choose another name.'
  },
  'connector.in-bin': {
    http: 409,
    sentence:
      'Nothing was changed because the connector with the key “{key}” is in the recycle bin. Restore it, or delete it permanently there, then try again.'
  },
  'connector.in-use': {
    http: 409,
    sentence:
      'This connector is used by flows that are on (count: {count}). Turn them off first, then delete the connector.'
  },

  'gallery.unknown': {
    http: 404,
    sentence:
      'The gallery of this version has no connector “{key}”. Reload the gallery, then choose another one.'
  },
  'gallery.damaged': {
    http: 409,
    sentence:
      'The connector “{key}” of the gallery cannot be used because its files are damaged. {what} Install Hookwright again.'
  },
  'gallery.not-followed': {
    http: 409,
    sentence:
      'This connector gets no updates from the gallery, so there is nothing to compare. Install the connector from the gallery to get its updates.'
  },
  'files.refused': {
    http: 400,
    sentence: 'The files were not imported, and nothing was changed. {what}'
  },
  'files.not-written': {
    http: 409,
    sentence: 'The files were not written. {what}'
  },
  'files.stale': {
    http: 409,
    sentence:
      'Something has changed since the preview, so nothing was imported. Check the new preview, then import again.'
  },

  'openapi.unreadable': {
    http: 400,
    sentence: 'The document “{name}” cannot be imported. {why}'
  },
  'openapi.too-large': {
    http: 413,
    sentence:
      'The document was not read because it has more than {limit}. Split it, or remove descriptions and examples.'
  },
  'openapi.document-gone': {
    http: 404,
    sentence:
      'The server no longer has the OpenAPI documents. Add them again, then choose the actions and events again.'
  },
  'openapi.part-gone': {
    http: 400,
    sentence:
      'The documents have no “{part}”. Add the documents again, then choose the actions and events again.'
  },
  'openapi.nothing-chosen': {
    http: 400,
    sentence: 'Nothing is chosen to import. Choose at least one action or event.'
  },
  'openapi.too-many': {
    http: 400,
    sentence:
      '{count} actions and events are chosen, but at most {most} can be imported at once. Choose fewer, and import the rest later.'
  },

  'plan.stale': {
    http: 409,
    sentence:
      'Nothing was deployed because the files or the installation have changed since the plan. Make a new plan, check it, then apply it.'
  },
  'plan.up-to-date': {
    http: 409,
    sentence: 'Nothing was deployed because version {number} already matches the files.'
  },

  'version.gone': {
    http: 404,
    sentence: 'This version does not exist. Choose another one from the list.'
  },
  'version.has-problems': {
    http: 409,
    sentence: 'A version cannot be created from this connector yet: {what}'
  },
  'version.not-deployed': {
    http: 409,
    sentence:
      'The connector “{name}” has no deployed version, so its cards cannot be used. Deploy a version first.'
  },

  'connection.gone': {
    http: 404,
    sentence: 'This connection does not exist or was deleted. Choose another connection.'
  },
  'connection.not-shared': {
    http: 403,
    sentence:
      'The connection “{name}” is not shared with the owner of the flow. Choose another connection, or ask its owner to share it.'
  },
  'connection.owner-removed': {
    http: 409,
    sentence:
      'The owner of the connection “{name}” was removed. Choose another connection, or ask an admin to hand it over.'
  },
  'connection.viewer-owner': {
    http: 409,
    sentence: 'A viewer cannot own connections. Choose a member with another role.'
  },
  'connection.incomplete': {
    http: 400,
    sentence: 'The connection has no value for “{label}”. Fill it in, or choose another connection.'
  },
  'connection.unknown-value': {
    http: 400,
    sentence: 'The connector has no connection field “{field}”. Remove its value from the connection.'
  },
  'connection.line-break': {
    http: 400,
    sentence:
      'The value of “{label}” contains line breaks, so it cannot be sent with requests. Remove the line breaks.'
  },
  'connection.same-key': {
    http: 409,
    sentence:
      'The fields “{label}” and “{other}” hold the same key, so a signed handshake response could be used to forge an event. Use a different key in one of them.'
  },
  'connection.in-use': {
    http: 409,
    sentence: 'This connection is used by {users}. Choose another connection there first, then delete it.'
  },
  'connection.needed': {
    http: 409,
    sentence:
      'This connection is still needed for {what}. Wait until that has finished, then delete the connection.'
  },
  'connection.no-token': {
    http: 502,
    sentence:
      'The service returned no access token at {url}: {why} Check the values of the connection, and the token URL and scope of the connector.'
  },
  'connection.key-unusable': {
    http: 400,
    sentence:
      'The private key of the connection cannot sign with {algorithm}. Enter the whole key as PEM, with its BEGIN and END lines.'
  },
  'connection.sign-in-needed': {
    http: 409,
    sentence: 'The connection is not signed in at its service{why}. Open the connection and sign in.'
  },
  'connection.authorization-lost': {
    http: 409,
    sentence:
      'The connection lost its authorization at the service. {why} Open the connection and reconnect it.'
  },
  'connection.scopes-missing': {
    http: 409,
    sentence:
      'The service refused the request because the sign-in of the connection did not include access to {scopes}. Open the connection and reconnect it to request this access.'
  },
  'connection.scopes-refused': {
    http: 403,
    sentence:
      'The service refused the request because access to {scopes} was requested at sign-in but not granted. Reconnect the connection and allow the access, or ask for it at the service.'
  },
  'connection.config-failed': {
    http: 409,
    sentence:
      'The value of “{label}” could not be determined: {why} Check the values that you entered, then try again.'
  },
  'connection.method-gone': {
    http: 409,
    sentence:
      'The connection uses an authentication method that this version of its connector does not have. Enter the values of another method, or choose another connection.'
  },
  'connection.unknown-method': {
    http: 400,
    sentence: 'The connector does not have this authentication method. Choose one from the list.'
  },
  'connection.unknown-scope': {
    http: 400,
    sentence: 'The connector offers no scope “{scope}”. Remove it from the connection.'
  },
  'connection.not-revoked': {
    http: 502,
    sentence: 'The service did not revoke the access: {why} Remove the access at the service.'
  },
  'connection.revoke-timed-out': {
    http: 504,
    sentence: 'The Revoke flow did not end within {seconds} seconds. Remove the access at the service.'
  },
  'connector.no-client': {
    http: 409,
    sentence:
      'The client ID or client secret of the connector is missing. Enter both in the authentication of the connector.'
  },
  'connector.no-code-grant': {
    http: 409,
    sentence:
      'This connector does not support sign-in at the service. Enter the values of the connection instead.'
  },

  'connector.too-many-clients': {
    http: 409,
    sentence:
      'This connector already holds the secrets of {most} client IDs, which is the limit. Delete a secret that is no longer used, then save this one.'
  },

  'oauth.unknown-state': {
    http: 400,
    sentence:
      'This sign-in was not started from this Hookwright installation, or it is too old. Open the connection and start the sign-in again.'
  },
  'oauth.used-state': {
    http: 409,
    sentence: 'This sign-in was already completed. Open the connection to see its status.'
  },
  'oauth.expired-state': {
    http: 410,
    sentence:
      'The sign-in took longer than {minutes} minutes and has expired. Open the connection and start it again.'
  },
  'oauth.other-session': {
    http: 403,
    sentence:
      'This sign-in was started in another browser or session. Start it again from the connection in this browser.'
  },
  'oauth.other-address': {
    http: 409,
    sentence:
      'After the sign-in the service returns to {publicUrl}, but this page was opened at {address}. Open Hookwright at {publicUrl} and start the sign-in there.'
  },
  'oauth.other-connector': {
    http: 400,
    sentence:
      'The service returned to another redirect URL than that of this sign-in. Register {redirectUrl} at the service, then start the sign-in again.'
  },
  'oauth.wrong-issuer': {
    http: 400,
    sentence:
      'The response came from the issuer {given} instead of {expected} and was rejected. Check the issuer of the connector, then start the sign-in again.'
  },
  'oauth.not-found': {
    http: 502,
    sentence:
      'The sign-in settings of {server} could not be found: {why} Check the address, or ask the operator of the server which kind of sign-in it supports.'
  },
  'oauth.not-registered': {
    http: 502,
    sentence:
      'The authorization server {server} did not accept Hookwright as a client: {why} Use a token or an API key of the service instead, or ask its operator to allow the registration of clients.'
  },
  'oauth.refused': {
    http: 400,
    sentence: 'The service refused the sign-in: {why} Start it again from the connection.'
  },
  'oauth.no-code': {
    http: 400,
    sentence:
      'The service returned without an authorization code. Check the authorize URL of the connector, then start the sign-in again.'
  },
  'oauth.code-refused': {
    http: 400,
    sentence:
      'The service did not accept the authorization code: {why} Start the sign-in again from the connection.'
  },

  'connection.no-authping': {
    http: 409,
    sentence:
      'The connector has no _authping flow, so connections cannot be tested. Create a flow that starts with Authping.'
  }
} as const satisfies Record<string, FaultRow>
