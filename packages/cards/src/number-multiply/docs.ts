import type { CardDocs } from '@hookwright/engine'
import { numberHelp } from '../number/number-help.ts'

export const numberMultiplyDocs: CardDocs = {
  help: numberHelp('Multiplies a number with another one.'),
  example: { config: {}, inputs: { left: 2, right: 0.5 }, outputs: { output: 1 } }
}
