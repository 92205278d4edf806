import { problemsOfHandshake } from './handshake-problems.ts'
import type { ReceivingContext, ReceivingProblem } from './problem.ts'
import type { Receiving } from './receiving.ts'
import { problemsOfScheme } from './scheme-problems.ts'
import { problemsOfConditions, problemsOfText } from './text-problems.ts'

const problemsOfIds = ({ verify, handshake }: Receiving): ReceivingProblem[] => {
  const seen = new Set<string>()
  return [
    ...verify.map(({ id }, index) => ({ id, path: ['verify', index] })),
    ...handshake.map(({ id }, index) => ({ id, path: ['handshake', index] }))
  ].flatMap(({ id, path }) => {
    const known = seen.has(id)
    seen.add(id)
    return known
      ? [{ path, message: 'Two rules have the same id. Remove one of them and add it again.' }]
      : []
  })
}

/**
 * Returns the problems that must be fixed before the rules can be deployed; empty if there are none. Pure, so
 * the form and the deployment find the same problems.
 */
export const problemsOfReceiving = (
  receiving: Receiving,
  around: ReceivingContext = {}
): ReceivingProblem[] => [
  ...problemsOfIds(receiving),
  ...receiving.verify.flatMap((scheme, index) =>
    problemsOfScheme(scheme, ['verify', index], receiving, around)
  ),
  ...receiving.handshake.flatMap((rule, index) =>
    problemsOfHandshake(rule, ['handshake', index], receiving, around)
  ),
  ...problemsOfText(receiving.deliveryId, ['deliveryId'], 'event'),
  ...problemsOfText(receiving.recordId, ['recordId'], 'record'),
  ...(receiving.order.mode !== 'serial-per-key'
    ? []
    : receiving.order.key === ''
      ? [{ path: ['order', 'key'], message: 'Enter the order key of deliveries, such as {json.id}.' }]
      : problemsOfText(receiving.order.key, ['order', 'key'], 'event')),
  ...receiving.filter.flatMap(({ when, why }, index) => [
    ...problemsOfConditions(when, ['filter', index, 'when']),
    ...(why.trim() === ''
      ? [
          {
            path: ['filter', index, 'why'],
            message:
              'Enter the reason why these requests do not start the flow. It is shown with each of them.'
          }
        ]
      : [])
  ])
]
