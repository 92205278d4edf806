import { connectionFieldId } from '@hookwright/engine'
import {
  ACCESS_TOKEN,
  type ConnectionValues,
  connectionFieldsOf,
  type Method,
  methodOf,
  methodsOf,
  withFixedValues
} from '@hookwright/model'
import type { ConnectorContent, ConnectorTest } from '@hookwright/model/files'

/** Connection to a service, as used by a test run. */
export interface TestConnection {
  method: Method
  values: ConnectionValues
  /** Values of the connection, which every start card of the connector outputs. */
  everywhere: Record<string, string>
}

/** Opens the connection that a test describes, or returns the reason why that is not possible. */
export const openTestConnection = (
  { authentication }: Pick<ConnectorContent, 'authentication'>,
  { connection }: Pick<ConnectorTest, 'connection'>
): TestConnection | string => {
  const id = connection?.method
  const method = id === undefined ? methodsOf(authentication)[0] : methodOf(authentication, id)
  if (method === null)
    return `The connector has no authentication method “${id}”. Change “connection.method” in the test.`
  const named = connection?.values ?? {}
  const known = new Set(method.fields.map(field => field.id))
  const stranger = Object.keys(named).find(field => !known.has(field))
  if (stranger !== undefined)
    return `The connection has no field “${stranger}”. Its fields are: ${[...known].join(', ') || 'none'}.`
  const values = withFixedValues(method, named)
  const token = connection?.accessToken
  return {
    method,
    values: token === undefined ? values : { ...values, [ACCESS_TOKEN]: token },
    everywhere: Object.fromEntries(
      connectionFieldsOf(authentication).map(field => [connectionFieldId(field.id), values[field.id] ?? ''])
    )
  }
}
