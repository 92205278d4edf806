import type { CardDocs } from '@hookwright/engine'
import { numberHelp } from '../number/number-help.ts'

export const numberDivideDocs: CardDocs = {
  help: numberHelp('Divides a number by another one.'),
  example: { config: {}, inputs: { left: 2, right: 0.5 }, outputs: { output: 4 } }
}
