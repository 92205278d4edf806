import { z } from 'zod'
import type { FaultData } from '../kernel/fault.ts'
import { FieldId, Id } from '../kernel/ids.ts'
import { Millis } from '../kernel/millis.ts'
import type { Authentication, ConnectionField } from './authentication.ts'
import type { Scope } from './code-grant.ts'
import { type Method, methodsOf } from './methods.ts'

/** A connection's values by field id, as entered; sealed wherever they are kept. */
export const ConnectionValues = z.record(FieldId, z.string().max(20_000))
export type ConnectionValues = z.infer<typeof ConnectionValues>

export const ConnectionPurpose = z.enum(['test', 'user'])
export type ConnectionPurpose = z.infer<typeof ConnectionPurpose>

/** An account at a connector's service. The values stay sealed; here it says only which are set. */
export const Connection = z.strictObject({
  id: Id,
  connectorId: Id,
  purpose: ConnectionPurpose,
  ownerId: z.string(),
  /** Authentication method of the connector that it uses. */
  methodId: z.string(),
  name: z.string().trim().min(1).max(100),
  createdAt: Millis
})
export type Connection = z.infer<typeof Connection>

/** The result of the last ping with a connection's present values. */
export interface ConnectionCheck {
  at: Millis
  /** Null when the service answered as it should. */
  fault: FaultData | null
}

/** Sign-in of a connection at its service; null for a connection that never signed in. */
export type ConnectionAuthorization =
  | {
      is: 'signed-in'
      at: Millis
      /** End of an access that cannot be refreshed, so that somebody has to sign in again before. */
      endsAt?: Millis
    }
  /** The service refused the tokens, so that somebody has to sign in again. `why` is a sentence. */
  | { is: 'lost'; at: Millis; why: string }

/** Result of revoking a connection at its service. `why` is a sentence; `none` when nothing was there to revoke. */
export type Revocation = { is: 'revoked' } | { is: 'refused'; why: string } | { is: 'none' }

/** Parts of the form of a connection with one method. */
export interface MethodForm {
  id: string
  /** Null for a method without a name, such as the only one of a connector. */
  name: string | null
  kind: Authentication['kind']
  fields: ConnectionField[]
  /** Scopes that the connection may select. */
  scopes: Scope[]
  /** True where a sign-in at the service follows the form. */
  signsIn: boolean
}

/** Form of a connection: its methods, of which one is chosen where there are several. */
export type ConnectionForm = [MethodForm, ...MethodForm[]]

/** Returns the form of a connection with one method. */
export const methodFormOf = ({ id, name, kind, fields, code }: Method): MethodForm => ({
  id,
  name: name ?? null,
  kind,
  // Configuration values that are hidden do not leave the server.
  fields: fields.filter(({ source }) => source === undefined || source.shown),
  scopes: (code?.scopes ?? []).filter(({ use }) => use !== 'fixed'),
  signsIn: code !== undefined
})

/** Returns the form of a connection with an authentication. */
export const connectionFormOf = (authentication: Authentication): ConnectionForm => {
  const [first, ...others] = methodsOf(authentication)
  return [methodFormOf(first), ...others.map(methodFormOf)]
}

/** Values of a connection together with the fixed configuration values of its method. */
export const withFixedValues = (
  { fields }: Pick<Authentication, 'fields'>,
  values: ConnectionValues
): ConnectionValues => ({
  ...values,
  ...Object.fromEntries(
    fields.flatMap(({ id, source }) => (source?.from === 'fixed' ? [[id, source.value] as const] : []))
  )
})
