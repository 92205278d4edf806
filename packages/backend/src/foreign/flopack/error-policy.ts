import type { JsonObject } from '@hookwright/model'
import { type FloCard, innerFlowOf } from './read-flopack.ts'

const secondsOf = (delay: unknown): number => {
  const first = Array.isArray(delay) ? delay[0] : delay
  const seconds = Math.round(Number(first) / 1_000)
  return Number.isFinite(seconds) && seconds >= 1 ? Math.min(seconds, 43_200) : 60
}

/**
 * Returns the error handling of a card: its retries and the action after the last one. Includes a remark
 * about differences; empty for a card that stops the flow without a retry.
 */
export const errorPolicyOf = (
  { node }: FloCard,
  handlesErrors: boolean,
  flowIdOf: (id: string) => string | undefined
): { onError?: JsonObject; remark?: string } => {
  const policy = Object(node.model.policy?.error)
  const { type } = policy
  const times = Math.min(10, Math.trunc(Number(policy.retry) || 0))
  if (innerFlowOf(policy.flo) !== null || (type !== 'return' && type !== 'flo' && times < 1)) return {}
  if (!handlesErrors)
    return {
      remark: 'This kind of card has no error handling in Hookwright. Put the card into If Error.'
    }
  const retry =
    times < 1 ? {} : { retry: { times, delaySeconds: secondsOf(policy.delay), on: { kind: 'temporary' } } }
  if (type === 'return') {
    const remark =
      'After an error, the flow continues with empty outputs in Hookwright. The original flow ended, so check the next cards.'
    return { onError: { ...retry, after: { kind: 'continue', values: {} } }, remark }
  }
  if (type !== 'flo') return { onError: { ...retry, after: { kind: 'stop' } } }
  const flowId = flowIdOf(String(policy.flo))
  if (flowId === undefined)
    return {
      remark: 'The flow that handles the errors of this card is not in the file. Choose another flow.'
    }
  return { onError: { ...retry, after: { kind: 'helper', flowId } } }
}
