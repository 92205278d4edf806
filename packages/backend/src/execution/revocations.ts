import { Fault, type Id, type Millis, type Revocation, SECOND, toFault } from '@hookwright/model'
import { runSystemFlow, type SystemFlowParts } from './run-system-flow.ts'

/** Revocation of connections at their services. */
export interface Revocations {
  /**
   * Runs the connector's Revoke flow with a connection, then revokes its tokens. Deletes the tokens on
   * success. The result contains failures of the service. Throws `connection.gone`.
   */
  revoke: (connectionId: Id) => Promise<Revocation>
  /**
   * Revokes and deletes a connection. Deletes it even if the service refuses the revocation. Throws
   * `connection.gone`, `connection.in-use`, `connection.needed`.
   */
  remove: (connectionId: Id) => Promise<Revocation>
}

/**
 * Fault codes of a connection whose connector is gone or not deployed. It has no Revoke flow, so nothing is
 * revoked.
 */
const nothingToRevoke = ['version.not-deployed', 'connector.gone']

export const createRevocations = (parts: SystemFlowParts & { limit: Millis }): Revocations => {
  const { connections, limit } = parts

  /**
   * Runs the Revoke flow. Returns true on success, or false if there is no such flow. Throws
   * `connection.not-revoked`.
   */
  const runRevokeFlow = async (connectionId: Id): Promise<boolean> => {
    const late = new Fault('connection.revoke-timed-out', { seconds: limit / SECOND })
    const connection = await connections.get(connectionId)
    const run = await runSystemFlow(parts, 'revoke', connection, { time: limit, late })
    if (run === null) return false
    const { status } = run
    if (status.is !== 'failed') return true
    throw new Fault('connection.not-revoked', { why: `the Revoke flow failed. ${status.fault.message}` })
  }

  const revoke = async (connectionId: Id): Promise<Revocation> => {
    await connections.get(connectionId)
    try {
      const byFlow = await runRevokeFlow(connectionId)
      const byToken = await connections.revokeTokens(connectionId)
      if (!byFlow && !byToken) return { is: 'none' }
      await connections.signOut(connectionId)
      return { is: 'revoked' }
    } catch (thrown) {
      const fault = toFault(thrown)
      return nothingToRevoke.includes(fault.code) ? { is: 'none' } : { is: 'refused', why: fault.message }
    }
  }

  return {
    revoke,
    remove: async connectionId => {
      await connections.mustBeUnused(connectionId)
      const revocation = await revoke(connectionId)
      await connections.remove(connectionId)
      return revocation
    }
  }
}
