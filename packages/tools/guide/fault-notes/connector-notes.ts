import type { FaultNote } from './fault-note.ts'

/** Notes on faults of connectors, versions, files and connections. */
export const connectorNotes: Record<string, FaultNote> = {
  'connector.gone': { why: 'It was deleted. Deleted connectors stay in the recycle bin for 30 days.' },
  'connector.name-taken': { why: 'Names of connectors are unique in an installation.' },
  'connector.in-bin': {
    why: 'The files have the key of a connector that was deleted. An import neither restores it nor makes a second one.'
  },
  'connector.in-use': { why: 'Deleting it would leave registrations at the service that nobody removes.' },
  'gallery.unknown': {
    why: 'The connector was removed from the gallery, or belongs to another version of Hookwright.'
  },
  'gallery.damaged': { why: 'A file of the installation was changed or is missing.' },
  'gallery.not-followed': {
    why: 'It is a fork, or was made here. Only a connector that was installed from the gallery follows it.'
  },
  'openapi.unreadable': {
    why: 'The file is not OpenAPI 2.0, 3.0 or 3.1 in JSON or YAML, or refers to other files, which are not fetched.',
    fix: 'Do what the message says, or export the document from the service again.'
  },
  'openapi.too-large': { why: 'The size of a document is limited, since reading it takes memory.' },
  'openapi.document-gone': { why: 'Documents are kept for the time of an import only.' },
  'openapi.part-gone': { why: 'Another document was added, or one was removed, after the choice was made.' },
  'openapi.nothing-chosen': { why: 'An import makes what is chosen, and nothing was.' },
  'openapi.too-many': {
    why: 'Each of them becomes a flow, and a connector with hundreds of flows is hard to use.'
  },
  'files.refused': {
    why: 'The archive or folder has something that cannot be imported: a newer format, an unknown key, a missing reference, or a secret. The message names file and line.',
    fix: 'Correct what the message names, then import again. [Connectors as files](../connector-files.md#what-is-refused) lists what is refused.'
  },
  'files.not-written': {
    why: 'The connector or flow holds something that files cannot express, or a secret that must not be written.',
    fix: 'Change what the message names, then export again.'
  },
  'files.stale': { why: 'Somebody saved one of the flows between the preview and the import.' },
  'plan.stale': {
    why: 'A plan is done exactly or not at all. Somebody saved a draft, deployed, or turned a flow on or off after it was made.'
  },
  'plan.up-to-date': {
    why: 'The files and the deployed version have the same content.',
    fix: 'Nothing is left to do.'
  },
  'version.gone': { why: 'The version was never made, or its connector was deleted.' },
  'version.has-problems': {
    why: 'A version is frozen and may be used by others, so it must be complete. The message names the first problem.',
    fix: 'Open the tab Deployment and press Validate; each problem links to its field.'
  },
  'version.not-deployed': { why: 'Users only see the cards of a deployed version.' },
  'connection.gone': {
    why: 'It was deleted, or the file or plan names a connection that this installation does not have.'
  },
  'connection.not-shared': {
    why: 'A flow acts with the rights of its owner, who may not use this connection.'
  },
  'connection.owner-removed': {
    why: 'Nobody is responsible for its credentials any longer, so flows that use it are on hold.'
  },
  'connection.viewer-owner': { why: 'Viewers read only and have no connections.' },
  'connection.incomplete': { why: 'The connector declares the field as required.' },
  'connection.unknown-value': { why: 'The field was removed from the authentication of the connector.' },
  'connection.line-break': {
    why: 'Credentials are sent in a header, which cannot contain line breaks. They often come from copying.'
  },
  'connection.same-key': {
    why: 'Answering a signed handshake proves the key to anyone who asks. If the same key also signs events, such an answer could be replayed as an event.'
  },
  'connection.in-use': { why: 'Cards or connectors use it.' },
  'connection.needed': { why: 'A registration, its removal or a run still needs its credentials.' },
  'connection.no-token': {
    why: 'The service answered the request for an access token with an error, or without a token. Client ID, secret, scope or token URL are wrong, or the service is down.'
  },
  'connection.key-unusable': {
    why: 'The text is not a private key, is incomplete, or is one for another algorithm.'
  },
  'connection.sign-in-needed': {
    why: 'The connection was created but nobody signed in, or the sign-in was stopped.'
  },
  'connection.authorization-lost': {
    why: 'The service no longer accepts the refresh token: access was revoked there, the password was changed, or the token was unused for too long. Flows that use the connection are blocked until it is connected again.'
  },
  'connection.scopes-missing': {
    why: 'The service answered 403 and named scopes (permissions) that nobody had requested for the connection. Reconnecting requests them besides those of before.'
  },
  'connection.scopes-refused': {
    why: 'The scopes (permissions) that the service named were requested already, so reconnecting is not suggested again and again. The person did not allow them, or the account lacks the rights.'
  },
  'connection.config-failed': {
    why: 'A value of the connection comes from a helper flow or a token, and that failed.'
  },
  'connection.method-gone': {
    why: 'The connector was deployed without the method that the connection uses.'
  },
  'connection.unknown-method': { why: 'A program sent the id of a method that the connector does not have.' },
  'connection.unknown-scope': { why: 'Only scopes that the connector offers can be chosen.' },
  'connection.not-revoked': {
    why: 'Hookwright asked the service to revoke the access and got an error. A connection that was deleted is gone here all the same.'
  },
  'connection.revoke-timed-out': { why: 'The service answered too slowly, or a card of the flow waits.' },
  'connector.no-client': {
    why: 'OAuth needs a client (app) that you register at the service once. See [OAuth](oauth.md).'
  },
  'connector.no-code-grant': { why: 'The authentication of the connector is not OAuth with a sign-in page.' },
  'connector.too-many-clients': {
    why: 'Secrets of earlier client IDs are kept for connections that still use them, up to a limit.'
  },
  'oauth.unknown-state': {
    why: 'The return from the service does not belong to a sign-in that this installation knows.'
  },
  'oauth.used-state': { why: 'The return page was loaded a second time.' },
  'oauth.expired-state': { why: 'A sign-in must be finished soon after it was started.' },
  'oauth.other-session': {
    why: 'This protects against links that sign you in to an account of somebody else.'
  },
  'oauth.other-address': {
    why: 'The service returns to `HOOKWRIGHT_PUBLIC_URL`, where another address has no session.'
  },
  'oauth.other-connector': {
    why: 'Each connector has a redirect URL of its own, and each authorization server that was found as well.'
  },
  'oauth.wrong-issuer': { why: 'The answer names another authorization server than the connector expects.' },
  'oauth.not-found': {
    why: 'The service says nothing about its sign-in that Hookwright could use: metadata are missing, wrong, or without HTTPS or PKCE. See [OAuth](oauth.md#sign-ins-that-are-found).'
  },
  'oauth.not-registered': {
    why: 'The server takes only clients that its operator has registered, or refused this one. HTTPS is usually needed at `HOOKWRIGHT_PUBLIC_URL`.'
  },
  'oauth.refused': {
    why: 'The person declined, or the service does not accept the client, the scope or the redirect URL.'
  },
  'oauth.no-code': {
    why: 'The address to which the browser was sent is not that of an authorization server, or is wrong in part.'
  },
  'oauth.code-refused': {
    why: 'The code is older than the service allows, or client ID, secret or redirect URL are not those registered.'
  },
  'connection.no-authping': { why: 'A ping runs the connector’s flow `_authping`.' }
}
