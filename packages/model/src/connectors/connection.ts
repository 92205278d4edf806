import { z } from 'zod'
import type { FaultData } from '../kernel/fault.ts'
import { FieldId, Id } from '../kernel/ids.ts'
import { Millis } from '../kernel/millis.ts'
import type { Authentication, ConnectionField } from './authentication.ts'
import type { Scope } from './code-grant.ts'
import { lacksClientId, type Method, methodsOf } from './methods.ts'

/** Values of a connection by field id, as entered. They are encrypted in storage. */
export const ConnectionValues = z.record(FieldId, z.string().max(20_000))
export type ConnectionValues = z.infer<typeof ConnectionValues>

export const ConnectionPurpose = z.enum(['test', 'user'])
export type ConnectionPurpose = z.infer<typeof ConnectionPurpose>

/**
 * Connection: a user's account at a connector's service. The entered values are stored encrypted and are not
 * part of it.
 */
export const Connection = z.strictObject({
  id: Id,
  connectorId: Id,
  purpose: ConnectionPurpose,
  ownerId: z.string(),
  /** Id of the authentication method that the connection uses. */
  methodId: z.string(),
  name: z.string().trim().min(1).max(100),
  createdAt: Millis
})
export type Connection = z.infer<typeof Connection>

/** Result of the last check of a connection with its current values: a ping, or a successful call. */
export interface ConnectionCheck {
  at: Millis
  /** Fault of a failed ping; null for a success. */
  fault: FaultData | null
}

/** Sign-in state of a connection at its service; null for a connection without a sign-in. */
export type ConnectionAuthorization =
  | {
      is: 'signed-in'
      at: Millis
      /** End of an authorization that cannot be refreshed. Somebody must sign in again before this time. */
      endsAt?: Millis
      /**
       * Missing scopes that the service has demanded since the sign-in, separated by spaces. The next sign-in
       * requests them.
       */
      lacks?: string
    }
  /** Authorization that the service has refused. Somebody must sign in again. `why` is a sentence. */
  | { is: 'lost'; at: Millis; why: string }

/**
 * Result of revoking a connection at its service. `why` is a sentence. `none` means that there was nothing to
 * revoke.
 */
export type Revocation = { is: 'revoked' } | { is: 'refused'; why: string } | { is: 'none' }

/** Connection form for one authentication method. */
export interface MethodForm {
  id: string
  /** Name of the method; null for a method without a name, such as the only method of a connector. */
  name: string | null
  kind: Authentication['kind']
  fields: ConnectionField[]
  /** Scopes that can be selected for the connection. */
  scopes: Scope[]
  /** True if the form is followed by a sign-in at the service. */
  signsIn: boolean
  /** Set if nobody can sign in, because the connector's maker has not entered a client ID. */
  lacksClient?: true
}

/** Connection form with one or more methods to choose from. */
export type ConnectionForm = [MethodForm, ...MethodForm[]]

/** Returns the connection form for one method. */
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

/** Returns the connection form for an authentication. */
export const connectionFormOf = (authentication: Authentication): ConnectionForm => {
  const [first, ...others] = methodsOf(authentication)
  return [methodFormOf(first), ...others.map(methodFormOf)]
}

/** Returns the values of a connection, completed with the fixed configuration values of its method. */
export const withFixedValues = (
  { fields }: Pick<Authentication, 'fields'>,
  values: ConnectionValues
): ConnectionValues => ({
  ...values,
  ...Object.fromEntries(
    fields.flatMap(({ id, source }) => (source?.from === 'fixed' ? [[id, source.value] as const] : []))
  )
})
