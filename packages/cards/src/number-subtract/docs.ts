import type { CardDocs } from '@hookwright/engine'
import { numberHelp } from '../number/number-help.ts'

export const numberSubtractDocs: CardDocs = {
  help: numberHelp('Takes a number away from another one.'),
  example: { config: {}, inputs: { left: 2, right: 0.5 }, outputs: { output: 1.5 } }
}
