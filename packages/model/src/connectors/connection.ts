import { z } from 'zod'
import type { FaultData } from '../kernel/fault.ts'
import { FieldId, Id } from '../kernel/ids.ts'
import { Millis } from '../kernel/millis.ts'
import type { Authentication, ConnectionField } from './authentication.ts'
import type { Scope } from './code-grant.ts'
import { lacksClientId, type Method, methodsOf } from './methods.ts'

/** Values of a connection by field id, as entered. They are sealed in storage. */
export const ConnectionValues = z.record(FieldId, z.string().max(20_000))
export type ConnectionValues = z.infer<typeof ConnectionValues>

export const ConnectionPurpose = z.enum(['test', 'user'])
export type ConnectionPurpose = z.infer<typeof ConnectionPurpose>

/**
 * Account at a connector's service. Its values stay sealed; it only contains which of them are set.
 */
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

/** Result of the last ping, or last successful call, with a connection's current values. */
export interface ConnectionCheck {
  at: Millis
  /** Fault of a ping; null for a success. */
  fault: FaultData | null
}

/** Sign-in of a connection at its service; null for a connection that never signed in. */
export type ConnectionAuthorization =
  | {
      is: 'signed-in'
      at: Millis
      /** End of an access that cannot be refreshed, so that somebody has to sign in again before. */
      endsAt?: Millis
      /** Scopes that the service has asked for since, separated by spaces. The next sign-in requests them. */
      lacks?: string
    }
  /**
   * Authorization refused by the service, so that somebody must sign in again. `why` is a sentence.
   */
  | { is: 'lost'; at: Millis; why: string }

/**
 * Result of revoking a connection at its service. `why` is a sentence; `none` when there was
 * nothing to revoke.
 */
export type Revocation = { is: 'revoked' } | { is: 'refused'; why: string } | { is: 'none' }

/** Parts of the form of a connection with one method. */
export interface MethodForm {
  id: string
  /** Name of the method; null for one without a name, such as the only one of a connector. */
  name: string | null
  kind: Authentication['kind']
  fields: ConnectionField[]
  /** Scopes that the connection may select. */
  scopes: Scope[]
  /** True where a sign-in at the service follows the form. */
  signsIn: boolean
  /** Set where nobody can sign in, since the maker of the connector has not entered its client ID. */
  lacksClient?: true
}

/** Form of a connection: its methods, from which a person chooses if there are several. */
export type ConnectionForm = [MethodForm, ...MethodForm[]]

/** Returns the form of a connection with one method. */
export const methodFormOf = ({ id, name, kind, fields, code }: Method): MethodForm => ({
  id,
  name: name ?? null,
  kind,
  // Configuration values that are hidden do not leave the server.
  fields: fields.filter(({ source }) => source === undefined || source.shown),
  scopes: (code?.scopes ?? []).filter(({ use }) => use !== 'fixed'),
  signsIn: code !== undefined,
  ...(lacksClientId({ code }) && { lacksClient: true as const })
})

/** Returns the form of a connection with an authentication. */
export const connectionFormOf = (authentication: Authentication): ConnectionForm => {
  const [first, ...others] = methodsOf(authentication)
  return [methodFormOf(first), ...others.map(methodFormOf)]
}

/**
 * Returns the values of a connection together with the fixed configuration values of its method.
 */
export const withFixedValues = (
  { fields }: Pick<Authentication, 'fields'>,
  values: ConnectionValues
): ConnectionValues => ({
  ...values,
  ...Object.fromEntries(
    fields.flatMap(({ id, source }) => (source?.from === 'fixed' ? [[id, source.value] as const] : []))
  )
})
