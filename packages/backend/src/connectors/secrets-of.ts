import type { Authentication, ConnectionValues } from '@hookwright/model'

/** Values of password fields: what must never show in a trace. */
export const secretsOf = (authentication: Authentication, values: ConnectionValues): string[] =>
  authentication.fields
    .filter(field => field.entry === 'password')
    .map(field => values[field.id] ?? '')
    .filter(value => value !== '')
