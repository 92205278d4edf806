import type { CardDocs } from '@hookwright/engine'
import { numberHelp } from '../number/number-help.ts'

export const numberAddDocs: CardDocs = {
  help: numberHelp('Adds a number to another one.'),
  example: { config: {}, inputs: { left: 2, right: 0.5 }, outputs: { output: 2.5 } }
}
