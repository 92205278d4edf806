import type { FaultRow } from './fault-row.ts'

/** Faults of connectors, their versions and their connections. */
export const connectorFaults = {
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

  'version.gone': {
    http: 404,
    sentence: 'This version does not exist; choose one from the list of versions.'
  },
  'version.has-problems': { http: 409, sentence: 'The connector cannot become a version yet: {what}' },
  'version.not-deployed': {
    http: 409,
    sentence: 'The connector “{name}” has no deployed version, so its cards cannot be used; deploy one first.'
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
  'connection.line-break': {
    http: 400,
    sentence:
      'The value of “{label}” is sent with requests and has more than one line; remove the line breaks.'
  },
  'connection.same-key': {
    http: 409,
    sentence:
      'The fields “{label}” and “{other}” hold the same key, so a handshake of the connector would sign what could pass as an event; use another key in one of them.'
  },
  'connection.in-use': {
    http: 409,
    sentence: 'This connection is used by {users}; choose another connection there first, then delete it.'
  },
  'connection.needed': {
    http: 409,
    sentence:
      'This connection is still needed for {what}. Wait until that has ended, or end it, then delete the connection.'
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
  }
} as const satisfies Record<string, FaultRow>
