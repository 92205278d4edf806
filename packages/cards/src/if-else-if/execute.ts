import type { CardExecutor } from '@hookwright/engine'
import { Fault } from '@hookwright/model'
import { holds } from '../if-else/compare.ts'
import { Operator } from '../kernel/operator.ts'
import type { IfElseIfConfig } from './card.ts'
import { caseIds, OTHERWISE } from './case-ids.ts'

/** Runs the block of the first case that holds. Throws `card.config` for a comparison that there is not. */
export const execute: CardExecutor<IfElseIfConfig> = ({ config, inputs, name, runBlock }) => {
  const first = config.cases.find(({ id, label }) => {
    const ids = caseIds(id)
    const operator = Operator.safeParse(inputs[ids.operator])
    if (!operator.success) {
      const what = `The comparison of “${label}” is not one of those offered; choose it again.`
      throw new Fault('card.config', { card: name, what })
    }
    return holds(operator.data, inputs[ids.left], inputs[ids.right])
  })
  return runBlock(first?.id ?? OTHERWISE)
}
