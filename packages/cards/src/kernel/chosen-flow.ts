import { Fault } from '@hookwright/model'
import type { CallConfig } from './called-flow.ts'

/** The id of the flow that a card runs. Throws `helper.gone` where none was chosen. */
export const chosenFlow = ({ flowId }: CallConfig, card: string): string => {
  if (flowId === null) throw new Fault('helper.gone', { card })
  return flowId
}
